"""The wheel on other people's machines: fresh users, no network, other Pythons and JDKs, upgrade and removal."""

import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from lab_page import SHOTS, needs_chromium
from lesson import jdk
from lesson.places import cache
from local_server import serving
from test_wheel import CELLS, wheels  # noqa: F401 (a fixture)
from wheel import ASK, REPOSITORY, Installed, built, results, shown

pytestmark = [pytest.mark.long, pytest.mark.alone]
needs_root = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="makes users and cuts the network")
OFFLINE = ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "--"]
PYTHONS = [path for minor in (10, 12, 13, 14) if (path := next(iter(sorted(Path.home().glob(
    f".pyenv/versions/3.{minor}.*/bin/python"))), None) or shutil.which(f"python3.{minor}"))]


class Person:
    """Somebody new on this machine, with a home that is empty."""

    def __init__(self, name):
        self.name, self.home = name, Path("/home") / name
        subprocess.run(["userdel", "-rf", name], capture_output=True)
        subprocess.run(["useradd", "-m", "-s", "/bin/sh", name], check=True)
        self.home.chmod(0o755)

    def command(self, *words, **more):
        """The words as that person would say them in a new terminal; pip's own settings come along."""
        kept = {key: value for key, value in os.environ.items() if key.startswith(("PIP_", "SSL_", "LANG"))}
        of = {**kept, "HOME": str(self.home), "USER": self.name, "PATH": "/usr/local/bin:/usr/bin:/bin", **more}
        return ["env", "-i", "-C", str(self.home), *(f"{key}={value}" for key, value in of.items()),
                "setpriv", f"--reuid={self.name}", f"--regid={self.name}", "--clear-groups", "--", *map(str, words)]

    def run(self, *words, prefix=(), **more):
        run = subprocess.run([*prefix, *self.command(*words, **more)], capture_output=True, text=True, timeout=600)
        assert run.returncode == 0, (words[:4], run.stdout[-2000:], run.stderr[-2000:])
        return run.stdout

    def leave(self):
        subprocess.run(["pkill", "-KILL", "-u", str(pwd.getpwnam(self.name).pw_uid)])
        subprocess.run(["userdel", "-rf", self.name], capture_output=True)


@pytest.fixture(scope="module")
def public(wheels):
    """The wheel where everybody may read it, and a server of Maven's files."""
    folder = Path(tempfile.mkdtemp(prefix="wheel"))
    folder.chmod(0o755)
    with serving(REPOSITORY) as maven:
        yield shutil.copy2(built("lesson4j"), folder), maven.address
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def reader(public):
    """A person who has just installed the wheel with all it needs, by pip."""
    one = Person("lesson4j-reader")
    start = time.monotonic()
    one.run("/usr/bin/python3", "-m", "venv", "env")
    one.run("env/bin/pip", "install", "-q", public[0])
    print(f"pip install: {time.monotonic() - start:.0f} s")
    yield one
    one.leave()


def first_picture(person, maven, shot, prefix=()):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    SHOTS.mkdir(parents=True, exist_ok=True)
    script = Path(__file__).with_name("first_picture.py")
    command = person.command("env/bin/lesson", "lab", LESSON4J_MAVEN=maven)
    run = subprocess.run([*prefix, sys.executable, script, str(port), SHOTS / shot, *command], capture_output=True, text=True,
                         timeout=400)
    assert run.returncode == 0, run.stderr[-3000:]
    times = json.loads(run.stdout.splitlines()[-1])
    print(shot, times)
    return times


@needs_root
@needs_chromium
def test_a_fresh_user_sees_the_first_picture_and_again_without_a_network(reader, public):
    first = first_picture(reader, public[1], "wheel-first.png")
    again = first_picture(reader, "http://127.0.0.1:9", "wheel-offline.png", OFFLINE)

    assert first["picture"] < 180 and again["picture"] < 60
    assert (reader.home / "lesson4j-notebooks" / "00-start.ipynb").exists()
    held = {path.name for path in reader.home.iterdir()}
    assert {name for name in held if not name.startswith(".")} == {"env", "lesson4j-notebooks"}


@needs_root
@needs_chromium
def test_jupyterlab_alone_shows_the_fetch_in_the_waiting_cell(reader):
    shutil.rmtree(reader.home / ".cache" / "lesson4j", ignore_errors=True)
    notebooks = reader.home / "lesson4j-notebooks"
    reader.run("env/bin/python", "-c", "from lesson4j import readers_copy; from pathlib import Path; "
               f"readers_copy.refresh(Path('{notebooks}'))")
    person = Person.__new__(Person)
    person.__dict__ = dict(reader.__dict__)
    person.command = lambda *words, **more: reader.command("env/bin/jupyter", "lab", f"--ServerApp.root_dir={notebooks}", **more)

    with serving(REPOSITORY) as slow:
        slow.pause = 0.1
        times = first_picture(person, slow.address, "wheel-waiting.png")

    assert times["progress"] and times["progress"] < times["picture"] < 180


@needs_root
def test_a_second_user_shares_the_environment_but_not_the_cache(reader, public):
    other = Person("lesson4j-second")
    try:
        said = other.run(reader.home / "env/bin/python", "-c", ASK, "java-lesson4j", *CELLS, LESSON4J_MAVEN=public[1])
        assert results([json.loads(line) for line in said.splitlines()]) == ["FLOAT [] 4.0000", "2"]
        assert (other.home / ".cache" / "lesson4j" / "kernels").is_dir()
    finally:
        other.leave()


def near(installed):
    """Spares an environment the half minute of unpacking natives."""
    (installed.home / ".cache" / "lesson4j").mkdir(parents=True)
    (installed.home / ".cache" / "lesson4j" / "natives").symlink_to(cache() / "natives")
    return installed


@pytest.mark.parametrize("python", PYTHONS, ids=lambda path: Path(path).parents[1].name)
def test_each_python_starts_the_kernel(python, public, tmp_path):
    installed = near(Installed(tmp_path, public[1], python, lend=False))
    installed.pip("install", "-q", "--no-deps", public[0])
    installed.pip("install", "-q", "jupyter_client")

    assert results(installed.ask("java-lesson4j", *CELLS)) == ["FLOAT [] 4.0000", "2"]
    help_ = installed.lesson("--help")
    assert help_.returncode == 0 and "lesson lab" in help_.stdout


@pytest.mark.parametrize("java", jdk.one_of_each(), ids=lambda java: str(java.version))
def test_each_jdk_runs_the_kernel(java, public, tmp_path):
    installed = near(Installed(tmp_path, public[1]))
    installed.pip("install", "-q", "--no-deps", public[0])

    for _ in range(2):  # the first start and a later one
        messages = installed.ask("java-lesson4j", "Runtime.version().feature()", *CELLS, JAVA_HOME=str(java.home))
        assert results(messages) == [str(java.version), "FLOAT [] 4.0000", "2"]


def test_an_upgrade_keeps_the_readers_work_and_a_removal_leaves_the_cache_only(public, tmp_path):
    installed = near(Installed(tmp_path, public[1]))
    installed.pip("install", "-q", "--no-deps", public[0])
    assert results(installed.ask("java-lesson4j", *CELLS)) == ["FLOAT [] 4.0000", "2"]
    mine = installed.home / "my notebooks"
    assert installed.lesson("lab", str(mine), "--version").returncode == 0
    (mine / "01-pixels.ipynb").write_text("my work")
    (before,) = (installed.home / ".cache" / "lesson4j" / "kernels").iterdir()

    installed.pip("install", "-q", "--no-deps", next_version(tmp_path))
    messages = installed.ask("java-lesson4j", *CELLS, LESSON4J_MAVEN="http://127.0.0.1:9")
    lab = installed.lesson("lab", str(mine), "--version")

    assert results(messages) == ["FLOAT [] 4.0000", "2"] and "Fetching" not in shown(messages)
    (after,) = (installed.home / ".cache" / "lesson4j" / "kernels").iterdir()
    assert after != before
    assert (mine / "01-pixels.ipynb").read_text() == "my work" and "01-pixels (new).ipynb" in lab.stdout
    assert "of the next version" in (mine / "02-sgd.ipynb").read_text()

    installed.pip("uninstall", "-y", "lesson4j")
    assert [path for path in (tmp_path / "env").rglob("*") if "lesson4j" in path.name or path.name == "lesson"] == []
    held = {path.relative_to(installed.home).as_posix() for path in installed.home.glob("*")}
    assert held == {".cache", "my notebooks"} | (held & {".jupyter", ".ipython", ".local", ".config"})


def next_version(tmp_path):
    """Packs the next version: the same, but for its number and two notebooks."""
    from lesson import packages

    folder = shutil.copytree(packages.MADE / "from" / "lesson4j", tmp_path / "next")
    project = folder / "pyproject.toml"
    project.write_text(project.read_text().replace(packages.version(), "0.9.0"))
    for name in ("01-pixels", "02-sgd"):
        notebook = folder / "lesson4j" / "notebooks" / f"{name}.ipynb"
        notebook.write_text(notebook.read_text().replace('"metadata": {', '"metadata": {"note": "of the next version",', 1))
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "made"], cwd=folder, check=True)
    (wheel,) = (tmp_path / "made").glob("*.whl")
    return wheel
