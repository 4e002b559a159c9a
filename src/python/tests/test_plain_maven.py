"""The examples in docs/ build and train against our jars alone, without Jupyter and without a network."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lesson.places import ROOT

WINDOWS = os.name == "nt"
VERSION = "0.1.0-SNAPSHOT"
PARTS = ["dl4j-lean", "lesson4j-plot", "lesson4j", "lesson4j-course"]


def install(repository, parts):
    """Does what `./mvnw install` does, in a local repository of its own in front of the user's."""
    group = repository / "io" / "github" / "lesson4j"
    poms = {"lesson4j-parent": ROOT / "pom.xml"} | {part: ROOT / "src" / part / "pom.xml" for part in parts}
    for name, pom in poms.items():
        folder = group / name / VERSION
        folder.mkdir(parents=True)
        shutil.copy(pom, folder / f"{name}-{VERSION}.pom")
        if name in parts:
            jar = ROOT / "src" / name / "target" / f"{name}-{VERSION}.jar"
            shutil.copy(jar, folder / jar.name)


def build(name, parts, tmp_path):
    """Builds a project of docs/ against these parts; returns where it is, and its class path."""
    install(tmp_path / "repository", parts)
    project = shutil.copytree(ROOT / "docs" / name, tmp_path / "project", ignore=shutil.ignore_patterns("target"))
    maven = [
        str(ROOT / ("mvnw.cmd" if WINDOWS else "mvnw")), "-o", "-q", "compile", "-f", str(project / "pom.xml"),
        f"-Dmaven.repo.local={tmp_path / 'repository'}",
        f"-Dmaven.repo.local.tail={Path.home() / '.m2' / 'repository'}",
        "-Dmaven.repo.local.tail.ignoreAvailability=true",
    ]
    built = subprocess.run(maven, capture_output=True, text=True, timeout=600)
    assert built.returncode == 0, built.stdout + built.stderr
    return project, (project / "target" / "classpath").read_text()


def run(project, classpath, *program):
    ran = subprocess.run(
        ["java", "-cp", os.pathsep.join([str(project / "target" / "classes"), classpath]), *program],
        capture_output=True, text=True, timeout=600, cwd=project,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("name", ["lean-maven", "plain-maven"])
def test_it_needs_no_plugin_that_our_own_build_has_not_fetched(name):
    def plugins(pom):
        return set(re.findall(r"<artifactId>(maven-[\w-]+-plugin)</artifactId>\s*<version>([^<]+)", pom.read_text()))

    theirs = plugins(ROOT / "docs" / name / "pom.xml")

    assert theirs and theirs <= plugins(ROOT / "pom.xml")


@pytest.mark.long
def test_a_plain_maven_project_trains_a_net(tmp_path):
    project, classpath = build("plain-maven", PARTS, tmp_path)

    printed = run(project, classpath, "ReadDigits")

    assert "jjava" not in classpath and "jeromq" not in classpath, "nothing of Jupyter comes along"
    assert "valid_loss" in printed, "the table is printed"
    assert float(re.search(r"accuracy ([0-9.]+)$", printed, re.M)[1]) > 0.8


@pytest.mark.parametrize("rounds", ["1", pytest.param("7", marks=pytest.mark.long)])
def test_dl4j_lean_alone_trains_dl4js_examples_as_their_own_fit_does(rounds, tmp_path):
    project, classpath = build("lean-maven", ["dl4j-lean"], tmp_path)

    printed = run(project, classpath, "LeanTable", rounds)

    rows = [line.split() for line in printed.splitlines()[1:]]
    assert [row[0] for row in rows] == ["ONE_LAYER", "TWO_LAYERS", "LENET", "IRIS", "MOON"]
    assert all(float(row[-1]) < 1e-3 for row in rows), "the parameters are the same"
    for other in ("lesson4j-plot", "xchart", "tablesaw", "jjava"):
        assert other not in classpath
