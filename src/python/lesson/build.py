"""Builds the parts with Maven, after putting JJava's jar where Maven finds it."""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from .environment import CUDA_BYTES, CUDA_LIBRARY_BYTES, NO_NETWORK, check_disk
from .places import ROOT, TARGET
from .say import Problem, step

SOURCES = TARGET / "sources"
# the part that knows all others: what it needs is what the kernel needs; `verify` has the compiler's checks, which take
# two thirds of the time of who only wants to run it
KERNEL_PART = ["-Dcompiler.checks=-proc:none", "-Dmaven.test.skip=true", "-pl", "src/lesson4j-kernel", "-am", "package"]
STAMP = TARGET / "lesson4j.sha256"
DOCUMENTED = ("nd4j-api", "deeplearning4j-nn", "tablesaw-core", "xchart")
CUDA_MEGABYTES = {"Linux": 600, "Windows": 372}
LIBRARY_MEGABYTES = 1827
MEND = "Mend that, then run the same command again."
JJAVA = "1.0a8"
JJAVA_SHA256 = "55f513303f0862ca67fbc21c5da81a40c174d7079945e1b1ad52eb5bbed7bab6"
IN_PREFIX = "share/jupyter/kernels/java/jjava.jar"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.dflib.jjava</groupId><artifactId>jjava</artifactId><version>{version}</version>
</project>
"""


def jjava():
    """Puts JJava's jar into .mvn/repo: Maven Central does not have it, its Python wheel does."""
    folder = ROOT / ".mvn" / "repo" / "org" / "dflib" / "jjava" / "jjava" / JJAVA
    jar = folder / f"jjava-{JJAVA}.jar"
    if jar.exists() and _sha256(jar.read_bytes()) == JJAVA_SHA256:
        return
    installed = Path(sys.prefix) / IN_PREFIX
    content = installed.read_bytes() if installed.exists() else b""
    if _sha256(content) != JJAVA_SHA256:
        content = _from_wheel()
    if _sha256(content) != JJAVA_SHA256:
        raise Problem(
            f"The jjava.jar of JJava {JJAVA} is not the one this project was tested with (its digest differs).",
            f"Reinstall it: {sys.executable} -m pip install --force-reinstall jjava=={JJAVA}",
        )
    folder.mkdir(parents=True, exist_ok=True)
    jar.write_bytes(content)
    (folder / f"jjava-{JJAVA}.pom").write_text(POM.format(version=JJAVA))


def _from_wheel():
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, f"jjava=={JJAVA}"]
        if subprocess.run(command, capture_output=True).returncode:
            raise Problem(f"JJava {JJAVA} could not be fetched from the Python package index.", NO_NETWORK)
        wheel = next(Path(folder).glob("*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(next(name for name in archive.namelist() if name.endswith("/jjava.jar")))


def jar(jdk):
    """Builds the parts and the list of jars they need, unless nothing changed; returns the jars, the kernel's first."""
    jjava()
    sources = _sources_digest()
    listed = TARGET / "kernel.classpath"
    if not (sources in _stamped() and _built() and _all_there(listed)):
        with step("Building the parts (the first time, Maven fetches about 200 MB)") as progress:
            maven(jdk, KERNEL_PART, progress)
        _fetch_sources(jdk)
        STAMP.write_text(sources)
    return [_built(), *_listed(listed)]


def verify(jdk, whole):
    """Builds the parts with the compiler's checks, and runs their tests; the tests themselves are checked if `whole`."""
    jjava()
    if "checked" not in _stamped():
        # Maven looks at files, not at options: it would take what was compiled without the checks
        for classes in (ROOT / "src").glob("*/target/classes"):
            shutil.rmtree(classes)
    maven(jdk, ["-T", "2", *([] if whole else ["-Dcompiler.test.checks=-proc:none"]), "verify"], show=True)
    _fetch_sources(jdk)
    STAMP.write_text(f"{_sources_digest()} checked")


def _stamped():
    """Returns the digest of the sources that were built last, and "checked" if the compiler's checks saw them."""
    return STAMP.read_text().split() if STAMP.exists() else []


def cuda_jars(jdk, libraries=None):
    """Returns the jars of the kernel with ND4J's CUDA backend, ours first; says what it fetches before it does.

    With `libraries` NVIDIA's own come along; None keeps to what was chosen before.
    """
    ours = jar(jdk)[0]
    system, machine = platform.system(), platform.machine().lower()
    if system not in CUDA_MEGABYTES or machine not in ("x86_64", "amd64"):
        raise Problem(
            f"ND4J has no CUDA backend for {system} on {machine}, only for Linux and Windows on x86-64.",
            "The kernel \"Java (Lesson4j)\" computes on the processor.",
        )
    listed = TARGET / "kernel-cuda.classpath"
    had = listed.exists() and "-redist" in listed.read_text()
    libraries = had if libraries is None else libraries
    if not _all_there(listed) or had != libraries or listed.stat().st_mtime < STAMP.stat().st_mtime:
        print(_cuda_size(CUDA_MEGABYTES[system], libraries), flush=True)
        check_disk(CUDA_LIBRARY_BYTES if libraries else CUDA_BYTES)
        with step("Fetching what Maven does not have of it") as progress:
            profiles = "-Pcuda" + (",cuda-libraries" if libraries else "")
            maven(jdk, [profiles, *KERNEL_PART, f"-Dkernel.classpath={listed}"], progress)
    return [ours, *_listed(listed)]


def _cuda_size(megabytes, libraries):
    needs = f"NVIDIA's CUDA 11.6 and cuDNN 8.3 {LIBRARY_MEGABYTES} MB more" if libraries else (
        "it needs CUDA 11.6 and cuDNN 8.3 on the machine")
    return f"The CUDA backend is {megabytes} MB, {needs}, for cards of compute capability 3.7 to 8.9 (docs/cuda.md)."


def sources():
    """Returns the jars of sources that help reads: ours, and those of the libraries as far as they were fetched."""
    SOURCES.mkdir(parents=True, exist_ok=True)
    ours = SOURCES / "lesson4j-sources.jar"
    if not ours.exists() or os.access(ours, os.W_OK):  # a clone that may only be read keeps the one it has
        with zipfile.ZipFile(ours, "w", zipfile.ZIP_DEFLATED) as archive:
            for java in sorted((ROOT / "src").glob("*/src/main/java")):
                for path in sorted(java.rglob("*.java")):
                    entry = zipfile.ZipInfo(path.relative_to(java).as_posix(), (2026, 1, 1, 0, 0, 0))
                    archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return sorted(SOURCES.glob("*.jar"))


def _fetch_sources(jdk):
    """Fetches what Shift-Tab shows of the libraries; without it there are names only, so nothing fails."""
    jars = _listed(TARGET / "kernel.classpath")
    documented = [jar for jar in jars if jar.parents[1].name in DOCUMENTED]  # …/xchart/4.0.3/xchart-4.0.3.jar
    if documented and all((SOURCES / f"{jar.stem}-sources.jar").exists() for jar in documented):
        return
    with step("Fetching the documentation that Shift-Tab shows") as progress:
        try:
            maven(jdk, [
                # the options narrow the kernel's class path as well, which must stay as it is
                *KERNEL_PART, f"-Dkernel.classpath={SOURCES / 'classpath'}", "dependency:copy-dependencies",
                "-Dclassifier=sources", "-DincludeArtifactIds=" + ",".join(DOCUMENTED),
                "-Dmdep.failOnMissingClassifierArtifact=false", f"-DoutputDirectory={SOURCES}",
            ], progress)
        except Problem:
            progress.at("not reachable; help will show names only")


def maven(jdk, goals, progress=None, show=False):
    """Runs mvnw; with `progress` the downloads are counted, with `show` its output is passed on."""
    wrapper = ROOT / ("mvnw.cmd" if os.name == "nt" else "mvnw")
    command = [wrapper, "-B", *(["-ntp"] if show else []), *goals]
    environment = dict(os.environ, JAVA_HOME=str(jdk.home))
    run = subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=None if show else subprocess.PIPE,
        stderr=None if show else subprocess.STDOUT,
    )
    log = []
    for line in run.stdout or ():
        log.append(line.rstrip())
        if progress and "Downloaded from" in line:
            progress.at(f"{sum('Downloaded from' in seen for seen in log)} files fetched")
    if run.wait():
        raise _maven_problem("\n".join(log))


def _maven_problem(log):
    if "No space left on device" in log:
        return Problem("The disk is full: Maven's libraries do not fit.", "Free about 1 GB, then run it again.")
    if re.search(r"UnknownHost|Could not transfer|Failed to fetch|Connection|Cannot access|resolve host", log):
        return Problem("Maven could not fetch the libraries it needs.", NO_NETWORK)
    errors = [line[8:] for line in log.splitlines() if line.startswith("[ERROR]")]
    noise = ("->", "To see", "Re-run", "For more")
    told = [line for line in dict.fromkeys(errors) if line.strip() and not line.startswith(noise)]
    reason = "\n".join((told or log.splitlines())[:12]) or "its output above says why"
    return Problem(f"Maven failed: {reason}", MEND)


def _built():
    """Returns the kernel's jar, or None while there is none."""
    return next((ROOT / "src" / "lesson4j-kernel" / "target").glob("lesson4j-kernel-*.jar"), None)


def _all_there(listed):
    return listed.exists() and all(jar.exists() for jar in _listed(listed))


def _listed(file):
    """Returns the jars that a class path written by Maven names."""
    return [Path(jar) for jar in file.read_text().strip().split(os.pathsep)]


def _sources_digest():
    digest = hashlib.sha256()
    parts = (ROOT / "src").glob("*/src/main/**/*")
    for path in [ROOT / "pom.xml", *sorted((ROOT / "src").glob("*/pom.xml")), *sorted(p for p in parts if p.is_file())]:
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sha256(content):
    return hashlib.sha256(content).hexdigest()
