"""An exported net on a shared page that is opened from a file, without a network, and in JupyterLab without a kernel."""

import json

import nbformat
import pytest
from hostile_text import TEXTS
from lab_page import menu, needs_chromium, shot, wait_until_run
from lesson import share
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from test_lab_kernel import cell, run_cell
from test_lab_widgets import STROKES, draw

pytestmark = needs_chromium

TRAINED = """var all = ImageFolder.labelled(Datasets.get(MNIST).resolve("testing"));
var learn = new Learner(DataLoaders.randomSplit(all, 0.1, 1).bs(64).seed(42), simpleNet(784, 100, 10), crossEntropy()).quiet();
learn.fit(8, 0.2);"""
LOOKS = {"desktop": {}, "narrow and dark": {"width": 400, "color_scheme": "dark"}}


@pytest.fixture(scope="module")
def shown(kernel):
    """What a cell with a trained net shows."""
    assert kernel.run(TRAINED, seconds=300).status == "ok"
    return kernel.run("Exported.of(learn)").results[0]


def shared(folder, *outputs):
    cells = [new_code_cell("Exported.of(learn)", execution_count=1, outputs=[new_output("execute_result", output)])
             for output in outputs]
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Mine"), *cells]), folder / "mine.ipynb")
    _, (page,) = share.write([folder / "mine.ipynb"], folder / "site", is_course=False)
    return folder / "site" / "mine.html", page


@pytest.mark.parametrize(("name", "options"), LOOKS.items())
def test_digits_drawn_with_the_mouse_are_named_without_a_network(shown, tmp_path, opened, name, options):
    file, known = shared(tmp_path, shown)
    page = opened(file, **options)
    sheet = page.locator("canvas")
    sheet.scroll_into_view_if_needed()

    for digit, strokes in STROKES.items():
        page.get_by_role("button", name="Clear").click()
        draw(page, sheet, strokes)
        page.get_by_text(f"The net says {digit} (").wait_for(timeout=10_000)
        shot(page, f"exported-{name}-{digit}")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Draw a digit.").wait_for(timeout=10_000)

    assert page.evaluate("document.documentElement.scrollWidth") <= options.get("width", 1200)
    assert known.scripts == 0 and known.is_live and file.stat().st_size < 500_000


def test_a_finger_draws_and_the_page_does_not_scroll_under_it(shown, tmp_path, opened):
    page = opened(shared(tmp_path, shown)[0], width=400, has_touch=True, is_mobile=True)
    box = page.locator("canvas").bounding_box()
    client = page.context.new_cdp_session(page)
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in STROKES["7"][0]]
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        for step in range(21):
            at = {"x": x0 + (x1 - x0) * step / 20, "y": y0 + (y1 - y0) * step / 20}
            kind = "touchStart" if step == 0 and (x0, y0) == points[0] else "touchMove"
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    page.get_by_text("The net says 7 (").wait_for(timeout=10_000)
    assert page.evaluate("scrollY") == 0


def test_a_stored_digit_is_chosen_by_keyboard_and_read_out(shown, tmp_path, opened):
    page = opened(shared(tmp_path, shown)[0])
    choose = page.get_by_label("or take a stored digit:")

    for _ in range(12):
        page.keyboard.press("Tab")
        if choose.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.type("7, number 2")

    page.get_by_text("The net says 7 (").wait_for(timeout=10_000)
    assert page.locator("[aria-live=polite]").inner_text().startswith("The net says 7 (")
    rows = page.locator("main table tr").all_inner_texts()
    assert len(rows) == 10 and max(rows, key=lambda row: float(row.split()[-1])).split()[0] == "7"
    assert choose.locator("option").count() == 21
    shot(page, "exported-stored")


def test_a_curve_follows_its_sliders_by_keyboard(kernel, tmp_path, opened):
    kernel.run("var at = Nd4j.linspace(-2, 2, 20); var measured = at.mul(at).mul(3).add(at.mul(2)).add(1);")
    shown = kernel.run("ExportedCurve.of(at, measured, 0, 5, 1.1, 2, 1)").results[0]
    for name, options in LOOKS.items():
        page = opened(shared(tmp_path, shown)[0], **options)
        line = page.locator("main polyline")
        first, loss = line.get_attribute("points"), page.locator("main [aria-live]")
        before = float(loss.inner_text().split()[1])
        page.get_by_role("slider", name="a", exact=True).focus()
        for _ in range(38):
            page.keyboard.press("ArrowRight")

        assert before > 5 and loss.inner_text() == "Loss 0.00" and line.get_attribute("points") != first
        assert page.evaluate("document.documentElement.scrollWidth") <= options.get("width", 1200)
        shot(page, f"exported-curve-{name}")
    quiet = opened(tmp_path / "site" / "mine.html", java_script_enabled=False)
    assert "At [1.1, 2.0, 1.0] the loss is" in quiet.inner_text("main") and quiet.locator("main img").is_visible()


def test_without_scripts_and_with_data_of_another_version_the_picture_stands(shown, tmp_path, opened):
    file, _ = shared(tmp_path, shown)
    quiet = opened(file, java_script_enabled=False)
    other = {**shown, "text/html": shown["text/html"].replace('"version": 1', '"version": 2')}
    later = opened(shared(tmp_path, other)[0])

    for page in (quiet, later):
        page.locator("main img").wait_for()
        assert page.locator("canvas").count() == 0
        assert "A sheet to draw a digit on stands here" in page.inner_text("main")
    assert quiet.locator("main img").get_attribute("alt").startswith("20 pictures of 28 by 28 pixels")
    shot(quiet, "exported-without-scripts")


def test_a_page_without_an_exported_net_shows_no_sheet(kernel, shown, tmp_path, opened):
    widget = kernel.run("DrawDigit.ask(learn::predict)").results[0]
    file, known = shared(tmp_path, widget)
    page = opened(file)

    assert page.locator("canvas, main img, select").count() == 0 and not known.is_live
    assert page.evaluate("document.scripts.length") == 1


def test_data_that_mean_ill_are_data(shown, tmp_path, opened):
    good = json.loads(shown["text/html"].partition("data-exported='")[2].partition("'")[0])
    texts = [text for text in TEXTS if "\ud800" not in text]
    ill = [{**good, "classes": (texts * 10)[at * 10 : at * 10 + 10]} for at in range(3)]
    step = good["steps"][0]
    ill += [{**good, "steps": [one]} for one in (
        {**step, "out": 1e12}, {**step, "op": "constructor"}, {"op": "pool", "from": [0], "size": [1e9, 1e9], "step": [1, 1],
         "before": [1e9, 1e9], "same": False, "kind": "max"}, {"op": "activation", "from": [0], "name": "valueOf"})]
    outputs = [{"text/html": "<div data-exported=\"" + json.dumps(data).replace("&", "&amp;").replace('"', "&quot;") + '">x</div>'
                             "<script>owned()</script>"} for data in ill]
    outputs += [{"text/html": "<div data-exported='not JSON' onclick='owned()'>x</div><p data-exported='{}'>x</p>"}]
    page = opened(shared(tmp_path, *outputs)[0])  # a call of owned() is a complaint, as is each request

    for choose in page.get_by_label("or take a stored digit:").all():
        choose.select_option("3")
    page.wait_for_timeout(600)
    assert page.locator("[data-exported]").count() == len(ill)
    assert page.locator("main .owned, main script:not(:last-of-type), main svg").count() == 0


def test_the_cell_goes_on_working_when_the_kernel_is_gone(page_of):
    page = page_of("exported.ipynb", TRAINED, "Exported.of(learn)")
    run_cell(page, 0)
    wait_until_run(page, 300)
    run_cell(page, 1)
    sheet = cell(page, 1).locator("canvas")
    sheet.wait_for(timeout=30_000)
    menu(page, "Kernel", "Shut Down Kernel")
    page.wait_for_timeout(1500)
    sheet.scroll_into_view_if_needed()
    draw(page, sheet, STROKES["7"])
    cell(page, 1).get_by_text("The net says 7 (").wait_for(timeout=10_000)
    shot(page, "exported-lab")

    menu(page, "Settings", "Theme")
    page.click(".lm-Menu-itemLabel:text-is('JupyterLab Dark')")
    page.wait_for_function("document.body.dataset.jpThemeName === 'JupyterLab Dark'")
    page.wait_for_timeout(3000)  # Lab draws a splash over the change
    shot(page, "exported-lab-dark")
    menu(page, "Settings", "Theme")
    page.click(".lm-Menu-itemLabel:text-is('JupyterLab Light')")
    page.wait_for_function("document.body.dataset.jpThemeName === 'JupyterLab Light'")
