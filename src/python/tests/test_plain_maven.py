"""The example in docs/plain-maven builds and trains against the library alone, without Jupyter and without a network."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lesson.places import ROOT, TARGET

WINDOWS = os.name == "nt"
VERSION = "0.1.0-SNAPSHOT"


@pytest.mark.long
def test_a_plain_maven_project_trains_a_net(tmp_path):
    # what `./mvnw install` does, in a local repository of its own in front of the user's
    installed = tmp_path / "repository" / "io" / "github" / "lesson4j" / "lesson4j" / VERSION
    installed.mkdir(parents=True)
    shutil.copy(TARGET / "lesson4j.jar", installed / f"lesson4j-{VERSION}.jar")
    shutil.copy(ROOT / "pom.xml", installed / f"lesson4j-{VERSION}.pom")
    project = shutil.copytree(ROOT / "docs" / "plain-maven", tmp_path / "project", ignore=shutil.ignore_patterns("target"))
    maven = [
        str(ROOT / ("mvnw.cmd" if WINDOWS else "mvnw")), "-o", "-q", "compile", "-f", str(project / "pom.xml"),
        f"-Dmaven.repo.local={tmp_path / 'repository'}",
        f"-Dmaven.repo.local.tail={Path.home() / '.m2' / 'repository'}",
        "-Dmaven.repo.local.tail.ignoreAvailability=true",
    ]

    built = subprocess.run(maven, capture_output=True, text=True, timeout=600)
    assert built.returncode == 0, built.stdout + built.stderr
    classpath = (project / "target" / "classpath").read_text()
    ran = subprocess.run(
        ["java", "-cp", os.pathsep.join([str(project / "target" / "classes"), classpath]), "ReadDigits"],
        capture_output=True, text=True, timeout=600, cwd=project,
    )

    assert ran.returncode == 0, ran.stderr
    assert "jjava" not in classpath and "jeromq" not in classpath, "nothing of Jupyter comes along"
    assert "valid_loss" in ran.stdout, "the table is printed"
    assert float(re.search(r"accuracy ([0-9.]+)$", ran.stdout, re.M)[1]) > 0.8
