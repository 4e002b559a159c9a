"""The Python environment that Jupyter lives in: the active one when it has JupyterLab, else our own .venv."""

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .places import CUDA_KERNEL, KERNEL, PEERS, ROOT, VENV
from .say import Problem, step

NEEDED_BYTES = 1_500_000_000
PEER_BYTES = 9_000_000_000
CUDA_BYTES = 2_500_000_000
CUDA_LIBRARY_BYTES = 9_000_000_000
REQUIREMENTS = ROOT / "requirements.txt"
PEER_REQUIREMENTS = ROOT / "bench" / "requirements.txt"
TEST_REQUIREMENTS = ROOT / "src" / "python" / "tests" / "requirements.txt"
NO_NETWORK = (
    "The first set-up needs the network once. Check the connection (behind a proxy: set HTTPS_PROXY), "
    "then run the same command again; it goes on where it stopped."
)


def python():
    """Returns the Python of the environment to use, after setting it up if need be."""
    return _active() or _own(VENV, REQUIREMENTS, "JupyterLab and its parts", NEEDED_BYTES, _configure)


def peers():
    """Returns the Python of those whom ./lesson bench measures itself against, in an environment of its own."""
    return _own(PEERS, PEER_REQUIREMENTS, "PyTorch, fastai and pandas (up to 3 GB)", PEER_BYTES)


def _own(prefix, requirements, what, bytes_needed, configure=lambda: None):
    """Returns the Python of an environment of ours, made or brought up to date first if need be."""
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = prefix / "lesson4j-requirements.sha256"
    if not (stamp.exists() and stamp.read_text() == wanted and _python(prefix).exists()):
        check_disk(bytes_needed)
        _create(prefix)
        _pip(_python(prefix), requirements, f"Fetching {what} into {prefix.name}")
        configure()
        stamp.write_text(wanted)
    return _python(prefix)


def add_test_tools():
    """Installs what only the tests use, once."""
    wanted = hashlib.sha256(TEST_REQUIREMENTS.read_bytes()).hexdigest()
    stamp = Path(sys.prefix) / "lesson4j-test-requirements.sha256"
    if not (stamp.exists() and stamp.read_text() == wanted):
        _pip(sys.executable, TEST_REQUIREMENTS, "Fetching the test tools")
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


def _create(prefix):
    if _python(prefix).exists():
        return
    with step(f"Making a Python environment in {prefix.name}"):
        made = subprocess.run([sys.executable, "-m", "venv", prefix], capture_output=True, text=True)
        if made.returncode:
            shutil.rmtree(prefix, ignore_errors=True)
            raise Problem(
                f"Python at {sys.executable} cannot make an environment (python -m venv failed).",
                "On Debian and Ubuntu: apt install python3-venv. Elsewhere: install Python from python.org, "
                "or activate a conda environment that has JupyterLab.",
            )


def _pip(executable, requirements, what):
    command = [executable, "-m", "pip", "install"]
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


def _pip_problem(log):
    if os.strerror(errno.ENOSPC) in log:
        return Problem("The disk is full: the Python packages do not fit.", "Free about 1.5 GB, then run it again.")
    if any(sign in log for sign in ("Failed to establish a new connection", "Name or service", "timed out",
                                    "Could not find a version", "Temporary failure", "Connection")):
        return Problem("pip could not reach the Python package index.", NO_NETWORK)
    return Problem("pip failed:\n" + "\n".join(log.splitlines()[-8:]), "Mend what it says, then run it again.")


def check_disk(needed):
    """Says so when less than `needed` bytes are free, before anything is fetched."""
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        raise Problem(
            f"Only {free / 1e9:.1f} GB are free where the project lies, and the set-up needs about {needed / 1e9} GB.",
            "Free some space, or move the project to a larger disk.",
        )


def _configure():
    """Hides JJava's own kernel, which a reader would pick by mistake, and keeps JupyterLab from asking for news."""
    shown = {"KernelSpecManager": {"allowed_kernelspecs": [KERNEL, CUDA_KERNEL, "python3"]}}
    quiet = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    for path, content in (
        (VENV / "etc" / "jupyter" / "jupyter_config.json", shown),
        (VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json", quiet),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=2))
