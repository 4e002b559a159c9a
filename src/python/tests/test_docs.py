"""What the documents say is so: the table's calls run, quoted messages exist, links lead somewhere."""

import re
from pathlib import Path

import nbformat
import pytest
from lesson.places import course

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "docs" / "from-fastai.md"
BEFORE = """
var items = List.of(1, 2, 3, 4, 5, 6, 7);
var images = DrawnDigits.images(2, 1);
var a = Nd4j.rand(3, 3);
var b = Nd4j.rand(3, 3);
var file = Files.createTempFile("net", ".zip");
"""


FOLDED = re.compile(r"<details><summary>In Python</summary>\n\n`(.+)`\n\n</details>")


def calls():
    """Returns the table: what fast.ai says, and what is written here."""
    text = TABLE.read_text(encoding="utf-8")
    found = dict(re.findall(r"^\| `(.+)` \| `(.+)` \|$", text, re.MULTILINE))
    assert len(found) == len(re.findall(r"^\| `", text, re.MULTILINE)) > 39
    return found


def test_each_call_runs_one_after_another(fresh_kernel):
    assert fresh_kernel.run(BEFORE).status == "ok"

    failed = []
    for code in calls().values():
        ran = fresh_kernel.run(code, seconds=300)
        if ran.status != "ok":
            failed.append((code, "\n".join(ran.error["traceback"])))

    assert failed == []


def test_the_messages_that_the_readme_explains_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Za-z][^`]* [^`]*)`.* \|$", readme.partition("## When something fails")[2], re.MULTILINE)
    files = [path for path in (ROOT / "src").rglob("*") if path.suffix in (".java", ".py") and "test" not in str(path)]
    sources = "".join(path.read_text(encoding="utf-8") for path in files)

    assert len(rows) > 6
    for row in rows:
        # an example's own words, such as a variable's name, stand in no source
        parts = [part.strip() for part in re.split(r"…|NaN|Point|corner", row) if part.strip()]
        assert [part for part in parts if part not in sources] == [], row


@pytest.mark.parametrize("path", course(), ids=lambda path: path.stem)
def test_each_folded_line_of_python_is_the_tables_beside_a_cell_that_writes_it_in_java(path):
    table, cells = calls(), nbformat.read(path, as_version=4).cells
    folded = [at for at, cell in enumerate(cells) if "python" in cell.metadata.get("tags", []) or "In Python<" in cell.source]

    for at in folded:
        code, line = cells[at - 1], cells[at]
        assert line.metadata.tags == ["python"] and line.id == f"{code.id}-python" and code.cell_type == "code"
        python = FOLDED.fullmatch(line.source).group(1)
        assert python in table, f"{line.id}: docs/from-fastai.md has no such call"
        names = re.findall(r"(\w+)\(", table[python])
        assert [name for name in names if f"{name}(" in code.source], f"{line.id}: {code.id} calls none of {names}"
    assert folded


@pytest.mark.parametrize("document", ["README.md", "docs/from-fastai.md"])
def test_links_between_documents_lead_somewhere(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if not link.startswith("http")]

    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []
