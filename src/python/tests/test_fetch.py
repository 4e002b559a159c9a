"""Files from the network: the kernel's natives, and a JDK where there is none."""

import hashlib
import json
import os
import tarfile
from pathlib import Path

import pytest
from lesson import doctor, fetch, jdk, jdk_fetch, kernel
from lesson.say import Problem
from local_server import serving
from test_set_up import fake_java

CONTENT = bytes(range(256)) * 4000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def there(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.jar").write_bytes(CONTENT)
    with serving(tmp_path / "there") as server:
        yield server


def test_a_file_comes_once_with_its_progress_and_leaves_nothing_beside_it(there, tmp_path):
    counts = []
    for _ in range(2):
        fetch.fetch(f"{there.address}/a.jar", tmp_path / "cache" / "a.jar", DIGEST, counts.append)

    assert (tmp_path / "cache" / "a.jar").read_bytes() == CONTENT
    assert there.asked == [("a.jar", 0)] and counts[-1] == len(CONTENT)
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["a.jar"]


def test_it_goes_on_where_the_line_broke(there, tmp_path):
    there.breaks = 3

    fetch.fetch(f"{there.address}/a.jar", tmp_path / "a.jar", DIGEST)

    assert (tmp_path / "a.jar").read_bytes() == CONTENT
    assert [at for _, at in there.asked] == [0, 512000, 768000, 896000]


def test_it_goes_on_where_an_earlier_call_was_ended(there, tmp_path):
    (tmp_path / "a.jar.part").write_bytes(CONTENT[:1000])

    fetch.fetch(f"{there.address}/a.jar", tmp_path / "a.jar", DIGEST)

    assert (tmp_path / "a.jar").read_bytes() == CONTENT and there.asked == [("a.jar", 1000)]


def test_another_content_is_refused_and_forgotten(there, tmp_path):
    with pytest.raises(Problem, match=r"a\.jar gave 1\.0 MB with another digest than the expected 000000000000…\.\nRun it again"):
        fetch.fetch(f"{there.address}/a.jar", tmp_path / "a.jar", "0" * 64)

    assert list(tmp_path.glob("a.jar*")) == []


def test_what_cannot_be_reached_is_a_sentence(there, tmp_path, monkeypatch):
    monkeypatch.setattr(fetch, "TRIES", 2)
    for address, why in (f"{there.address}/b.jar", "Not Found"), ("http://127.0.0.1:9/b.jar", "refused"):
        with pytest.raises(Problem, match=rf"b\.jar could not be fetched: .*{why}.*\nCheck the connection"):
            fetch.fetch(address, tmp_path / "b.jar", DIGEST)


def test_a_page_that_breaks_off_is_a_sentence(there):
    there.breaks = 1

    with pytest.raises(Problem, match=r"a\.jar could not be fetched: .*\nCheck the connection"):
        fetch.text(f"{there.address}/a.jar")


def test_the_natives_listed_are_those_that_this_build_uses():
    from lesson.build import TARGET

    wanted = json.loads((kernel.HERE / "fetched.json").read_text())
    used = {Path(jar).name: jar for jar in (TARGET / "kernel.classpath").read_text().strip().split(os.pathsep)}

    assert sorted(wanted) == sorted(["any", "linux-x86_64", "linux-arm64", "macosx-x86_64", "macosx-arm64", "windows-x86_64"])
    for entry in wanted[kernel.platform_name()] + wanted["any"]:
        jar = used[entry["path"].rpartition("/")[2]]
        with open(jar, "rb") as file:
            assert hashlib.sha256(file.read()).hexdigest() == entry["sha256"], jar


@pytest.mark.parametrize("system, machine, name", [
    ("Linux", "x86_64", "linux-x86_64"), ("Linux", "aarch64", "linux-arm64"), ("Darwin", "arm64", "macosx-arm64"),
    ("Darwin", "x86_64", "macosx-x86_64"), ("Windows", "AMD64", "windows-x86_64")])
def test_a_platform_is_named_as_javacpp_does(system, machine, name, monkeypatch):
    monkeypatch.setattr(kernel.platform, "system", lambda: system)
    monkeypatch.setattr(kernel.platform, "machine", lambda: machine)

    assert kernel.platform_name() == name


@pytest.mark.parametrize("arguments, stream", [(["--prepare"], "out"), (["connection.json"], "err")])
def test_a_cache_that_cannot_be_written_is_a_sentence_for_the_notebook(arguments, stream, tmp_path, monkeypatch, capsys):
    def full(java):
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("LESSON4J_CACHE", str(tmp_path))
    monkeypatch.setattr(kernel, "lay_out", full)
    monkeypatch.setattr(kernel.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(kernel.sys.stdout, "reconfigure", lambda **_: None, raising=False)

    assert kernel.main(arguments) == 1
    assert getattr(capsys.readouterr(), stream).startswith(
        f"The kernel needs a place in {tmp_path}, which cannot be written: No space left on device.")


def test_doctor_fetches_a_jdk_where_there_is_none(there, tmp_path, monkeypatch, capsys):
    fake_java(tmp_path / "jdk-21.0.9+10", "21.0.9")
    archive = there.folder / "jdk.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(tmp_path / "jdk-21.0.9+10", "jdk-21.0.9+10")
    package = {"name": "jdk.tar.gz", "size": archive.stat().st_size, "link": f"{there.address}/jdk.tar.gz",
               "checksum": hashlib.sha256(archive.read_bytes()).hexdigest()}
    there.pages["v3/assets/latest/21/hotspot"] = json.dumps([{"binary": {"package": package}}]).encode()
    monkeypatch.setenv("LESSON4J_ADOPTIUM", there.address)
    monkeypatch.setenv("LESSON4J_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    monkeypatch.setattr(jdk, "USUAL_PLACES", ())
    monkeypatch.setattr(doctor, "INSTALLED", True)
    monkeypatch.setattr(doctor, "_packed", lambda: True)

    monkeypatch.setattr(jdk.shutil, "which", lambda name: None)
    doctor.run(fix=True)

    home = tmp_path / "cache" / "jdk" / "jdk-21.0.9+10"
    assert jdk.find().home == home and f"✓ JDK        21 in {home}" in capsys.readouterr().out
    assert [path.name for path in home.parent.iterdir()] == [home.name]
    jdk_fetch.fetch_if_missing()
    assert len(there.asked) == 2
