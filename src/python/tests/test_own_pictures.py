"""Notebook 08 on folders of a reader's own: it runs to its end, and changes nothing in them."""

import hashlib
import struct
import zlib
from dataclasses import dataclass, field

import nbformat
import pytest
from lesson.places import KERNEL, NOTEBOOKS
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

BOOK = NOTEBOOKS / "08-your-own-pictures.ipynb"


@dataclass
class Folder:
    """Pictures by class folder: `classes` gives the name and count of each, in every one of `parts`."""

    name: str
    classes: dict
    parts: list = field(default_factory=lambda: ["."])


SMALL = Folder("Meine Bilder, été", {"chats noirs": 5, "犬 und \"Katze\" ü": 7})
PARTS = Folder("a (copy) #1 100%", {f"<b>{letter}": 3 for letter in "abcde"}, ["train", "valid"])
FIVE = Folder("five", {"a": 3, "b": 3, "c'": 2, "d\\e": 2, " f": 2})
PNG_START = b"\x89PNG\r\n\x1a\n"
ALONE = Folder("alone", {"many": 6, "one": 1})


def write(folder, place):
    """Writes PNGs of many sizes, and what else lies in real folders; returns the path that a reader would type."""
    path = place / folder.name
    for part in folder.parts:
        for kind, (name, count) in enumerate(folder.classes.items()):
            (path / part / name).mkdir(parents=True)
            for i in range(count):
                (path / part / name / f"Bild {i} ä.PNG").write_bytes(png(30 + 7 * i, 41 + kind, 40 * kind + i))
    (path / folder.parts[0] / name / "notes.txt").write_text("Scanned on Sunday.")
    (path / folder.parts[0] / ".DS_Store").write_bytes(b"\0")
    return path


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, height, shade):
    rows = b"".join(b"\0" + b"".join(bytes(((shade * 5 + x) % 256, y % 256, x * y % 256)) for x in range(width))
                    for y in range(height))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG_START + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def digest(path):
    """Everything a folder holds: names, kinds, bytes and times."""
    return {str(file.relative_to(path)): (file.stat().st_mtime_ns, file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest())
            for file in sorted(path.rglob("*"))}


def section(book):
    """Leaves the part about a folder alone, which needs of the first part only the digits that it reads."""
    ids = [cell.id for cell in book.cells]
    models = book.cells[ids.index("models")]
    models.source = "\n".join(models.source.splitlines()[:3])
    assert "testing = " in models.source
    book.cells = [models, *book.cells[ids.index("yours"):ids.index("board-why")]]


def run(path, cwd, name="yours", whole=True):
    """Executes the notebook with the reader's path in its cell; returns it, and the first error, if any."""
    book = nbformat.read(BOOK, as_version=4)
    if not whole:
        section(book)
    cell = next(cell for cell in book.cells if cell.id == name)
    assert '""' in cell.source
    cell.source = cell.source.replace('""', '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"')
    try:
        NotebookClient(book, timeout=300, kernel_name=KERNEL, resources={"metadata": {"path": str(cwd)}}).execute()
    except CellExecutionError as error:
        return book, error
    return book, None


def text(cell):
    return "\n".join(o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.outputs)


@pytest.mark.parametrize("folder, whole", [(SMALL, False), pytest.param(SMALL, True, marks=pytest.mark.long),
                                           pytest.param(PARTS, True, marks=pytest.mark.long),
                                           pytest.param(FIVE, True, marks=pytest.mark.long)],
                         ids=["section", "small", "parts", "five"])
def test_a_folder_of_ones_own_takes_the_examples_place_and_stays_as_it_is(folder, whole, tmp_path):
    path, cwd = write(folder, tmp_path), tmp_path / "cwd"
    cwd.mkdir()
    before = digest(tmp_path)

    book, error = run(path, cwd, whole=whole)

    assert error is None
    assert digest(tmp_path) == before
    shown = {cell.id: text(cell) for cell in book.cells if cell.cell_type == "code"}
    assert all(name in shown["confusion"] for name in folder.classes)
    assert "notes.txt" in shown["skipped"] and "1 check passed" in shown["check"]
    assert not whole or shown["try-1-solution"].startswith("✓ Right.")


@pytest.mark.long
def test_a_class_of_one_picture_is_a_sentence_and_stops_the_run(tmp_path):
    path = write(ALONE, tmp_path)

    book, error = run(path, tmp_path, whole=False)

    assert f"Found only one picture of 'one' in {path}: nothing would be left to judge by. Add some." in str(error)
    assert [cell.id for cell in book.cells if "error" in str([o.output_type for o in cell.get("outputs", [])])] == ["split"]


def bar(width, height, left, top):
    """A photo of a 1: a dark bar on paper that darkens to the right."""
    rows = b"".join(b"\0" + b"".join(bytes([30 if left <= x < left + 12 and top <= y < top + 80 else 230 - x // 4] * 3)
                                     for x in range(width)) for y in range(height))
    return PNG_START + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) \
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.long
def test_photos_of_ones_own_handwriting_are_prepared_and_asked_about(tmp_path):
    (tmp_path / "été").mkdir()
    for name, (left, top) in {"1.png": (20, 40), "1 again.png": (150, 5)}.items():
        (tmp_path / "été" / name).write_bytes(bar(200, 150, left, top))
    before = digest(tmp_path)

    book, error = run(tmp_path / "été", tmp_path, "hand-yours")

    assert error is None
    assert digest(tmp_path) == before
    shown = {cell.id: text(cell) for cell in book.cells if cell.cell_type == "code"}
    assert shown["mass"].splitlines()[2:] == ["1      1       1          1"] * 2
    assert "1 check passed" in shown["hand-check"]
