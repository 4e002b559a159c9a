"""Every exercise can be checked by the reader and has a solution; every notebook leads on and back."""

import re

import nbformat
import pytest
from lesson.places import course

ALL = course()
LESSONS = [path for path in ALL if not path.name.startswith("00")]


def cells_of(path):
    return nbformat.read(path, as_version=4).cells


def tagged(cells, tag):
    return [cell for cell in cells if tag in cell.metadata.get("tags", [])]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_exercise_has_a_check_a_cell_for_the_reader_and_a_solution(path):
    cells = cells_of(path)
    texts = [cell for cell in cells if re.fullmatch(r"try-\d", cell.id)]
    ids = [cell.id for cell in cells]

    assert len(texts) == 3
    for text in texts:
        assert text.cell_type == "markdown"
        at = ids.index(text.id)
        check, yours, solution = cells[at + 1 : at + 4]
        assert "try-check" in check.metadata.tags and check.metadata.jupyter.source_hidden
        assert "exercise" in yours.metadata.tags and "jupyter" not in yours.metadata
        assert "solution" in solution.metadata.tags and solution.metadata.jupyter.source_hidden
        assert solution.source.startswith("// A solution"), "a folded cell shows its first line"
        name = "check" + text.id[-1]
        assert re.search(rf"String {name}\(", check.source)
        assert name in text.source and f"{name}(" in solution.source
        assert re.search(rf"^{name}\([^;]*$", solution.source, re.M), "a solution ends with its check"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_readers_cells_do_nothing_until_they_are_filled(path):
    for cell in tagged(cells_of(path), "exercise"):
        assert all(line.startswith("//") for line in cell.source.splitlines())


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_committed_solutions_met_their_checks(path):
    for cell in tagged(cells_of(path), "solution"):
        shown = [o for o in cell.outputs if o.output_type == "execute_result"]
        assert shown and shown[-1].data["text/plain"].startswith("✓ Right."), cell.id


def test_every_notebook_leads_back_and_on():
    for i, path in enumerate(ALL):
        cells = cells_of(path)
        for there in (ALL[i - 1 : i] if i > 1 else []) + ALL[i + 1 : i + 2]:
            assert f"]({there.name})" in cells[0].source, f"{path.name} does not lead to {there.name}"
        if i:
            assert "[Start](00-start.ipynb)" in cells[0].source


def test_the_start_page_lists_every_notebook():
    table = next(cell.source for cell in cells_of(ALL[0]) if cell.id == "notebooks")
    for path in LESSONS:
        assert f"]({path.name}) |" in table


def test_a_wrong_answer_is_told_what_is_missing(kernel):
    cells = {cell.id: cell for cell in cells_of(LESSONS[6])}
    kernel.run(cells["kernel"].source)
    kernel.run(cells["try-1-check"].source)

    flat = kernel.run("check1(topEdge)")
    blank = kernel.run("check1(Nd4j.zeros(3, 3))")
    wide = kernel.run("check1(Nd4j.ones(2, 2))")
    right = kernel.run("check1(Nd4j.createFromArray(new float[][] {{-1, -1, 0}, {-1, 0, 1}, {0, 1, 1}}))")

    for wrong in flat, blank, wide:
        assert wrong.status == "ok" and "\n" not in wrong.text
    assert flat.text.startswith(
        "✗ Not yet: your kernel is FLOAT [3, 3], but it must answer less, not 2.0, to ink at the lower left."
    )
    assert "it must be above 0 on ink at the lower right, not 0.0." in blank.text
    assert wide.text == "✗ Not yet: your kernel is FLOAT [2, 2], but it must be 3 × 3. As topEdge is."
    assert right.text == "✓ Right. 3.0 on its own edge, 0.0 on the one across."


def test_a_cell_ends_where_an_answer_is_not_right_yet(kernel):
    ran = kernel.run('var said = Answer.of("it", 3).must("be 4", false, "Add 1.").well("Four.");\nSystem.out.println(said);')

    assert ran.status == "ok" and ran.text == "✗ Not yet: it is 3, but it must be 4. Add 1."
    assert "null" not in str(ran.messages)
