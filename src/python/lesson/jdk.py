"""Finds a JDK that can run the kernel: 17 or newer, with a compiler and JShell."""

import glob
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .say import Problem

NEWEST_KNOWN = 25
INSTALL = "Install a JDK 17 or newer (https://adoptium.net), or set JAVA_HOME to the one you have."
USUAL_PLACES = (
    "/usr/lib/jvm/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*",
    os.path.expanduser("~/.sdkman/candidates/java/*"),
    os.path.expanduser("~/.jdks/*"),
    r"C:\Program Files\Eclipse Adoptium\*",
    r"C:\Program Files\Java\*",
)


@dataclass(frozen=True)
class Jdk:
    """A JDK at `home`, its major `version`, and what it lacks (empty when it will do)."""

    home: Path
    version: int
    lacks: str

    @property
    def java(self):
        return self.home / "bin" / ("java.exe" if os.name == "nt" else "java")


def look_at(home):
    """Returns the Jdk at `home`, or None when there is no java at all."""
    java = Jdk(Path(home), 0, "").java
    if not java.exists():
        return None
    try:
        text = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30).stderr
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r'version "(\d+)(?:\.(\d+))?', text)
    if not found:
        return None
    version = int(found[2]) if found[1] == "1" else int(found[1])
    return Jdk(Path(home), version, _lacks(Path(home), version))


def _lacks(home, version):
    if version < 17:
        return f"it is version {version}, and 17 is needed"
    if not any((home / "bin").glob("javac*")):
        return "it is a runtime without the compiler (javac)"
    if not (home / "jmods" / "jdk.jshell.jmod").exists() and not any((home / "bin").glob("jshell*")):
        return "it has no JShell (module jdk.jshell)"
    return ""


def find():
    """Returns the JDK to use: JAVA_HOME, the active environment's, the PATH's, then the usual places."""
    named = os.environ.get("JAVA_HOME")
    if named:
        jdk = look_at(named)
        if jdk is None or jdk.lacks:
            why = jdk.lacks if jdk else "there is no bin/java in it"
            raise Problem(f"JAVA_HOME is {named}, which cannot run the kernel: {why}.", INSTALL)
        return jdk
    seen = [jdk for jdk in map(look_at, _homes()) if jdk]
    for jdk in seen:
        if not jdk.lacks:
            return jdk
    if seen:
        raise Problem(f"The Java at {seen[0].home} cannot run the kernel: {seen[0].lacks}.", INSTALL)
    raise Problem("No Java was found, neither JAVA_HOME, nor on the PATH, nor in the usual places.", INSTALL)


def one_of_each():
    """Returns the JDK in use, then one of each other version that is installed and will do."""
    found = {find().version: find()}
    for jdk in filter(None, map(look_at, _homes())):
        if not jdk.lacks:
            found.setdefault(jdk.version, jdk)
    return list(found.values())


def _homes():
    homes = []
    if os.environ.get("CONDA_PREFIX"):
        homes += [Path(os.environ["CONDA_PREFIX"]) / "lib" / "jvm", Path(os.environ["CONDA_PREFIX"])]
    on_path = shutil.which("java")
    if on_path:
        homes.append(Path(on_path).resolve().parents[1])
    for pattern in USUAL_PLACES:
        homes += [Path(p) for p in sorted(glob.glob(pattern), reverse=True) if os.path.isdir(p)]
    return list(dict.fromkeys(homes))
