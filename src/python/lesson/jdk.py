"""Finds a JDK that can run the kernel: 17 or newer, with a compiler and JShell."""

import glob
import os
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .places import COMMAND, cache
from .say import Problem

NEWEST_KNOWN = 25
LINUXES = {"debian": "sudo apt install openjdk-{}-jdk", "fedora": "sudo dnf install java-{}-openjdk-devel",
           "arch": "sudo pacman -S jdk{}-openjdk", "alpine": "sudo apk add openjdk{}-jdk",
           "suse": "sudo zypper install java-{}-openjdk-devel"}
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


def install():
    """Returns what to do where no JDK will do: the one command for this system, and the ways that always work."""
    command = _command()
    return (f"Install a JDK 17 or newer: {command or 'https://adoptium.net'}. Or let `{COMMAND} doctor --fix` fetch one into "
            "the cache, or set JAVA_HOME to the one you have.")


def _command():
    """Returns the command that installs a JDK on this system, or nothing where we know none."""
    if sys.platform in ("darwin", "win32"):
        return {"darwin": "brew install openjdk@21", "win32": "winget install EclipseAdoptium.Temurin.21.JDK"}[sys.platform]
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ""
    kinds = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    # Debian 12 has 17 and no later one
    version = 17 if kinds[0] == "debian" and release.get("VERSION_ID") in ("11", "12") else 21
    return next((command.format(version) for kind in kinds for name, command in LINUXES.items() if name in kind), "")


def find():
    """Returns the JDK to use: JAVA_HOME, the active environment's, the PATH's, the usual places, the one in the cache."""
    named = os.environ.get("JAVA_HOME")
    if named:
        jdk = look_at(named)
        if jdk is None or jdk.lacks:
            why = jdk.lacks if jdk else "there is no bin/java in it"
            raise Problem(f"JAVA_HOME is {named}, which cannot run the kernel: {why}.", install())
        return jdk
    seen = []
    for jdk in filter(None, map(look_at, _homes())):
        if not jdk.lacks:
            return jdk
        seen.append(jdk)
    if seen:
        raise Problem(f"The Java at {seen[0].home} cannot run the kernel: {seen[0].lacks}.", install())
    raise Problem("No Java was found, neither JAVA_HOME, nor on the PATH, nor in the usual places.", install())


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
    homes += [place.parents[1] for place in sorted(cache().glob("jdk/**/bin/javac*"), reverse=True)]
    return list(dict.fromkeys(homes))
