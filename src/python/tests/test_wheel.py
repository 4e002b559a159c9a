"""What pip installs: the wheel in a new environment, its kernel, its command; nothing of the project beside it."""

import json
import os
import re
import shutil
import zipfile

import pytest
from lesson import jdk, packages, share
from lesson.places import cache
from local_server import serving
from wheel import REPOSITORY, Installed, built, results, shown

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the wheel has not been tried there")
CELLS = ("Nd4j.ones(2, 2).sum()", 'Table.create(DoubleColumn.create("a", 1, 2)).rowCount()')


@pytest.fixture(scope="session")
def wheels():
    packages.build(jdk.find())


@pytest.fixture(scope="module")
def installed(wheels, tmp_path_factory):
    """The course's wheel in an environment whose path has a space and letters that are not ASCII."""
    with serving(REPOSITORY, breaks=1) as maven:
        made = Installed(tmp_path_factory.mktemp("größe und länge"), maven.address)
        made.maven = maven
        made.pip("install", "--no-deps", "--no-index", built("lesson4j"))
        # natives that are unpacked already save half a minute; the long tests unpack them
        (made.home / ".cache" / "lesson4j").mkdir(parents=True)
        (made.home / ".cache" / "lesson4j" / "natives").symlink_to(cache() / "natives")
        yield made


def test_the_packages_are_small_and_whole(wheels):
    assert built("lesson4j").stat().st_size < 100e6
    assert built("lesson4j_kernel").stat().st_size < 20e6
    with zipfile.ZipFile(built("lesson4j")) as wheel:
        assert {f"lesson4j/page_scripts/{name}.js" for name in share.EXPORTED} <= set(wheel.namelist())


def test_the_first_cell_shows_the_fetch(installed):
    first = installed.ask("java-lesson4j", *CELLS)

    assert results(first) == ["FLOAT [] 4.0000", "2"], shown(first)
    # the line that a cell comes upon: the step's first, or how far it is
    fetching = r"Fetching the kernel's native libraries \([\d.]+ MB, once\)"
    assert re.search(rf"^(… {fetching}|  {fetching}: [\d.]+ \w+)$", shown(first), re.MULTILINE)
    assert ["clear_output", {"wait": False}] in [message[:2] for message in first]
    assert len(installed.maven.asked) == len({path for path, _ in installed.maven.asked}) + 1  # one went on after the break


@pytest.mark.long
def test_later_starts_need_no_network(installed):
    later = installed.ask("java-lesson4j", *CELLS, LESSON4J_MAVEN="http://127.0.0.1:9")

    assert results(later) == ["FLOAT [] 4.0000", "2"] and shown(later) == ""


@pytest.mark.long
def test_the_command_speaks_of_itself(installed):
    doctor = installed.lesson("doctor")

    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    assert "✓ kernel" in doctor.stdout and "Nothing is wrong." in doctor.stdout
    assert "--save refreshes the project's own notebooks" in installed.lesson("run", "--save").stderr
    assert "wheel" not in installed.lesson("--help").stdout


@pytest.mark.long
def test_a_jupyter_elsewhere_gets_the_kernel_by_user(installed):
    assert installed.lesson("install", "--user").returncode == 0

    (spec,) = installed.home.rglob("kernels/java-lesson4j/kernel.json")
    assert json.loads(spec.read_text())["argv"][0] == str(installed.python)
    shutil.rmtree(spec.parent)


@pytest.mark.long
def test_without_the_network_the_first_cell_says_so_and_what_to_do(installed, tmp_path):
    messages = installed.ask("java-lesson4j", "1", LESSON4J_CACHE=str(tmp_path), LESSON4J_MAVEN="http://127.0.0.1:9")

    said = shown(messages)
    assert "The kernel cannot start yet. http://127.0.0.1:9/org/nd4j/" in said and "Check the connection" in said
    assert said.endswith("Then restart the kernel (Kernel → Restart Kernel); it goes on where it stopped.\n")
    assert messages[-1][1]["status"] == "error"


@pytest.mark.long
def test_without_a_jdk_the_cell_says_so_and_what_to_do(installed):
    messages = installed.ask("java-lesson4j", "1", JAVA_HOME="/no/java/here")

    assert "JAVA_HOME is /no/java/here, which cannot run the kernel: there is no bin/java in it." in shown(messages)
    assert "lesson doctor --fix" in shown(messages) and messages[-1][1]["status"] == "error"


@pytest.mark.long
def test_the_plain_kernel_needs_nothing_else(wheels, tmp_path):
    plain = Installed(tmp_path, "http://127.0.0.1:9")
    plain.pip("install", "--no-deps", "--no-index", built("lesson4j_kernel"))

    assert results(plain.ask("jupyter-java", "List.of(1, 2)", "6 * 7")) == ["[1, 2]", "42"]
    before = [str(path) for path in (tmp_path / "env").rglob("*lesson4j_kernel*")]
    plain.pip("uninstall", "-y", "lesson4j-kernel")
    left = [path for path in (tmp_path / "env").rglob("*") if "lesson4j" in path.name or path.name == "jupyter-java"]
    assert before and left == []
