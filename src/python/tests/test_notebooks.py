"""The committed notebooks: clean, small, true to themselves; and each way to be untrue is seen."""

import copy
import os
import re
import subprocess
import time

import nbformat
import pytest
from lesson import consistency, notebooks, prose
from lesson.places import COURSE, ROOT
from lesson.places import course as the_course

COMMITTED = the_course()

each = pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.stem)


@each
def test_is_committed_without_times_and_editor_metadata(path):
    committed = nbformat.read(path, as_version=4)
    cleaned = copy.deepcopy(committed)
    notebooks.clean(cleaned)

    assert nbformat.writes(cleaned) == nbformat.writes(committed), "./lesson run --save writes the clean form"


def test_a_check_is_saved_with_its_source_folded():
    check, other = _shows("1 check passed", ["check"]), _shows("0.9785", ["trained"])
    notebooks.clean(check)
    notebooks.clean(other)

    assert check.cells[0].metadata.jupyter == {"source_hidden": True} and "jupyter" not in other.cells[0].metadata


@each
def test_opening_and_saving_it_changes_nothing(path, kernel):
    """JupyterLab writes what the kernel says of its language into the notebook."""
    said = kernel.client.kernel_info(reply=True, timeout=30)["content"]["language_info"]
    committed = nbformat.read(path, as_version=4).metadata

    assert committed.language_info == dict(said, version="17")  # a newer JDK says so, and no more
    assert committed.kernelspec == {"display_name": "Java (Lesson4j)", "language": "java", "name": "java-lesson4j"}


def test_the_course_is_what_is_committed_and_nothing_else():
    tracked = subprocess.run(["git", "ls-files", "notebooks/*.ipynb"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode:
        pytest.skip("not in a git checkout")

    assert [str(path.relative_to(ROOT)) for path in the_course()] == tracked.stdout.split()


def test_a_readers_notebook_in_the_folder_is_taken_only_when_it_is_named(tmp_path, monkeypatch):
    for name in ("01-pixels", "01-pixels-Copy1", "Untitled"):
        (tmp_path / f"{name}.ipynb").touch()
    monkeypatch.setattr(notebooks, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(notebooks, "course", lambda: [tmp_path / "01-pixels.ipynb"])

    assert [path.stem for path in notebooks.find([])] == ["01-pixels"]
    assert [path.stem for path in notebooks.find(["01"])] == ["01-pixels"]
    assert [path.stem for path in notebooks.find(["01-pixels-"])] == ["01-pixels-Copy1"]
    assert [path.stem for path in notebooks.find(["Unt"])] == ["Untitled"]


@each
def test_is_smaller_than_a_repository_host_shows(path):
    assert path.stat().st_size < 1_000_000


@each
def test_names_its_cells_so_that_ids_stay(path):
    ids = [cell.id for cell in nbformat.read(path, as_version=4).cells]

    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name)] == []
    assert [name for name in ids if re.fullmatch(r"[0-9a-f]{8}", name)] == [], "an editor's ids; give them names"


@each
def test_says_no_figure_that_it_does_not_show(path):
    assert prose.unfounded(nbformat.read(path, as_version=4)) == []


@each
def test_its_run_time_is_the_same_wherever_it_is_said(path):
    seconds = COURSE[path.stem]
    head = nbformat.read(path, as_version=4).cells[0].source
    start = next(c.source for c in nbformat.read(the_course()[0], as_version=4).cells if c.id == "notebooks")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    (said,) = re.findall(r"[Rr]uns in (?:about|a few) ((?:\d+ )?[a-z]+)", head)
    assert said.replace(" seconds", " s").replace(" minutes", " min") == seconds
    assert re.findall(rf"\({path.name}\) \|.*\| (.+) \|", start) == ([] if path.stem == "00-start" else [seconds])
    assert re.findall(rf"\(notebooks/{path.name}\) \|.*\| (.+) \|", readme) == [seconds]


@each
def test_every_figure_altered_in_an_output_is_seen(path):
    committed = nbformat.read(path, as_version=4)
    assert consistency.differences(committed, committed) == []

    for cell in committed.cells:
        if cell.cell_type == "code" and not {"trained", "varies"} & set(cell.metadata.get("tags", [])):
            for text in [text for _, text in consistency._shown(cell)]:
                assert [figure for figure in consistency._pieces(text)[1::2] if not _seen_when_altered(figure)] == []


def _seen_when_altered(figure):
    """Whether another first digit is seen; what is smaller than a millionth is rounding, and need not be."""
    altered = re.sub(r"\d", lambda digit: str((int(digit.group()) + 5) % 10), figure, count=1)
    return not consistency._agree(figure, altered, trained=False) or abs(float(figure.replace("−", "-"))) < 1e-5


@pytest.mark.parametrize(
    "old, new, tags, same",
    [
        ("(#3) [0.9168, 0.9854]", "(#3) [0.9168, 0.9855]", [], True),
        ("(#3) [0.9168, 0.9854]", "(#3) [0.9168, 0.9864]", [], False),
        ("25766.275390625", "25766.27343750", [], True),
        ("4.172325134277344E-7", "3.874301910400391E-7", [], True),
        ("6131 and 6265", "6131 and 6266", [], False),
        ("[1, 0.8800]", "[0.9999, 0.8800]", [], True),
        ("x −2 to 2", "x 2 to 2", [], False),
        ("[true, false]", "[true, true]", [], False),
        ("[  0,  12]", "[ 0,    12]", [], True),
        ("[1, 2]", "[1, 2, 3]", [], False),
        ("0  0.6363  0.5036  00:00", "0  0.6363  0.5036  00:04", [], True),
        ("took 12.5 ms", "took 7 ms", [], True),
        ("/tmp/one/submission1.csv", "/home/two/submission2.csv", [], True),
        ("train/3/10.png", "train/3/11.png", [], False),
        ("lesson4j.Thing@1b2c3d4e", "lesson4j.Thing@5f6a7b8c", [], True),
        ("2026-11-21T10:00:01Z", "2026-11-22T11:00:01Z", [], True),
        ("accuracy 0.8421", "accuracy 0.8858", ["trained"], True),
        ("accuracy 0.8421", "accuracy 0.6928", ["trained"], False),
        ("accuracy 0.8421", "loss 0.8421", ["trained"], False),
        ("fours and nines", "threes and fives", ["varies"], True),
    ],
)
def test_knows_what_may_differ(old, new, tags, same):
    assert (consistency.differences(_shows(old, tags), _shows(new, tags)) == []) == same


def test_a_column_of_seconds_does_not_count():
    table = "runs: 2 rows × 3 columns\nrun     last accuracy  seconds per epoch\nseed 1         {}             {}\nseed 2         0.8411             0.7181"

    assert consistency.differences(_shows(table.format("0.8421", " 1.174")), _shows(table.format("0.8421", "0.9012"))) == []
    assert len(consistency.differences(_shows(table.format("0.8421", "1.17")), _shows(table.format("0.8321", "1.17")))) == 1


def test_text_printed_in_pieces_is_one_text():
    whole, pieces = _shows(""), _shows("")
    whole.cells[0].outputs = [nbformat.v4.new_output("stream", name="stdout", text="a\nb\n")]
    pieces.cells[0].outputs = [nbformat.v4.new_output("stream", name="stdout", text=t) for t in ("a\n", "b\n")]

    assert consistency.differences(whole, pieces) == []


def _shows(text, tags=()):
    output = nbformat.v4.new_output("execute_result", {"text/plain": text}, execution_count=1)
    cell = nbformat.v4.new_code_cell("it", id="it", outputs=[output], metadata={"tags": list(tags)})
    return nbformat.v4.new_notebook(cells=[cell])


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of one notebook, run and saved by the kernel."""
    folder = tmp_path_factory.mktemp("course").resolve()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(notebooks, "NOTEBOOKS", folder)
        patched.setattr(notebooks, "TARGET", folder / "target")
        cells = [
            nbformat.v4.new_code_cell("var t = Nd4j.createFromArray(1f, 2f, 4f);", id="make"),
            nbformat.v4.new_code_cell("t.meanNumber()", id="mean"),
            nbformat.v4.new_markdown_cell("A third of the mean is 0.778.", id="says"),
            nbformat.v4.new_code_cell("t.meanNumber().doubleValue() / 3", id="third"),
        ]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "true.ipynb")
        assert notebooks.execute(folder / "true.ipynb", save=True).differences == []
        yield folder


def test_a_run_on_other_pictures_is_not_saved(course):
    skips = nbformat.v4.new_code_cell('System.out.println("1 check skipped");', id="skips", metadata={"tags": ["check"]})
    book = nbformat.v4.new_notebook(cells=[skips])
    nbformat.write(book, course / "drawn.ipynb")

    result = notebooks.execute(course / "drawn.ipynb", save=True)

    assert "Set LESSON_DATA" in result.error
    assert not nbformat.read(course / "drawn.ipynb", as_version=4).cells[0].outputs
    assert nbformat.read(course / "target" / "run" / "drawn.ipynb", as_version=4).cells[0].outputs


@pytest.mark.parametrize(
    "cell, old, new, said",
    [
        (None, "", "", []),
        ("says", "0.778", "0.779",
         ["cell says: the text says 0.779, which no code and no output of this notebook shows."]),
        ("mean", "2.3333", "2.4333", ['cell mean: committed is "2.4333']),
        ("make", "4f", "5f", ['cell mean: committed is "2.3333', 'cell third: committed is "0.777']),
    ],
    ids=["nothing", "prose", "output", "code"],
)
def test_a_run_sees_what_was_altered(course, cell, old, new, said):
    book = nbformat.read(course / "true.ipynb", as_version=4)
    for altered in (c for c in book.cells if c.id == cell):
        if altered.cell_type == "markdown" or not altered.outputs:
            altered.source = altered.source.replace(old, new)
        else:
            altered.outputs[0].data["text/plain"] = altered.outputs[0].data["text/plain"].replace(old, new)
    nbformat.write(book, course / "altered.ipynb")

    found = notebooks.execute(course / "altered.ipynb").differences

    assert len(found) == len(said)
    assert all(difference.startswith(start) for difference, start in zip(found, said, strict=True)), found


def test_long_cells_keep_their_outputs_unless_all_is_run(course):
    book = nbformat.read(course / "true.ipynb", as_version=4)
    book.cells[1].metadata.tags = ["long"]
    book.cells[1].outputs[0].data["text/plain"] = "2.5"
    nbformat.write(book, course / "long.ipynb")

    ran = notebooks.execute(course / "long.ipynb", whole=False)

    assert (ran.left_out, ran.differences) == (1, [])  # `output` in the test before this one is the same, run whole


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="needs two cores on Linux")
def test_two_notebooks_at_a_time_share_no_core_and_are_told_in_their_order(monkeypatch):
    def execute(path, save, whole):
        time.sleep(0.2)
        return path, frozenset(os.sched_getaffinity(0))

    monkeypatch.setattr(notebooks, "execute", execute)
    mine = os.sched_getaffinity(0)

    ran = notebooks._executed(["a", "b", "c", "d"], save=False, whole=True)

    assert [path for path, _ in ran] == ["a", "b", "c", "d"]
    first, second = {cores for _, cores in ran}
    assert not first & second and first | second == mine == os.sched_getaffinity(0)
