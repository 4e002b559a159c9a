"""Every step of the write-ups and of the lesson is shown by the words of a cell, or it is said why not."""

import re
from pathlib import Path

import nbformat
from lesson.places import course

STEPS = Path(__file__).with_name("steps.txt")
LEFT_OUT = " — left out: "
SHOWN = re.compile(r"(?P<step>\S+) [^|]+ \| (?P<cell>\d\d [a-z0-9-]+) \| (?P<words>.{3,})")


def steps():
    return [line for line in STEPS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def cells():
    """Returns what every cell shows, its own text and its outputs', by notebook and id."""
    books = {path.stem[:2]: nbformat.read(path, as_version=4) for path in course()}
    return {f"{name} {cell.id}": _text(cell) for name, book in books.items() for cell in book.cells}


def _text(cell):
    outputs = [output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", [])]
    return "\n".join([cell.source, *outputs])


def unshown(lines, texts):
    """Returns a sentence for each step whose cell is not there, or does not say the words."""
    found = []
    for line in lines:
        if LEFT_OUT in line:
            continue
        claim = SHOWN.fullmatch(line)
        if not claim:
            found.append(f"{line}: names no cell and words, as in 001.20 right or wrong by the sign | 02 sign | eq(yb.gt(0.5))")
        elif claim["cell"] not in texts:
            found.append(f"{claim['step']}: there is no cell {claim['cell']}")
        elif claim["words"] not in texts[claim["cell"]]:
            found.append(f"{claim['step']}: cell {claim['cell']} does not show {claim['words']}")
    return found


def test_every_step_is_shown_by_the_words_of_a_cell():
    assert unshown(steps(), cells()) == []


def test_a_claim_that_is_not_so_is_seen():
    texts = {"02 sign": "four.gt(0).eq(yb.gt(0.5))\nBOOL [4, 1]"}

    assert unshown(["1 by the sign | 02 sign | BOOL [4, 1]", "2 a walker" + LEFT_OUT + "no room"], texts) == []
    assert unshown(["1 by the sign | 02 sign | BOOL [4, 2]"], texts) == ["1: cell 02 sign does not show BOOL [4, 2]"]
    assert unshown(["1 by the sign | 02 sighn | BOOL"], texts) == ["1: there is no cell 02 sighn"]
    assert unshown(["1 by the sign"], texts)[0].startswith("1 by the sign: names no cell and words")


def test_cells_name_the_steps_of_the_list_and_none_that_is_left_out():
    left_out = {line.split(" ", 1)[0]: LEFT_OUT in line for line in steps()}
    assert len(left_out) == len(steps())

    named = [step for path in course() for cell in nbformat.read(path, as_version=4).cells for step in cell.metadata.get("steps", [])]
    assert [step for step in sorted(set(named)) if left_out.get(step, True)] == []
    assert [step for step, out in left_out.items() if not out and step not in named] == []
