"""What the documents say is so: forty calls run, quoted messages exist, links lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "docs" / "from-fastai.md"
BEFORE = """
var items = List.of(1, 2, 3, 4, 5, 6, 7);
var images = DrawnDigits.images(2, 1);
var a = Nd4j.rand(3, 3);
var b = Nd4j.rand(3, 3);
var file = Files.createTempFile("net", ".zip");
"""


def calls():
    return re.findall(r"^\| `.+` \| `(.+)` \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)


def test_each_of_the_forty_calls_runs_one_after_another(fresh_kernel):
    assert len(calls()) == 40
    assert fresh_kernel.run(BEFORE).status == "ok"

    failed = []
    for code in calls():
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


@pytest.mark.parametrize("document", ["README.md", "docs/from-fastai.md", "docs/colab.md", "docs/release.md"])
def test_links_between_documents_lead_somewhere(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if not link.startswith("http")]

    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []
