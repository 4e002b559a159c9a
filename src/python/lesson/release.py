"""Builds all that a release publishes, from a copy of what the repository holds, and checks it. Nothing is published."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from . import build as parts
from . import environment
from .places import ROOT, TARGET
from .say import Problem, size, step

# what a program uses by Maven; the kernel needs JJava, which Maven Central lacks, and so lives in its wheel
PUBLISHED = ("testing", "dl4j-lean", "lesson4j-plot", "lesson4j", "lesson4j-course")
GROUP = Path("io/github/lesson4j")
ASKED = ("name", "description", "url", "licenses/license/name", "developers/developer/name", "scm/connection", "scm/url")


def dry_run(java):
    """Builds into target/release, checks, and lists the files with their digests; returns 0."""
    for path, digest in sorted(build(java, TARGET / "release").items()):
        print(f"{digest[:16]}  {path}")
    print(f"\nAll of it is in {TARGET / 'release'}; nothing was published. docs/release.md says what a release does next.")
    return 0


def build(java, folder):
    """Builds wheels, sdists and the bundle for Maven Central into `folder`; returns each file's digest."""
    environment.add_test_tools()
    shutil.rmtree(folder, ignore_errors=True)
    tree, out = folder / "tree", folder / "files"
    out.mkdir(parents=True)
    _export(tree)
    with step("Building the packages for pip"):
        _call([sys.executable, tree / "src" / "python", "wheel"], tree, VIRTUAL_ENV=sys.prefix)
        for made in (tree / "target" / "packages").glob("lesson4j*.*"):
            shutil.copy2(made, out)
        _call([sys.executable, "-m", "twine", "check", "--strict", *out.iterdir()], tree)
    with step("Building the parts for Maven Central, with sources and Javadoc"):
        staged = folder / "staged"
        sign = [] if os.environ.get("LESSON4J_SIGN") else ["-Dgpg.skip"]
        _call([tree / "mvnw", "-B", "-q", "deploy", "-Prelease", "-DskipTests", *sign,
               f"-DaltDeploymentRepository=staged::{staged.as_uri()}",
               "-pl", ",".join([".", *(f"src/{part}" for part in PUBLISHED)])], tree, JAVA_HOME=str(java.home))
    check(staged)
    with zipfile.ZipFile(out / "central-bundle.zip", "w") as bundle:
        for path in sorted(path for path in staged.rglob("*") if path.is_file() and "maven-metadata" not in path.name):
            entry = zipfile.ZipInfo(path.relative_to(staged).as_posix(), (2026, 1, 1, 0, 0, 0))
            bundle.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    shutil.rmtree(tree)
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix in (".whl", ".gz", ".jar", ".pom", ".zip")]
    print(*(f"  {path.name} ({size(path.stat().st_size)})" for path in sorted(out.iterdir())), sep="\n")
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def check(staged):
    """Looks at each part as Maven Central will: its files, what its POM tells, and what it depends on."""
    wrong = []
    for pom in sorted((staged / GROUP).glob("*/*/*.pom")):
        model = _model(pom)
        told = [model, _model(next((staged / GROUP / "lesson4j-parent").glob("*/*.pom")))]
        wrong += [f"{pom.name} says no {what}" for what in ASKED if not any(m.findtext(what) for m in told)]
        if "SNAPSHOT" in pom.read_text(encoding="utf-8"):
            wrong.append(f"{pom.name} names a SNAPSHOT")
        if model.find("repositories") is not None:
            wrong.append(f"{pom.name} names a repository of its own")
        if model.findtext("packaging") != "pom":
            wrong += [f"{pom.stem}{kind}.jar is missing" for kind in ("", "-sources", "-javadoc")
                      if not pom.with_name(f"{pom.stem}{kind}.jar").exists()]
        wrong += [f"{pom.name} needs {name}, which Maven Central lacks" for name in _strangers(model, staged)]
    if wrong:
        raise Problem("Maven Central would refuse this:\n" + "\n".join(wrong), "Mend the POMs.")


def _strangers(model, staged):
    """Returns the dependencies that are neither published here nor came from Maven Central."""
    repository = Path(os.environ.get("MAVEN_REPOSITORY") or Path.home() / ".m2" / "repository")
    for dependency in model.findall("dependencies/dependency"):
        group, artifact = dependency.findtext("groupId"), dependency.findtext("artifactId")
        if group == "${project.groupId}":
            known = (staged / GROUP / artifact).exists()
        else:
            marks = repository.joinpath(*group.split("."), artifact).glob("*/_remote.repositories")
            known = any(">central=" in mark.read_text(encoding="utf-8") for mark in marks)
        if not known:
            yield f"{group}:{artifact}"


def _model(pom):
    text = pom.read_text(encoding="utf-8").replace(' xmlns="http://maven.apache.org/POM/4.0.0"', "", 1)
    return ElementTree.fromstring(text.encode())


def _export(tree):
    """Copies what the repository holds, no more, with the version that a release has."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        raise Problem(f"{ROOT} is no git repository, and a release is built from one.", "Clone the project.")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    for pom in [tree / "pom.xml", *(tree / "src").glob("*/pom.xml")]:
        pom.write_text(pom.read_text(encoding="utf-8").replace("-SNAPSHOT</version>", "</version>"), encoding="utf-8")


def _call(command, folder, **more):
    run = subprocess.run(command, cwd=folder, env={**os.environ, **more}, capture_output=True, text=True)
    if run.returncode:
        raise Problem(f"{Path(command[0]).name} failed:\n{(run.stdout + run.stderr)[-2500:]}", parts.MEND)
