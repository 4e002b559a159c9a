"""The Python environment that Jupyter lives in: the active one when it has JupyterLab, else our own .venv."""

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .places import KERNEL, ROOT, VENV
from .say import Problem, step

NEEDED_BYTES = 1_500_000_000
REQUIREMENTS = ROOT / "requirements.txt"
TEST_REQUIREMENTS = ROOT / "src" / "test" / "python" / "requirements.txt"
NO_NETWORK = (
    "The first set-up needs the network once. Check the connection (behind a proxy: set HTTPS_PROXY), "
    "then run the same command again; it goes on where it stopped."
)


def python():
    """Returns the Python of the environment to use, after setting it up if need be."""
    active = _active()
    if active:
        return active
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    stamp = VENV / "lesson4j-requirements.sha256"
    if not (stamp.exists() and stamp.read_text() == wanted and _python(VENV).exists()):
        _check_disk()
        _create()
        _pip(REQUIREMENTS, "Fetching JupyterLab and its parts into .venv")
        _configure()
        stamp.write_text(wanted)
    return _python(VENV)


def add_test_tools():
    """Installs what only the tests use, once."""
    wanted = hashlib.sha256(TEST_REQUIREMENTS.read_bytes()).hexdigest()
    stamp = Path(sys.prefix) / "lesson4j-test-requirements.sha256"
    if not (stamp.exists() and stamp.read_text() == wanted):
        _pip(TEST_REQUIREMENTS, "Fetching the test tools")
        stamp.write_text(wanted)


def is_current(executable):
    """Returns whether this process already runs in the environment of `executable`."""
    return Path(sys.prefix).resolve() == Path(executable).parents[1 if os.name != "nt" else 1].resolve()


def _active():
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        prefix = os.environ.get(name)
        if prefix and Path(prefix).resolve() != VENV.resolve():
            candidate = _python(Path(prefix))
            if candidate.exists() and _has_lab(candidate):
                return candidate
    return None


def _has_lab(candidate):
    code = "import jupyterlab, nbclient, nbconvert"
    return subprocess.run([candidate, "-c", code], capture_output=True).returncode == 0


def _python(prefix):
    if os.name == "nt":
        return prefix / ("python.exe" if (prefix / "python.exe").exists() else "Scripts/python.exe")
    return prefix / "bin" / "python"


def _create():
    if _python(VENV).exists():
        return
    with step("Making a Python environment in .venv"):
        made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
        if made.returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            raise Problem(
                f"Python at {sys.executable} cannot make an environment (python -m venv failed).",
                "On Debian and Ubuntu: apt install python3-venv. Elsewhere: install Python from python.org, "
                "or activate a conda environment that has JupyterLab.",
            )


def _pip(requirements, what):
    command = [_python(VENV) if not _in_environment() else sys.executable, "-m", "pip", "install"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", requirements]
    with step(what) as progress:
        pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        lines = []
        for line in pip.stdout:
            lines.append(line.rstrip())
            if line.startswith(("Collecting", "Downloading", "Installing", "  Downloading")):
                progress.at(line.strip()[:70])
        if pip.wait():
            raise _pip_problem("\n".join(lines))


def _in_environment():
    return sys.prefix != sys.base_prefix or "CONDA_PREFIX" in os.environ


def _pip_problem(log):
    if os.strerror(errno.ENOSPC) in log:
        return Problem("The disk is full: the Python packages do not fit.", "Free about 1.5 GB, then run it again.")
    if any(sign in log for sign in ("Failed to establish a new connection", "Name or service", "timed out",
                                    "Could not find a version", "Temporary failure", "Connection")):
        return Problem("pip could not reach the Python package index.", NO_NETWORK)
    return Problem("pip failed:\n" + "\n".join(log.splitlines()[-8:]), "Mend what it says, then run it again.")


def _check_disk():
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED_BYTES:
        raise Problem(
            f"Only {free / 1e9:.1f} GB are free where the project lies, and the set-up needs about 1.5 GB.",
            "Free some space, or move the project to a larger disk.",
        )


def _configure():
    """Hides JJava's own kernel, which a reader would pick by mistake, and keeps JupyterLab from asking for news."""
    shown = {"KernelSpecManager": {"allowed_kernelspecs": [KERNEL, KERNEL + "-cuda", "python3"]}}
    quiet = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    for path, content in (
        (VENV / "etc" / "jupyter" / "jupyter_config.json", shown),
        (VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json", quiet),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=2))
