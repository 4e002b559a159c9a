"""The reader's own copy of the notebooks, which JupyterLab opens: what the reader changed in it stays.

A small file remembers which version of each notebook was put there. So an untouched notebook follows the course, and
beside a changed one the new version is laid under another name.
"""

import hashlib
import json
import os

from .places import COMMAND, course
from .say import Problem

GIVEN = ".lesson4j.json"


def refresh(folder):
    """Brings the copy in `folder` up to date; returns the lines that say where it is and what is new in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        given = _given(folder)
        lines = [line for source in course() if (line := _bring(source, folder, given))]
        _write(folder / GIVEN, (json.dumps(given, indent=1) + "\n").encode())
    except OSError as error:
        raise Problem(
            f"The notebooks could not be copied to {folder}: {error.strerror or error}.",
            "Free some space, or name a folder in which you may write: LESSON4J_NOTEBOOKS=/my/folder " + COMMAND + " lab",
        ) from error
    return [f"Your copy of the notebooks is {folder} (LESSON4J_NOTEBOOKS moves it). What you change there is yours and "
            "stays; a notebook that you delete comes back fresh.", *lines]


def _bring(source, folder, given):
    """Copies one notebook, unless the reader has changed it; returns what the reader should know, if anything."""
    copy, text = folder / source.name, source.read_bytes()
    mark = _mark(text)
    before = given.get(source.name)
    given[source.name] = mark
    if not os.path.lexists(copy):
        _write(copy, text)
        return ""
    there = _mark(copy.read_bytes()) if copy.is_file() else ""
    if there == mark:
        return ""
    if there == before:
        _write(copy, text)
        return f"  {copy.name} is new in this version; yours was unchanged and has been replaced."
    if before == mark:
        return ""
    beside = _beside(copy, mark)
    if beside.exists():
        return ""
    _write(beside, text)
    return f"  {copy.name} is new in this version; you have changed yours, so that the new one is {beside.name}."


def _beside(copy, mark):
    """Returns a name beside the reader's notebook that is free, or holds this very version."""
    number = 1
    while True:
        path = copy.with_name(f"{copy.stem} (new{'' if number == 1 else f' {number}'}).ipynb")
        if not os.path.lexists(path) or path.is_file() and _mark(path.read_bytes()) == mark:
            return path
        number += 1


def _given(folder):
    """Reads what was put into the folder; without it each file that differs counts as the reader's."""
    try:
        given = json.loads((folder / GIVEN).read_text(encoding="utf-8"))
        return given if isinstance(given, dict) else {}
    except (OSError, ValueError):
        return {}


def _mark(text):
    return hashlib.sha256(text).hexdigest()


def _write(path, text):
    """Writes the whole file or none of it."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(text)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
