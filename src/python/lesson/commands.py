"""The commands, run inside the Jupyter environment."""

import os
import subprocess
import sys

from . import build, jdk, kernelspec
from .places import ROOT
from .say import size


def run(arguments):
    """Runs the command that the arguments name; returns the exit code."""
    return COMMANDS[arguments.command](arguments)


def _ready(user=False):
    """Builds and installs whatever is not up to date; returns the JDK and the kernel's folder."""
    java = jdk.find()
    place = kernelspec.install(java, build.jar(java), build.sources(), user)
    if kernelspec.folder(user, cuda=True).exists():
        _cuda_ready(java, user)
    return java, place


def _cuda_ready(java, user, libraries=None):
    return kernelspec.install(java, build.cuda_jars(java, libraries), build.sources(), user, cuda=True)


def _lab(arguments):
    from . import lab

    _ready()
    return lab.open_lab(arguments.rest)


def _run(arguments):
    from . import notebooks

    _ready()
    return notebooks.run(arguments.notebooks, arguments.save)


def _share(arguments):
    from . import share

    return share.run(arguments.notebooks)


def _bench(arguments):
    from . import bench

    java, place = _ready()
    return bench.run(java, place, arguments.workloads, arguments.rounds, not arguments.no_peers, arguments.busy)


def _install(arguments):
    java, place = _ready(arguments.user)
    print(f"The kernel \"Java (Lesson4j)\" is installed in {place}")
    if arguments.cuda:
        place = _cuda_ready(java, arguments.user, arguments.cuda == "libraries")
        print(f"The kernel \"Java (Lesson4j, CUDA)\" is installed in {place}")
        print(kernelspec.self_test(place).stdout, end="")
    return 0


def _doctor(arguments):
    from . import doctor

    return doctor.run(arguments.fix)


def _wheel(arguments):
    from . import packages

    for made in packages.build(jdk.find()):
        print(f"{made} ({size(made.stat().st_size)})")
    return 0


def _release(arguments):
    from . import release

    return release.dry_run(jdk.find())


def _jdks(arguments):
    """Prints the JDK in use and one of each other version, for CI."""
    print(*(found.home for found in jdk.one_of_each()), sep="\n")
    return 0


def _test(arguments):
    from . import environment, notebooks

    # the property tests of Java and Python read it: thousands of cases, or a few
    if arguments.long:
        os.environ["LESSON_LONG"] = "1"
    environment.add_test_tools()
    build.verify(jdk.find(), arguments.long)
    _, place = _ready()
    code = [ROOT / "src" / "python", ROOT / "bench"]
    if subprocess.call([sys.executable, "-m", "ruff", "check", "-q", "--config", code[0] / "pyproject.toml", *code]):
        return 1
    tests = [sys.executable, "-m", "pytest", "-q", str(code[0] / "tests")]
    if arguments.short:
        # the browser sees the same under every JDK
        tests += ["--ignore-glob", "*test_lab*.py"]
    asked = "" if arguments.long else " and not long"
    # tests often wait for kernels, so that two groups at once (conftest.py) take little more than one; what measures runs alone
    at_once = ["-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder", "-m", "not alone" + asked]
    short_lived = {} if arguments.long else _short_lived(place)
    if subprocess.call(tests + at_once, cwd=ROOT, env=os.environ | short_lived):
        return 1
    if subprocess.call([*tests, "-m", "alone" + asked], cwd=ROOT):
        return 1
    os.environ.update(short_lived)
    return notebooks.run(["01"] if arguments.short else [], save=False, whole=arguments.long)


def _short_lived(place):
    """Returns what to set so that kernels leave out Java's second compiler: half of what a kernel of a minute takes."""
    path = kernelspec.with_option(place, "-XX:TieredStopAtLevel=1")
    return {"JUPYTER_PATH": os.pathsep.join([str(path), os.environ.get("JUPYTER_PATH", "")]).rstrip(os.pathsep)}


COMMANDS = {
    "lab": _lab, "run": _run, "share": _share, "bench": _bench, "install": _install, "doctor": _doctor, "jdks": _jdks,
    "test": _test, "wheel": _wheel, "release": _release,
}
