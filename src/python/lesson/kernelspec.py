"""Installs the kernel into a Jupyter: kernel.json with the JDK's path, and every jar beside it.

Jars of sources go into a folder of their own, never on the class path: with one of them on it no cell compiles.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from .places import ASSETS, COMMAND, CUDA_KERNEL, KERNEL, ROOT, TARGET, cache
from .say import Problem, size, step

NATIVE_BYTES = 450_000_000
MAIN = "lesson4j.jupyter.KernelMain"


def folder(user=False, cuda=False):
    """Returns where the kernelspec goes: the environment's own place, or the user's."""
    name = CUDA_KERNEL if cuda else KERNEL
    if user:
        from jupyter_core.paths import jupyter_data_dir

        return Path(jupyter_data_dir()) / "kernels" / name
    return Path(sys.prefix) / "share" / "jupyter" / "kernels" / name


def install(jdk, jars, sources=(), user=False, cuda=False):
    """Installs or refreshes the kernel and returns its folder; does nothing when it is up to date."""
    place = folder(user, cuda)
    wanted = spec(jdk, "Java (Lesson4j, CUDA)" if cuda else None)
    copy_jars(sources, place / "sources")
    if _is_current(place, wanted, jars):
        return place
    with step(f"Installing the kernel into {place}"):
        copy_jars(jars, place / "lib")
        lay_out(place, wanted, [f"lib/{jar.name}" for jar in jars])
    first_start(place)
    return place


def lay_out(place, wanted, class_path):
    """Writes into `place` all that starts the kernel but the jars, which `class_path` names."""
    place.mkdir(parents=True, exist_ok=True)
    _pathing_jar(place / "lesson4j-kernel.jar", class_path)
    for asset in ASSETS.iterdir():
        shutil.copy2(asset, place / asset.name)
    (place / "lesson4j.jsa").unlink(missing_ok=True)
    (place / "kernel.json").write_text(json.dumps(wanted, indent=2) + "\n", encoding="utf-8")


def plain(place, jdk, jars):
    """Writes a kernelspec "Java" of jupyter-java alone, with no library's extension, into the folder `place`."""
    copy_jars(jars, place / "lib")
    _pathing_jar(place / "kernel.jar", [f"lib/{jar.name}" for jar in jars])
    java = [str(jdk.java), "-Djava.awt.headless=true", f"-javaagent:{place}/kernel.jar", "-jar", f"{place}/kernel.jar"]
    spec = {"argv": [*java, "{connection_file}"], "display_name": "Java", "language": "java", "interrupt_mode": "message"}
    (place / "kernel.json").write_text(json.dumps(spec, indent=2) + "\n")


def with_option(place, option):
    """Writes a spec of the installed kernel's name that gives its JVM one more option; returns what JUPYTER_PATH is to name."""
    path = TARGET / "jupyter"
    copy = path / "kernels" / place.name
    shutil.copytree(place, copy, ignore=shutil.ignore_patterns("lib", "sources", "*.jar", "*.jsa"), dirs_exist_ok=True)
    java, *rest = argv(place)
    wanted = _installed(place) | {"argv": [java, option, *rest, "{connection_file}"]}
    (copy / "kernel.json").write_text(json.dumps(wanted), encoding="utf-8")
    return path


def argv(place):
    """Returns the command that starts the installed kernel, without the connection file."""
    return [part.replace("{resource_dir}", str(place)) for part in _installed(place)["argv"][:-1]]


def environment(place):
    """Returns the variables that the installed kernel gets: on Linux, tensors lie in large pages, which are found faster."""
    return _installed(place)["env"]


def _installed(place):
    return json.loads((place / "kernel.json").read_text(encoding="utf-8"))


def self_test(place):
    """Runs the installed kernel's self-test, and returns how it went and what it said."""
    return subprocess.run([*argv(place), "--self-test"], capture_output=True, text=True)


def spec(jdk, display_name=None):
    """Returns the kernel's spec: the template with this machine's paths, under another name if one is given."""
    spec = json.loads((ROOT / "kernel.json").read_text(encoding="utf-8"))
    spec["display_name"] = display_name or spec["display_name"]
    spec["argv"] = [
        part.replace("{java}", str(jdk.java)).replace("{cache}", str(cache())) for part in spec["argv"]
    ]
    if jdk.version >= 24:
        # from 24 on the JDK warns in the terminal of what JavaCPP does, and older ones do not know the option
        spec["argv"].insert(1, "--sun-misc-unsafe-memory-access=allow")
    return spec


def _is_current(place, spec, jars):
    try:
        same = json.loads((place / "kernel.json").read_text()) == spec
    except (OSError, ValueError):
        return False
    there = {path.name for path in (place / "lib").iterdir()}
    return same and there == {jar.name for jar in jars} and all(_same(j, place / "lib" / j.name) for j in jars)


def _same(source, copy):
    if not copy.exists():
        return False
    a, b = source.stat(), copy.stat()
    return a.st_size == b.st_size and int(a.st_mtime) == int(b.st_mtime)


def copy_jars(jars, lib):
    lib.mkdir(parents=True, exist_ok=True)
    names = {jar.name for jar in jars}
    for old in lib.iterdir():
        if old.name not in names:
            old.unlink()
    for jar in jars:
        copy = lib / jar.name
        if not _same(jar, copy):
            part = copy.with_suffix(".part")
            try:
                shutil.copy2(jar, part)
            except OSError as error:
                part.unlink(missing_ok=True)
                raise Problem(f"{jar.name} could not be copied to {lib}: {error.strerror}.", "Free some space, or "
                              "check that you may write there, then run it again.") from error
            os.replace(part, copy)


def _pathing_jar(path, class_path):
    """A jar of nothing but a manifest: one JVM, and a class path that no command line has to carry."""
    lines = [
        "Manifest-Version: 1.0",
        f"Main-Class: {MAIN}",
        "Class-Path: " + " ".join(class_path),
        "Premain-Class: lesson4j.jupyter.jvm.HotSwap",
        "Can-Redefine-Classes: true",
        "Add-Opens: jdk.jshell/jdk.jshell" + "".join(f" jdk.compiler/com.sun.tools.javac.{p}" for p in ("api", "code", "util")),
        "Enable-Native-Access: ALL-UNNAMED",
    ]
    text = "".join(_wrap(line) for line in lines) + "\r\n"
    part = path.with_suffix(f".{os.getpid()}.part")  # two kernels may start at once
    with zipfile.ZipFile(part, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", text)
    os.replace(part, path)


def _wrap(line):
    """Manifest lines end after 72 bytes and go on with a space."""
    pieces = [line[:70]] + [" " + line[i : i + 69] for i in range(70, len(line), 69)]
    return "\r\n".join(pieces) + "\r\n"


def first_start(place):
    """Starts the kernel's parts once, so that natives are unpacked and classes archived before a reader waits."""
    # the JVM archives no classes while an agent watches them, which the kernel needs only to redefine cells
    command = [part.replace("-XX:SharedArchiveFile=", "-XX:ArchiveClassesAtExit=")
               for part in argv(place) if not part.startswith("-javaagent:")]
    with step("Starting the kernel once, to unpack natives and make later starts quick"):
        run = subprocess.run([*command, "--self-test"], capture_output=True, text=True)
        if run.returncode:
            raise _why_not(run.stderr or run.stdout)


def _why_not(text):
    """Returns what keeps the kernel from starting; a full disk shows itself in many ways."""
    place = next(folder for folder in (cache(), *cache().parents) if folder.exists())
    free = shutil.disk_usage(place).free
    if free < NATIVE_BYTES:
        return Problem(f"Only {size(free)} are free where {cache()} lies, and the kernel unpacks {size(NATIVE_BYTES)} there.",
                       "Free some space, or name another folder: LESSON4J_CACHE=/my/folder")
    told = "\n".join(line for line in text.splitlines() if not line.startswith("\tat "))
    return Problem("The kernel does not start:\n" + told[-2000:], f"Run {COMMAND} doctor.")
