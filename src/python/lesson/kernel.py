"""Starts the kernel of a wheel: `python -m lesson4j.kernel CONNECTION_FILE`, as its kernelspec says.

The portable jars lie beside this file, where nothing is ever written. What is the platform's own comes from Maven Central
into the cache at the first start, against digests that the wheel carries; there too lies what the JVM is started with.
"""

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from . import fetch, jdk, kernelspec, say
from .places import HERE, cache, readable_names
from .say import Problem, size, step

MAVEN = "https://repo.maven.apache.org/maven2"
# what a front end reads of a kernelspec; in a folder of notebooks no file of the reader's shadows a module of Python's
FRONT_END = {"language": "java", "interrupt_mode": "message", "metadata": {"debugger": False},
             "env": {"PYTHONSAFEPATH": "1"}}
ABOUT = HERE / "wheel.json"


def main(arguments):
    """Becomes the kernel; with --prepare brings what it lacks, told in lines to the reader of the notebook that waits."""
    readable_names()
    preparing = arguments == ["--prepare"]
    try:
        if not preparing:
            return _become(arguments)
        say.EVERY = 0.5
        sys.stdout.reconfigure(encoding="utf-8")  # which is what Java reads, whatever Windows prefers
        prepare(lay_out(jdk.find()))
        print(*(f"+{jar}" for _, jar in _fetched()), sep="\n", flush=True)
    except (Problem, OSError) as failure:
        told = str(failure) if isinstance(failure, Problem) else str(_cache_problem(failure))
        print(told.replace("\n", " ") if preparing else told, file=sys.stdout if preparing else sys.stderr, flush=True)
        if not preparing and importlib.util.find_spec("ipykernel"):
            from . import stand_in

            stand_in.run(told, arguments[0])
        return 1
    return 0


def _become(arguments):
    java = jdk.find()
    place = lay_out(java)
    command = [*kernelspec.argv(place), *arguments]
    if not is_ready(place):
        command += [sys.executable, "-m", f"{__package__}.kernel", "--prepare"]
    if os.name != "nt":
        os.execv(command[0], command)
    # Windows cannot replace a process: the kernel then ends with this one, which Jupyter knows
    environment = {key: value for key, value in os.environ.items() if key != "JPY_PARENT_PID"}
    return subprocess.call(command, env=environment)


def ready():
    """Prepares the kernel with progress on the terminal, unless it is; returns the JDK and the kernel's folder."""
    java = jdk.find()
    place = lay_out(java)
    prepare(place)
    return java, place


def prepare(place):
    """Fetches the platform's own jars, and starts the kernel once, so that later starts are quick."""
    missing = [(entry, jar) for entry, jar in _fetched() if not jar.exists()]
    if missing:
        whole, done = sum(entry["bytes"] for entry, _ in missing), 0
        with step(f"Fetching the kernel's native libraries ({size(whole)}, once)") as progress:
            for entry, jar in missing:
                fetch.fetch(_maven() + entry["path"], jar, entry["sha256"],
                            lambda count, before=done: progress.at(size(before + count)))
                done += entry["bytes"]
    if not is_ready(place):
        kernelspec.first_start(place)
        (place / "ready").touch()
    _forget_older(place)


def is_ready(place):
    """Returns whether nothing is left to fetch or unpack for the kernel in that folder."""
    return (place / "ready").exists() and all(jar.exists() for _, jar in _fetched())


def lay_out(java):
    """Writes what the JVM is started with into a folder of the cache of its own; returns the folder."""
    jars = [*sorted((HERE / "jars").glob("*.jar")), *(jar for _, jar in _fetched())]
    spec = kernelspec.spec(java, display_name=about()["display_name"])
    key = hashlib.sha256(json.dumps([spec, _marks(), [str(jar) for jar in jars]]).encode()).hexdigest()[:12]
    place = cache() / "kernels" / f"{about()['kernel']}-{key}"
    if not (place / "kernel.json").exists():
        try:
            kernelspec.copy_jars(sorted((HERE / "sources").glob("*.jar")), place / "sources")
            (place / "of").write_text(f"{HERE}\n{_marks()}", encoding="utf-8")
            kernelspec.lay_out(place, spec, [jar.as_uri() for jar in jars])
        except OSError as error:
            raise _cache_problem(error) from error
    return place


def _cache_problem(error):
    return Problem(f"The kernel needs a place in {cache()}, which cannot be written: {error.strerror or error}.",
                   "Free some space, or name a folder in which you may write: LESSON4J_CACHE=/my/folder")


def about():
    """Returns what this wheel is: its version, and its kernel's name and display name."""
    return json.loads(ABOUT.read_text(encoding="utf-8"))


def _fetched():
    """Returns what this platform needs besides the wheel's own jars, each with its place in the cache."""
    listed = HERE / "fetched.json"
    if not listed.exists():
        return []
    of = json.loads(listed.read_text(encoding="utf-8"))
    here = platform_name()
    if here not in of:
        there = ", ".join(name for name in of if name != "any")
        raise Problem(f"ND4J has no natives for {here}.", f"It has them for {there}.")
    return [(entry, cache() / "maven" / entry["path"]) for entry in of[here] + of["any"]]


def platform_name():
    """Returns this platform as JavaCPP names it."""
    machine = platform.machine().lower()
    system = {"Darwin": "macosx"}.get(platform.system(), platform.system().lower())
    return f"{system}-{ {'amd64': 'x86_64', 'aarch64': 'arm64'}.get(machine, machine)}"


def _maven():
    return (os.environ.get("LESSON4J_MAVEN") or MAVEN).rstrip("/") + "/"


def _marks():
    """Returns what tells this wheel's jars from those of another version."""
    return str([(jar.name, jar.stat().st_size, jar.stat().st_mtime) for jar in sorted((HERE / "jars").glob("*.jar"))])


def _forget_older(place):
    """Deletes what earlier versions in this place, or wheels that are gone, were started with."""
    for of in place.parent.glob("*/of"):
        package, _, marks = of.read_text(encoding="utf-8").partition("\n")
        if (package == str(HERE) and marks != _marks()) or not Path(package).exists():
            shutil.rmtree(of.parent, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
