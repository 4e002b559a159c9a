"""jupyter-java alone: a kernel "Java" with JJava, ASM and JSpecify on its class path, and no library at all."""

import os
import time
from pathlib import Path

import pytest
from behaviours import BEHAVIOURS, has
from conftest import Kernel
from lesson import build, jdk, kernelspec
from lesson.bench_kernels import _megabytes
from test_errors import told
from test_help import complete, inspect

NEEDED = ("jupyter-java", "jjava", "asm", "jspecify")
# these wait for seconds by themselves
SLOW = ("Interrupt stops a plain loop, and nothing runs on", "A background thread prints into its own cell")


def jars():
    listed = [Path(jar) for jar in (build.TARGET / "kernel.classpath").read_text().strip().split(os.pathsep)]
    found = [jar for jar in listed if any(jar.name.startswith(f"{name}-") and name in jar.parts[-3] for name in NEEDED)]
    if not any(jar.name.startswith("jupyter-java") for jar in found):
        found += (build.ROOT / "src" / "jupyter-java" / "target").glob("jupyter-java-*.jar")
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    place = tmp_path_factory.mktemp("jupyter") / "kernels" / "java-plain"
    place.mkdir(parents=True)
    found = jars()
    assert len(found) == len(NEEDED), found
    kernelspec.plain(place, jdk.find(), found)
    before = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = str(place.parents[1])
    start = time.monotonic()
    running = Kernel("java-plain")
    assert running.run("1 + 1").text == "2"
    seconds = time.monotonic() - start
    print(f"jupyter-java alone: first answer after {seconds:.1f} s, {_megabytes(running.manager.provisioner.pid):.0f} MB")
    yield running
    running.close()
    if before is None:
        del os.environ["JUPYTER_PATH"]
    else:
        os.environ["JUPYTER_PATH"] = before


def test_it_is_a_kernel_without_any_library(plain):
    assert plain.ask("kernel_info")["content"]["implementation"] == "java"
    assert "cannot find" in told(plain.run("Nd4j.ones(3)")) or "does not exist" in told(plain.run("Nd4j.ones(3)"))
    assert plain.run("List.of(1, 2)").text == "[1, 2]"


def test_errors_help_and_completion_are_there(plain):
    assert "import javax.swing.JTable;" in told(plain.run("JTable table = null;"))
    assert "→ 2  List.of(1).get(3)" in told(plain.run("// now\nList.of(1).get(3)"))
    assert "int Math.max(int" in inspect(plain, "Math.max(")["text/plain"]
    assert "max(" in complete(plain, "Math.ma")[0]["matches"]
    assert "%who" in complete(plain, "%w")[0]["matches"]


@pytest.mark.parametrize("name", [
    pytest.param(name, marks=pytest.mark.long if name in SLOW else ()) for name in BEHAVIOURS])
def test_it_has_all_that_the_kernels_table_promises(plain, name):
    assert has(plain, BEHAVIOURS[name])
