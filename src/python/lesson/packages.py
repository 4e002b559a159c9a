"""Builds what pip installs: `lesson4j` with the course, and `lesson4j-kernel`, the plain Java kernel; a wheel and an sdist each.

Each is laid out whole in a folder of target/, from which Hatchling packs it; so an sdist too needs no Maven.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import build as parts
from . import environment, kernel
from .places import ASSETS, HERE, KERNEL, ROOT, SCRIPTS, TARGET, course
from .say import Problem, step

PACKAGES = ROOT / "src" / "python" / "packages"
MADE = TARGET / "packages"
# what starts a kernel; the rest of the reader's commands comes with the course only
START = ("__init__", "fetch", "jdk", "kernel", "kernelspec", "places", "say", "stand_in")
READER = ("cli", "consistency", "doctor", "installed", "jdk_fetch", "lab", "notebooks", "prose", "readers_copy", "share",
          "share_clean", "share_page")
PLAIN = ("jupyter-java", "jjava", "asm", "jspecify")


def build(java):
    """Builds both packages; returns the wheels and sdists."""
    jars = parts.jar(java)
    environment.add_test_tools()
    fetched = {Path(entry["path"]).name for entries in _fetched().values() for entry in entries}
    _agree(jars, fetched)
    plain = [jar for jar in jars if re.sub(r"-\d.*", "", jar.name) in PLAIN]
    assert len(plain) == len(PLAIN), plain
    shutil.rmtree(MADE, ignore_errors=True)
    with step("Packing lesson4j"):
        folder = _lay_out("lesson4j", KERNEL, "Java (Lesson4j)", START + READER, [j for j in jars if j.name not in fetched])
        package = folder / "lesson4j"
        shutil.copy2(HERE / "fetched.json", package)
        shutil.copytree(HERE / "share_assets", package / "share_assets")
        _copy(SCRIPTS.iterdir(), package / "page_scripts")
        _copy(parts.sources(), package / "sources")
        _copy(course(), package / "notebooks")
        made = _pack(folder)
    with step("Packing lesson4j-kernel"):
        made += _pack(_lay_out("lesson4j-kernel", "jupyter-java", "Java", START, plain))
    return made


def version():
    """Returns the version as Python writes it: Maven's 0.1.0-SNAPSHOT is 0.1.0.dev0."""
    found = re.search(r"<version>([^<]+)</version>", (ROOT / "pom.xml").read_text(encoding="utf-8"))[1]
    return found.replace("-SNAPSHOT", ".dev0")


def _lay_out(name, kernel_name, display_name, modules, jars):
    """Writes all that the package holds into a folder of its own; returns the folder."""
    folder = MADE / "from" / name
    package = folder / name.replace("-", "_")
    shutil.copytree(PACKAGES / name, folder)
    project = folder / "pyproject.toml"
    project.write_text(project.read_text(encoding="utf-8").replace("@version@", version()), encoding="utf-8")
    shutil.copy2(ROOT / "LICENSE", folder)
    _copy([HERE / f"{module}.py" for module in modules], package)
    _copy(jars, package / "jars")
    _copy(ASSETS.iterdir(), package / "assets")
    shutil.copy2(ROOT / "kernel.json", package)
    about = {"version": version(), "kernel": kernel_name, "display_name": display_name}
    _json(package / "wheel.json", about)
    spec = folder / "share" / "jupyter" / "kernels" / kernel_name
    _copy((path for path in ASSETS.iterdir() if path.name.startswith("logo")), spec)
    # Jupyter puts its own Python in the place of "python"
    argv = ["python", "-m", f"{package.name}.kernel", "{connection_file}"]
    _json(spec / "kernel.json", {"argv": argv, "display_name": display_name, **kernel.FRONT_END})
    return folder


def _pack(folder):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", MADE]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if run.returncode:
        raise Problem(f"Hatchling could not pack {folder.name}:\n{run.stderr[-1500:]}", "Mend that, then run it again.")
    return sorted(MADE.glob(f"{folder.name.replace('-', '_')}-{version()}*"))


def _agree(jars, fetched):
    """Compares the list of what is fetched with what Maven resolved for this platform."""
    native = [jar for jar in jars if kernel.platform_name() in jar.name]
    for jar in native:
        if jar.name not in fetched:
            raise Problem(f"{jar.name} is on the class path, and fetched.json lacks it.",
                          "Write path, bytes and sha256 of each platform's jar into src/python/lesson/fetched.json.")


def _fetched():
    return json.loads((HERE / "fetched.json").read_text(encoding="utf-8"))


def _copy(files, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copy2(file, folder / file.name)


def _json(path, content):
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
