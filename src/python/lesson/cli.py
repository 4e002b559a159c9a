"""Reads the command line and hands over to the part that does the work."""

import argparse
import errno
import os
import subprocess
import sys
from pathlib import Path

from . import places
from .say import Problem

ABOUT = """Lesson4j: fast.ai's MNIST lesson in Java notebooks.

  lesson lab [FOLDER]           open your copy of the notebooks in JupyterLab
  lesson run [NOTEBOOK …]       execute notebooks, print their checks, write target/run/
  lesson share [NOTEBOOK …]     write the notebooks, as they are, as web pages to rendered/
  lesson install [--user]       install the kernel into the Jupyter that is active
  lesson doctor [--fix]         say what is wrong with this machine; --fix fetches a JDK where none is
"""
CLONE = """
In a clone, where it is ./lesson, also:

  ./lesson test                 all tests: library, kernel, notebooks
  ./lesson bench [WORKLOAD …]   measure ours against PyTorch, fastai, torchvision and pandas
  ./lesson wheel                build what pip installs, into target/packages/
  ./lesson release --dry-run    build all that a release publishes, and check it
"""


def main():
    """Runs one command; returns the exit code."""
    arguments = _arguments(sys.argv[1:])
    places.absolute_data()
    places.readable_names()
    try:
        return _dispatch(arguments)
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno == errno.ENOSPC:
            print("\nThe disk is full. Free about 1.5 GB, then run the same command again.", file=sys.stderr)
            return 1
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            print(f"\n{error.filename} cannot be written: {error.strerror}. Change its rights, or clone the project into a "
                  "folder of your own.", file=sys.stderr)
            return 1
        raise
    except ModuleNotFoundError as missing:
        print(f"\nThe Python environment {sys.prefix} is not whole: it lacks {missing.name}. Delete it, or install what "
              "requirements.txt names; .venv is made anew by the next call.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _arguments(words):
    """Parses a command line; what follows `lab` is JupyterLab's, options included, which argparse would refuse."""
    mine = words[:1] if words[:1] == ["lab"] and not {"-h", "--help"} & set(words) else words
    arguments = _parser().parse_args(mine)
    if mine != words:
        arguments.rest = words[1:]
    return arguments


def _dispatch(arguments):
    if places.INSTALLED:
        from . import installed

        return installed.run(arguments)
    from . import environment

    python = environment.python()
    if not environment.is_current(python):
        package = Path(__file__).parents[1]
        return subprocess.call([python, str(package), *sys.argv[1:]], env=_without_home_python())
    from . import commands

    return commands.run(arguments)


def _without_home_python():
    """A PYTHONHOME of the outer Python would mislead the environment's."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONHOME"}


def _parser():
    about = ABOUT if places.INSTALLED else ABOUT + CLONE
    parser = argparse.ArgumentParser(
        prog="lesson", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    lab = commands.add_parser("lab", help="open the notebooks in JupyterLab")
    lab.add_argument("rest", nargs=argparse.REMAINDER, help="a folder for the notebooks, options for jupyter lab")
    run = commands.add_parser("run", help="execute notebooks through the kernel")
    run.add_argument("notebooks", nargs="*", help="files or beginnings of names; all when none is given")
    run.add_argument("--save", action="store_true", help="write the outputs back into notebooks/")
    share = commands.add_parser("share", help="write notebooks as web pages that need no network")
    share.add_argument("notebooks", nargs="*", help="files or beginnings of names; the course when none is given")
    install = commands.add_parser("install", help="install the kernel into the active Jupyter")
    where = install.add_mutually_exclusive_group()
    where.add_argument("--user", action="store_true", help="for this user")
    where.add_argument("--sys-prefix", action="store_true", help="into the active environment (the default)")
    install.add_argument("--cuda", nargs="?", const="backend", choices=["backend", "libraries"],
                         help="also the kernel for an NVIDIA card: 0.6 GB, or 2.4 GB with NVIDIA's libraries")
    doctor = commands.add_parser("doctor", help="say what is wrong with this machine")
    doctor.add_argument("--fix", action="store_true", help="fetch a JDK into the cache where none will do")
    if not places.INSTALLED:
        _add_builders(commands)
    return parser


def _add_builders(commands):
    """Adds what only a clone can do."""
    test = commands.add_parser("test", help="run all tests")
    test.add_argument("--long", action="store_true", help="also what takes many minutes")
    test.add_argument("--short", action="store_true", help="library, kernel and the first notebook only")
    bench = commands.add_parser("bench", help="measure side by side with PyTorch, fastai, torchvision, pandas, ipykernel")
    bench.add_argument("workloads", nargs="*", help="names or beginnings of names; all when none is given")
    bench.add_argument("--no-peers", action="store_true", help="ours only, without fetching the peers")
    bench.add_argument("--busy", action="store_true", help="with one core kept busy; writes target/bench-busy.json")
    bench.add_argument("--rounds", type=int, default=5, help="how often each is run at least; the best counts (5)")
    commands.add_parser("wheel", help="build the wheels and their sdists")
    release = commands.add_parser("release", help="build all that a release publishes, and check it")
    release.add_argument("--dry-run", action="store_true", required=True, help="publish nothing (there is no other way yet)")
    commands.add_parser("jdks", help="list the JDKs that can run the kernel, the one in use first")
