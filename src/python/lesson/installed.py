"""The commands of an installed wheel: it has the kernel and the notebooks, and nothing to build."""

import json
import sys

from . import kernel, kernelspec
from .say import Problem


def run(arguments):
    """Runs the command that the arguments name; returns the exit code."""
    return COMMANDS[arguments.command](arguments)


def _lab(arguments):
    from . import lab

    kernel.ready()
    return lab.open_lab(arguments.rest)


def _run(arguments):
    from . import notebooks

    if arguments.save:
        raise Problem("--save refreshes the project's own notebooks, which an installed package must not change.",
                      "Run it without --save: the executed notebooks are in target/run/.")
    kernel.ready()
    return notebooks.run(arguments.notebooks, save=False)


def _share(arguments):
    from . import share

    return share.run(arguments.notebooks)


def _install(arguments):
    """pip brought the kernelspec into its own environment; another Jupyter of this user gets one by --user."""
    if arguments.cuda:
        raise Problem("The CUDA backend is not in this package.", "Clone the project, then ./lesson install --cuda.")
    kernel.ready()
    place = kernelspec.folder(arguments.user)
    place.mkdir(parents=True, exist_ok=True)
    spec = {"argv": [sys.executable, "-m", "lesson4j.kernel", "{connection_file}"], **kernel.FRONT_END,
            "display_name": kernel.about()["display_name"]}
    (place / "kernel.json").write_text(json.dumps(spec, indent=2) + "\n", encoding="utf-8")
    print(f"The kernel \"{spec['display_name']}\" is installed in {place}")
    return 0


def _doctor(arguments):
    from . import doctor

    return doctor.run(arguments.fix)


COMMANDS = {"lab": _lab, "run": _run, "share": _share, "install": _install, "doctor": _doctor}
