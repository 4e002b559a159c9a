"""The processes that ./lesson bench measures: ours, ours under other JDKs, and the peers'."""

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

from . import jdk, kernelspec
from .places import ROOT, TARGET
from .say import Problem, step

SOURCES = ROOT / "bench"
FILES = TARGET / "bench"
CLASSES = FILES / "classes"
LOOK_SECONDS = 0.02  # between two looks at a process's memory


class Side:
    """A process that runs workloads by name, ours or the peers'; it is started again when a workload ends it."""

    def __init__(self, command, name=None, env=None):
        FILES.mkdir(parents=True, exist_ok=True)
        self.command = [*map(str, command)]
        self.log = open(FILES / f"{name or os.path.basename(self.command[0])}.log", "w")  # noqa: SIM115 (open as long as the process)
        self.env = os.environ | (env or {})
        self.process = None

    def run(self, name):
        """Runs a workload once; returns its milliseconds and results."""
        if self.process is None:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True, env=self.env
            )
        try:
            print(name, file=self.process.stdin, flush=True)
            answer = json.loads(self.process.stdout.readline())
            return answer["ms"], answer["results"]
        except (BrokenPipeError, json.JSONDecodeError):
            self._end()
            raise Problem(f"The workload {name} ended its process.", f"The reason is in {self.log.name}.") from None

    @contextlib.contextmanager
    def watched(self, peaks):
        """Adds to `peaks` the megabytes that the process takes at most meanwhile, its start included."""
        import psutil  # comes with JupyterLab's ipykernel

        looks, over = [], threading.Event()

        def look():
            while not over.wait(LOOK_SECONDS):
                with contextlib.suppress(AttributeError, psutil.Error):
                    looks.append(psutil.Process(self.process.pid).memory_info().rss)

        watch = threading.Thread(target=look)
        watch.start()
        try:
            yield
        finally:
            over.set()
            watch.join()
        peaks.append(max(looks, default=0) / 2**20)

    def _end(self):
        if self.process:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
            self.process.wait()
        self.process = None

    def close(self):
        self._end()
        self.log.close()


@contextlib.contextmanager
def sides(place, peer_python, places=None):
    """Gives ours, the peer if there is one, and ours under each other JDK by its version."""
    pair = [_ours(place)]
    if peer_python:
        pair.append(Side([peer_python, SOURCES / "peer.py", FILES]))
    others = {version: _ours(other, f"java-{version}") for version, other in (places or {}).items()}
    try:
        yield pair, others
    finally:
        for side in (*pair, *others.values()):
            side.close()


def _ours(place, name=None):
    class_path = os.pathsep.join([str(CLASSES), str(place / "lesson4j-kernel.jar")])
    # each has a folder of its own: what one writes for the peer stays as the peer read it
    return Side([*kernelspec.argv(place)[:-2], "-cp", class_path, "Ours", FILES / name if name else FILES], name,
                kernelspec.environment(place))


def compile_ours(java, place):
    """Compiles bench/*.java by the JDK in use."""
    javac = java.java.with_name(java.java.name.replace("java", "javac"))
    with step("Compiling bench/"):
        CLASSES.mkdir(parents=True, exist_ok=True)
        jar = place / "lesson4j-kernel.jar"
        subprocess.run([javac, "-d", CLASSES, "-cp", jar, *SOURCES.glob("*.java")], check=True)


def other_jdks(java, place):
    """Lays the kernel out for each other JDK on this machine, with its archive of classes; returns the folders."""
    places = {}
    for other in jdk.one_of_each():
        if other.version != java.version:
            places[other.version] = folder = FILES / "kernels" / f"java-{other.version}"
            archive, installed = folder / "lesson4j.jsa", place / "lesson4j.jsa"
            if not archive.exists() or archive.stat().st_mtime < installed.stat().st_mtime:
                jars = sorted((place / "lib").glob("*.jar"))
                kernelspec.lay_out(folder, kernelspec.spec(other), [jar.as_uri() for jar in jars])
                kernelspec.first_start(folder)
    return places


@contextlib.contextmanager
def busy_core():
    """Keeps one core busy with something else, as a browser or a build does."""
    other = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        other.kill()
        other.wait()


def versions(java, place, peer_python):
    """Returns two lines that say what was measured: ours with what it stands on, and the peers."""
    jars = " ".join(sorted(jar.name for jar in (place / "lib").glob("*.jar")))
    parts = {"DL4J": r"deeplearning4j-nn-(\S+)\.jar", "OpenBLAS": r"openblas-([\d.]+)-", "Tablesaw": r"tablesaw-core-(\S+)\.jar"}
    found = [f"{name} {at[1]}" for name, pattern in parts.items() if (at := re.search(pattern, jars))]
    lines = ["ours: " + ", ".join([f"JDK {_full_version(java)}", *found])]
    if peer_python:
        names = re.findall(r"^([\w-]+)==", (SOURCES / "requirements.txt").read_text(), re.MULTILINE)
        code = ("import sys, platform, importlib.metadata as m\n"
                "print('peers: Python ' + platform.python_version(), *(f'{n} {m.version(n)}' for n in sys.argv[1:]), sep=', ')")
        lines.append(subprocess.run([peer_python, "-c", code, *names], capture_output=True, text=True).stdout.strip())
    return "\n".join(lines)


def _full_version(java):
    release = Path(java.home) / "release"
    found = re.search(r'JAVA_VERSION="([^"]+)"', release.read_text()) if release.exists() else None
    return found[1] if found else java.version
