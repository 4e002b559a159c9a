"""Notebooks in the real JupyterLab, driven by a real browser; skipped where there is no Chromium."""

import time
from pathlib import Path

import pytest
from lab_page import ROOT, menu, needs_chromium, pictures_of, saved, shot, wait_until_run

pytestmark = needs_chromium


SHORT = ("00-start",)
NOTEBOOKS = [
    pytest.param(path.name, marks=[] if path.stem in SHORT else pytest.mark.long, id=path.stem)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_from_top_to_bottom_with_visible_pictures(lab, page_of, name):
    _, notebooks = lab
    page = page_of(name)
    menu(page, "Run", "Run All Cells")
    time.sleep(1)

    wait_until_run(page, 900)

    cells = [cell for cell in saved(page, notebooks, name) if cell["cell_type"] == "code"]
    assert all(cell["execution_count"] for cell in cells if "".join(cell["source"]).strip())
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error"]
    pictures = pictures_of(page)
    assert pictures and all(natural > 0 and width > 0 for natural, width in pictures.values())
    shot(page, Path(name).stem)


def test_an_exported_notebook_opens_with_its_pictures(lab, window):
    address, _ = lab
    page = window.new_page()
    # what the menu's "Save and Export Notebook As… HTML" asks for, and from where
    page.goto(f"{address}/nbconvert/html/01-pixels.ipynb?download=false", referer=f"{address}/lab", timeout=120_000)

    shot(page, "exported")
    widths = page.eval_on_selector_all("img", "list => list.map(i => i.naturalWidth)")

    assert len(widths) > 5 and all(widths)
    assert page.inner_text("h1").startswith("1 · Pixels")
    page.close()


def test_the_training_table_moves_and_an_interrupt_keeps_it(lab, page_of):
    _, notebooks = lab
    page = page_of(
        "train.ipynb",
        "var x = Nd4j.rand(20_000, 200);\nvar y = x.getColumn(0).gt(0.5).castTo(DataType.FLOAT).reshape(20_000, 1);\n"
        "var learn = new Learner(DataLoaders.of(x, y, x, y).bs(64), simpleNet(200, 50, 1), new MnistLoss(), "
        "batchAccuracy());",
        "learn.fit(12, 0.1);", "learn.recorder().plotLoss()", "learn.fit(100_000, 0.1);", "\"never\"",
    )
    menu(page, "Run", "Run All Cells")

    page.wait_for_function("() => document.querySelectorAll('.jp-OutputArea caption').length > 0", timeout=60_000)
    seen, until = set(), time.monotonic() + 40
    while len(seen) < 4 and time.monotonic() < until:
        seen.update(page.locator(".jp-OutputArea caption").all_inner_texts())
        time.sleep(0.1)
    shot(page, "training")
    assert len(seen) >= 4
    page.wait_for_function("() => document.querySelectorAll('.jp-OutputArea table').length > 1", timeout=60_000)
    time.sleep(2)
    menu(page, "Kernel", "Interrupt Kernel")
    wait_until_run(page, 20)
    shot(page, "interrupted")

    cells = saved(page, notebooks, "train.ipynb")
    first = "".join(cells[1]["outputs"][0]["data"]["text/html"])
    assert first.count("<tr>") == 13 and "caption" not in first
    assert [o["ename"] for o in cells[3]["outputs"] if o["output_type"] == "error"] == ["Interrupted"]
