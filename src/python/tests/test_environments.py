"""Environments that are described here and made elsewhere: conda, Binder, a dev container, GitHub's machines.

They cannot be run by these tests; what can be checked without a network is: their form, and that they agree.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]


def conda(path):
    return yaml.safe_load(path.read_text())["dependencies"]


def pinned():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def test_the_conda_environment_agrees_with_the_requirements():
    packages = conda(ROOT / "environment.yml")
    by_pip = next(entry["pip"] for entry in packages if isinstance(entry, dict))
    by_conda = dict(entry.split("=") for entry in packages if isinstance(entry, str) and "=" in entry)

    wanted = pinned()
    assert by_pip == [f"{name}=={wanted.pop(name)}" for name in ("jjava", "latex2mathml")]
    assert {name: by_conda.get(name) for name in wanted} == {
        name: ".".join(version.split(".")[:2]) for name, version in wanted.items()
    }
    assert {"openjdk", "maven", "python", "fontconfig", "font-ttf-dejavu-sans-mono"} <= by_conda.keys()


def test_binder_uses_the_same_environment_and_installs_the_kernel_into_it():
    assert conda(ROOT / ".binder" / "environment.yml") == conda(ROOT / "environment.yml")
    post_build = ROOT / ".binder" / "postBuild"

    assert os.access(post_build, os.X_OK)
    assert subprocess.run(["sh", "-n", post_build]).returncode == 0
    assert "./lesson install --sys-prefix" in post_build.read_text()


def test_the_dev_container_names_an_image_and_installs_the_kernel():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())

    assert container["image"].startswith("mcr.microsoft.com/devcontainers/java:1-17")
    assert "ghcr.io/devcontainers/features/python:1" in container["features"]
    assert container["postCreateCommand"] == "./lesson install"


def test_the_workflows_keep_their_schema_and_cover_the_matrix():
    folder = ROOT / ".github" / "workflows"
    command = [Path(sys.executable).with_name("check-jsonschema"), "--builtin-schema", "vendor.github-workflows"]
    run = subprocess.run([*command, *folder.glob("*.yml")], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout

    nightly = yaml.safe_load((folder / "nightly.yml").read_text())["jobs"]["long"]
    assert nightly["steps"][-1]["run"] == "./lesson test --long" and nightly["strategy"]["matrix"]["java"] == [17, 25]
    matrix = yaml.safe_load((folder / "test.yml").read_text())["jobs"]["test"]["strategy"]["matrix"]
    assert [system.split("-")[0] for system in matrix["os"]] == ["ubuntu", "macos", "windows"]
    assert matrix["java"] == [17, 25]


def test_the_dockerfile_is_linted_and_made_of_the_readmes_commands():
    dockerfile = ROOT / "Dockerfile"
    lint = subprocess.run([Path(sys.executable).with_name("hadolint"), dockerfile], capture_output=True, text=True)
    assert lint.returncode == 0, lint.stdout

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    text = dockerfile.read_text(encoding="utf-8")
    for command in ("./lesson wheel", "lesson doctor", "pip install"):
        assert command in text and command in readme
    assert "docker build -t lesson4j . && docker run --rm -p 8888:8888 lesson4j" in text
    assert "docker build -t lesson4j . && docker run --rm -p 8888:8888 lesson4j" in readme


@pytest.mark.long
def test_installs_into_an_active_environment(tmp_path):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "env"], check=True)
    packages = Path(shutil.__file__).parent.name
    other = tmp_path / "env" / "lib" / packages / "site-packages" / "lesson.pth"
    other.write_text("\n".join(path for path in sys.path if path.endswith("site-packages")))
    active = dict(os.environ, VIRTUAL_ENV=str(tmp_path / "env"))

    run = subprocess.run([ROOT / "lesson", "install", "--sys-prefix"], env=active, capture_output=True, text=True)

    assert run.returncode == 0, run.stderr
    assert (tmp_path / "env" / "share" / "jupyter" / "kernels" / "java-lesson4j" / "kernel.json").exists()
