"""The table docs/from-fastai.md says what works: each line of its right side runs in a notebook."""

import re
from pathlib import Path

TABLE = Path(__file__).parents[3] / "docs" / "from-fastai.md"
BEFORE = """
var items = List.of(1, 2, 3, 4, 5, 6, 7);
var images = DrawnDigits.images(2, 1);
var a = Nd4j.rand(3, 3);
var b = Nd4j.rand(3, 3);
var file = Files.createTempFile("net", ".zip");
"""


def rows():
    return re.findall(r"^\| (`.+`) \| `(.+)` \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)


def test_there_are_forty_rows():
    assert len(rows()) == 40


def test_each_line_runs_one_after_another(fresh_kernel):
    assert fresh_kernel.run(BEFORE).status == "ok"

    failed = []
    for _, code in rows():
        ran = fresh_kernel.run(code, seconds=300)
        if ran.status != "ok":
            failed.append((code, "\n".join(ran.error["traceback"])))

    assert failed == []
