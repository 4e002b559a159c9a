"""The copy of the notebooks that ./lesson lab opens: the reader's, whatever happens to the course."""

import json
import os

import pytest
from lesson import lab, readers_copy
from lesson.say import Problem


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of two notebooks; gives its folder."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("01-a", "02-b"):
        (folder / f"{name}.ipynb").write_text(f"{name}, version 1")
    monkeypatch.setattr(readers_copy, "course", lambda: [folder / "01-a.ipynb", folder / "02-b.ipynb"])
    return folder


@pytest.fixture
def copy(tmp_path):
    return tmp_path / "mine" / "notebooks"


def held(copy):
    return {path.name: path.read_text() for path in copy.glob("*.ipynb")}


def test_the_first_call_copies_the_course_and_says_where(course, copy):
    (course / "Untitled.ipynb").write_text("a reader's")

    (line,) = readers_copy.refresh(copy)

    assert str(copy) in line and "LESSON4J_NOTEBOOKS" in line
    assert held(copy) == {"01-a.ipynb": "01-a, version 1", "02-b.ipynb": "02-b, version 1"}
    assert [path.name for path in copy.iterdir() if path.suffix == ".part"] == []


def test_what_the_reader_changed_or_made_stays_and_what_he_deleted_comes_back(course, copy):
    readers_copy.refresh(copy)
    (copy / "01-a.ipynb").write_text("my work")
    (copy / "Untitled.ipynb").write_text("my own")
    (copy / "02-b.ipynb").unlink()

    assert len(readers_copy.refresh(copy)) == 1

    assert held(copy) == {"01-a.ipynb": "my work", "02-b.ipynb": "02-b, version 1", "Untitled.ipynb": "my own"}


def test_a_new_version_replaces_what_is_untouched_and_lies_once_beside_what_is_changed(course, copy):
    readers_copy.refresh(copy)
    (copy / "01-a.ipynb").write_text("my work")
    for name in ("01-a", "02-b"):
        (course / f"{name}.ipynb").write_text(f"{name}, version 2")

    _, first, second = readers_copy.refresh(copy)

    new = {"01-a.ipynb": "my work", "01-a (new).ipynb": "01-a, version 2", "02-b.ipynb": "02-b, version 2"}
    assert held(copy) == new
    assert "01-a (new).ipynb" in first and "02-b.ipynb" in second
    (copy / "01-a (new).ipynb").unlink()
    assert len(readers_copy.refresh(copy)) == 1 and "01-a (new).ipynb" not in held(copy)


def test_a_changed_new_version_is_not_written_over_by_the_next(course, copy):
    readers_copy.refresh(copy)
    (copy / "01-a.ipynb").write_text("my work")
    (course / "01-a.ipynb").write_text("version 2")
    readers_copy.refresh(copy)
    (copy / "01-a (new).ipynb").write_text("my work in version 2")
    (course / "01-a.ipynb").write_text("version 3")

    readers_copy.refresh(copy)

    assert held(copy)["01-a.ipynb"] == "my work"
    assert held(copy)["01-a (new).ipynb"] == "my work in version 2"
    assert held(copy)["01-a (new 2).ipynb"] == "version 3"


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"01-a.ipynb": 3}', None])
def test_without_its_memory_nothing_of_the_readers_is_lost(course, copy, broken):
    readers_copy.refresh(copy)
    (copy / "01-a.ipynb").write_text("my work")
    memory = copy / readers_copy.GIVEN
    memory.unlink() if broken is None else memory.write_text(broken)

    readers_copy.refresh(copy)

    assert held(copy)["01-a.ipynb"] == "my work" and held(copy)["01-a (new).ipynb"] == "01-a, version 1"
    assert set(json.loads(memory.read_text())) == {"01-a.ipynb", "02-b.ipynb"}


def test_a_folder_or_a_dead_link_in_a_notebooks_place_is_left_alone(course, copy):
    copy.mkdir(parents=True)
    (copy / "01-a.ipynb").mkdir()
    os.symlink("nowhere", copy / "02-b.ipynb")

    readers_copy.refresh(copy)

    assert (copy / "01-a.ipynb").is_dir() and (copy / "02-b.ipynb").is_symlink()
    assert (copy / "01-a (new).ipynb").read_text() == "01-a, version 1"
    assert (copy / "02-b (new).ipynb").read_text() == "02-b, version 1"


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(course, tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(Problem, match="could not be copied to [^\n]*file[^\n]*\n.*LESSON4J_NOTEBOOKS="):
        readers_copy.refresh(tmp_path / "file" / "notebooks")


@pytest.mark.parametrize("words, folder, rest", [
    ([], "home", []), (["--port", "1"], "home", ["--port", "1"]), (["here", "--port", "1"], "here", ["--port", "1"])])
def test_lab_takes_a_folder_before_jupyterlabs_options(words, folder, rest, course, tmp_path, monkeypatch):
    called = []
    monkeypatch.setattr(lab.subprocess, "call", called.append)
    monkeypatch.setenv("LESSON4J_NOTEBOOKS", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    lab.open_lab(words)

    assert f"--ServerApp.root_dir={tmp_path / folder}" in called[0] and called[0][5:] == rest
    assert len(held(tmp_path / folder)) == 2
