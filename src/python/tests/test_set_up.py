"""What a person is told when the machine lacks something: one sentence, and the way out."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from lesson import build, cli, environment, jdk, kernelspec, places
from lesson.say import Problem

ROOT = Path(__file__).parents[3]


def fake_java(home, version, tools=("javac", "jshell")):
    """A folder that looks like a Java of that version."""
    bin_ = home / "bin"
    bin_.mkdir(parents=True)
    for name in ("java", *tools):
        script = bin_ / name
        script.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
        script.chmod(script.stat().st_mode | stat.S_IEXEC)
    return home


@pytest.mark.parametrize(
    "version, tools, lacks",
    [
        ("17.0.15", ("javac", "jshell"), ""),
        ("25.0.3", ("javac", "jshell"), ""),
        ("1.8.0_392", ("javac",), "it is version 8, and 17 is needed"),
        ("21.0.1", (), "it is a runtime without the compiler (javac)"),
        ("21.0.1", ("javac",), "it has no JShell (module jdk.jshell)"),
    ],
)
def test_says_what_a_java_lacks(tmp_path, version, tools, lacks):
    assert jdk.look_at(fake_java(tmp_path / "java", version, tools)).lacks == lacks


def test_a_missing_jdk_is_a_sentence_with_the_way_out(monkeypatch):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(jdk, "_homes", list)
    monkeypatch.setattr(jdk.sys, "platform", "linux")
    monkeypatch.setattr(jdk.platform, "freedesktop_os_release", lambda: {"ID": "ubuntu", "ID_LIKE": "debian"})

    with pytest.raises(Problem) as problem:
        jdk.find()

    assert str(problem.value) == (
        "No Java was found, neither JAVA_HOME, nor on the PATH, nor in the usual places.\n"
        "Install a JDK 17 or newer: sudo apt install openjdk-21-jdk. Or let `./lesson doctor --fix` fetch one into the cache, "
        "or set JAVA_HOME to the one you have."
    )


@pytest.mark.parametrize("system, release, command", [
    ("darwin", None, "brew install openjdk@21"),
    ("win32", None, "winget install EclipseAdoptium.Temurin.21.JDK"),
    ("linux", {"ID": "debian", "VERSION_ID": "12"}, "sudo apt install openjdk-17-jdk"),
    ("linux", {"ID": "debian", "VERSION_ID": "13"}, "sudo apt install openjdk-21-jdk"),
    ("linux", {"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "sudo dnf install java-21-openjdk-devel"),
    ("linux", {"ID": "opensuse-leap"}, "sudo zypper install java-21-openjdk-devel"),
    ("linux", {"ID": "strange"}, ""),
])
def test_each_system_has_its_one_command(system, release, command, monkeypatch):
    monkeypatch.setattr(jdk.sys, "platform", system)
    monkeypatch.setattr(jdk.platform, "freedesktop_os_release", lambda: release)

    assert jdk._command() == command


def test_the_command_ends_with_the_sentence_and_a_code(tmp_path):
    home = fake_java(tmp_path / "jre", "21.0.1", ("javac",))

    run = subprocess.run(
        [str(ROOT / "lesson"), "run"], capture_output=True, text=True, env=dict(os.environ, JAVA_HOME=str(home))
    )

    assert run.returncode == 1
    assert f"JAVA_HOME is {home}, which cannot run the kernel: it has no JShell (module jdk.jshell)." in run.stderr
    assert "Traceback" not in run.stderr


def test_an_old_python_is_a_sentence(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")

    run = subprocess.run(["/bin/sh", str(ROOT / "lesson"), "lab"], capture_output=True, text=True,
                         env={"PATH": str(tmp_path)})

    assert run.returncode == 1
    assert run.stderr.startswith("Lesson4j needs Python 3.10 or newer, and found none on the PATH.")


def test_a_python_without_venv_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "VENV", tmp_path / "venv")
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho 'No module named venv' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))

    with pytest.raises(Problem, match="cannot make an environment .python -m venv failed"):
        environment._create(environment.VENV)


def test_no_network_and_a_full_disk_are_told_apart():
    offline = "WARNING: Retrying ... Failed to establish a new connection: [Errno 101] Network is unreachable"
    full = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"

    assert str(environment._pip_problem(offline)).startswith("pip could not reach the Python package index.\nThe first")
    assert str(environment._pip_problem(full)).startswith("The disk is full")
    assert str(build._maven_problem("[ERROR] Could not transfer artifact a:b:1: Unknown host repo.example")).startswith(
        "Maven could not fetch the libraries it needs.\nThe first set-up needs the network once."
    )
    assert str(build._maven_problem("java.io.IOException: No space left on device")).startswith("The disk is full")
    assert "Foo.java:[3,4] cannot find symbol" in str(
        build._maven_problem("[ERROR] COMPILATION ERROR :\n[ERROR] Foo.java:[3,4] cannot find symbol\n[ERROR] -> [Help 1]")
    )


def test_too_little_disk_is_noticed_before_anything_is_fetched(monkeypatch):
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda path: Free())

    with pytest.raises(Problem) as problem:
        environment.check_disk(environment.NEEDED_BYTES)

    assert str(problem.value).startswith("Only 0.2 GB are free where the project lies, and the set-up needs about 1.5 GB.")


class Free:
    free = 200_000_000


def test_the_size_of_cuda_is_said_before_anything_is_fetched(tmp_path, monkeypatch, capsys):
    said = []
    listed = tmp_path / "kernel-cuda.classpath"
    (tmp_path / "lesson4j.sha256").write_text("")
    monkeypatch.setattr(build, "TARGET", tmp_path)
    monkeypatch.setattr(build, "STAMP", tmp_path / "lesson4j.sha256")
    monkeypatch.setattr(build, "jar", lambda java: [tmp_path / "lesson4j.jar"])
    monkeypatch.setattr(build.platform, "system", lambda: "Linux")
    monkeypatch.setattr(build.platform, "machine", lambda: "x86_64")

    def maven(java, goals, progress):
        said.append(capsys.readouterr().out)
        listed.write_text(str(listed))

    monkeypatch.setattr(build, "maven", maven)

    assert build.cuda_jars(None) == [tmp_path / "lesson4j.jar", listed]
    assert said[0].startswith("The CUDA backend is 600 MB, it needs CUDA 11.6 and cuDNN 8.3 on the machine, for cards of "
                              "compute capability 3.7 to 8.9 (docs/cuda.md).")
    assert build.cuda_jars(None) and len(said) == 1
    build.cuda_jars(None, libraries=True)
    assert "600 MB, NVIDIA's CUDA 11.6 and cuDNN 8.3 1827 MB more," in said[1]


def test_a_machine_that_cuda_is_not_made_for_is_a_sentence(monkeypatch):
    monkeypatch.setattr(build, "jar", lambda java: [Path("lesson4j.jar")])
    monkeypatch.setattr(build.platform, "system", lambda: "Darwin")
    monkeypatch.setattr(build.platform, "machine", lambda: "arm64")

    with pytest.raises(Problem, match="no CUDA backend for Darwin on arm64, only for Linux and Windows on x86-64"):
        build.cuda_jars(None)


def test_options_after_lab_are_jupyterlabs():
    assert cli._arguments(["lab", "--port", "8899"]).rest == ["--port", "8899"]
    assert cli._arguments(["lab"]).rest == []
    assert cli._arguments(["run", "--save", "01"]).save


@pytest.mark.parametrize(
    "error, said",
    [
        (OSError(28, "No space left on device"), "The disk is full. Free about 1.5 GB, then run the same command again."),
        (PermissionError(13, "Permission denied", "/clone/target"), "/clone/target cannot be written: Permission denied. "
         "Change its rights, or clone the project into a folder of your own."),
        (OSError(30, "Read-only file system", "/clone/target"), "/clone/target cannot be written: Read-only file system. "),
        (ModuleNotFoundError("No module named 'nbformat'", name="nbformat"), f"The Python environment {sys.prefix} is not "
         "whole: it lacks nbformat. Delete it, or install what requirements.txt names; .venv is made anew by the next call."),
        (KeyboardInterrupt(), "Stopped."),
    ],
)
def test_what_the_machine_refuses_is_a_sentence(error, said, monkeypatch, capsys):
    def fails(arguments):
        raise error

    monkeypatch.setattr(cli, "_dispatch", fails)
    monkeypatch.setattr(sys, "argv", ["lesson", "share"])

    assert cli.main() in (1, 130)
    assert capsys.readouterr().err.strip().startswith(said.strip())


@pytest.mark.parametrize("said, becomes", [("C", "C.UTF-8"), ("POSIX", "C.UTF-8"), ("de_DE.UTF-8", "de_DE.UTF-8"), (None, None)])
@pytest.mark.skipif(sys.platform != "linux", reason="Linux's name of the locale")
def test_java_can_read_every_name_in_the_plain_locale(said, becomes, monkeypatch):
    monkeypatch.setenv("LC_ALL", said) if said else monkeypatch.delenv("LC_ALL", raising=False)

    places.readable_names()

    assert os.environ.get("LC_ALL") == becomes


def test_a_full_cache_is_a_sentence_and_another_fault_keeps_its_own_words(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSON4J_CACHE", str(tmp_path / "not" / "there"))
    other = str(kernelspec._why_not("Error: no\n\tat a.b(C.java:1)\ncaused by x"))
    monkeypatch.setattr(kernelspec.shutil, "disk_usage", lambda path: Free())
    Free.free, before = 3_000_000, Free.free
    full = str(kernelspec._why_not("java.lang.UnsatisfiedLinkError: no jnijavacpp"))
    Free.free = before

    assert other == "The kernel does not start:\nError: no\ncaused by x\nRun ./lesson doctor."
    assert full == (f"Only 3.0 MB are free where {tmp_path}/not/there lies, and the kernel unpacks 450.0 MB there.\n"
                    "Free some space, or name another folder: LESSON4J_CACHE=/my/folder")
