"""Widgets in real JupyterLab: a slider, the same while a net is trained, a digit drawn with the mouse, a reload."""

import time

import pytest
from lab_page import needs_chromium, saved, shot, wait_until_run
from lesson.places import SCRIPTS
from test_lab_kernel import cell, output, run_cell, wait_for_output

pytestmark = needs_chromium

CURVE = """var a = slider("a", -2, 2, 1);
interact(() -> plotFunction(x -> a.value() * x * x, "a x²", -2, 2), a)"""

TRAINED = """var x = Nd4j.rand(20_000, 784); var y = Nd4j.zeros(20_000, 10); y.getColumn(3).assign(1);
var learn = new Learner(DataLoaders.of(x, y, x.get(interval(0, 100)), y.get(interval(0, 100))).bs(64), simpleNet(784, 100, 10), new CrossEntropy());"""

DIGITS = """var all = ImageFolder.labelled(Datasets.get(MNIST).resolve("testing"));
var learn = new Learner(DataLoaders.randomSplit(all, 0.1, 1).bs(64).seed(42), simpleNet(784, 100, 10), new CrossEntropy(), accuracy());
learn.fit(8, 0.2);"""


WATCH = """area => {
  window.seen = new Set();
  new MutationObserver(() => { const img = area.querySelector("img"); if (img) window.seen.add(img.src); })
    .observe(area, { childList: true, subtree: true, attributes: true });
}"""


def pictures(page, index, seconds=5):
    """Drags the cell's slider to and fro, and returns how many pictures appeared below it."""
    slider = cell(page, index).locator(".noUi-target").first
    slider.scroll_into_view_if_needed()
    cell(page, index).locator(".widget-html").first.evaluate(WATCH)
    box = slider.bounding_box()
    handle = cell(page, index).locator(".noUi-handle").first.bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    until, step = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        step += 1
        share = 0.1 + 0.8 * abs((step % 60) / 30 - 1)
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        time.sleep(0.01)
    page.mouse.up()
    seen = page.evaluate("window.seen.size")
    print(f"{seen} pictures in {seconds} s")
    return seen


@pytest.mark.long
@pytest.mark.alone
def test_a_slider_draws_a_picture_after_the_other_also_while_a_net_is_trained(page_of):
    page = page_of("slider.ipynb", CURVE, TRAINED, "learn.fit(200, 0.1);")
    run_cell(page, 0)
    cell(page, 0).locator(".widget-html-content img").wait_for(timeout=60_000)
    pictures(page, 0, seconds=3)  # the first drawings of a JVM are slow
    assert pictures(page, 0) >= 10
    shot(page, "widget-slider")

    run_cell(page, 1)
    wait_until_run(page, 60)
    run_cell(page, 2)
    page.locator(".jp-InputPrompt:has-text('[*]')").wait_for()
    assert pictures(page, 0) >= 10
    assert "[*]" in cell(page, 2).locator(".jp-InputPrompt").inner_text(), "the net is still trained"


STROKES = {
    "7": [[(0.25, 0.2), (0.75, 0.2), (0.45, 0.85)]],
    "0": [[(0.5, 0.15), (0.3, 0.3), (0.26, 0.5), (0.3, 0.7), (0.5, 0.85), (0.7, 0.7), (0.74, 0.5), (0.7, 0.3), (0.5, 0.15)]],
}


def draw(page, sheet, strokes):
    box = sheet.bounding_box()
    for stroke in strokes:
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point, steps=4)
        page.mouse.up()


INK = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.filter((v, i) => i % 4 == 3 && v > 0).length"


def test_digits_drawn_with_the_mouse_are_named_and_are_there_after_a_reload(page_of, lab):
    page = page_of("draw.ipynb", DIGITS, "DrawDigit.ask(learn::predict)")
    run_cell(page, 0)
    wait_until_run(page, 120)
    run_cell(page, 1)
    sheet = cell(page, 1).locator("canvas")
    sheet.wait_for(timeout=30_000)
    sheet.scroll_into_view_if_needed()

    for digit, strokes in STROKES.items():
        page.get_by_role("button", name="Clear").click()
        draw(page, sheet, strokes)
        said = cell(page, 1).locator(f"[role=img][aria-label^='{digit} (']")
        said.wait_for(timeout=10_000)
        shot(page, f"widget-draw-{digit}")

    saved(page, lab[1], "draw.ipynb")
    page.reload()
    cell(page, 1).locator("canvas").wait_for(timeout=60_000)
    said.wait_for(timeout=10_000)
    assert cell(page, 1).locator("canvas").evaluate(INK) > 500, "the drawing is there again"

    page.get_by_role("button", name="Clear").click()
    said.wait_for(state="detached", timeout=10_000)


@pytest.mark.long
def test_two_pages_on_one_kernel_show_the_same_value_and_drawing(page_of, lab):
    one = page_of("two.ipynb", 'var a = slider("a", -2, 2, 1);\na', "var sheet = new DrawDigit();\nsheet")
    for index in (0, 1):
        run_cell(one, index)
    cell(one, 1).locator("canvas").wait_for(timeout=60_000)
    saved(one, lab[1], "two.ipynb")
    two = page_of("two.ipynb")
    cell(two, 1).locator("canvas").wait_for(timeout=60_000)

    handle = cell(one, 0).locator(".noUi-handle").first
    handle.focus()
    for _ in range(5):
        one.keyboard.press("ArrowRight")
    draw(one, cell(one, 1).locator("canvas"), STROKES["7"])

    shown = cell(one, 0).locator(".widget-readout").inner_text()
    assert shown != "1"
    cell(two, 0).locator(f".widget-readout:text-is('{shown}')").wait_for(timeout=10_000)
    two.wait_for_function(f"() => ({INK})(document.querySelector('canvas')) > 500", timeout=10_000)
    assert cell(two, 1).locator("canvas").evaluate(INK) == cell(one, 1).locator("canvas").evaluate(INK)
    shot(two, "widget-second-page")


def test_a_fit_has_a_button_that_stops_it_and_leaves_a_plain_table(page_of, lab):
    page = page_of("stop.ipynb", TRAINED, "learn.fit(2_000, 0.1);", '"and on"')
    run_cell(page, 0)
    wait_until_run(page, 120)
    for index in (1, 2):
        run_cell(page, index)
    stop = page.get_by_role("button", name="Stop", exact=True)
    stop.wait_for(timeout=60_000)
    cell(page, 1).locator("tr").nth(2).wait_for(timeout=60_000)
    shot(page, "widget-fit")
    stop.click()
    wait_for_output(page, 2, "and on")
    stop.wait_for(state="detached")
    assert "Stopped in epoch" in output(page, 1)
    shot(page, "widget-fit-stopped")
    fit = saved(page, lab[1], "stop.ipynb")[1]
    assert [sorted(shown["data"]) for shown in fit["outputs"]] == [["text/html", "text/plain"], ["text/plain"]]


SHEET = (SCRIPTS / "sheet.js").read_text(encoding="utf-8") + "export { likeMnist };"
LIKE_MNIST = """async ([script, size, boxes]) => {
  const { likeMnist } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const ink = new Float32Array(size * size);
  for (const [x0, y0, x1, y1] of boxes) for (let y = y0; y < y1; y++) ink.fill(255, y * size + x0, y * size + x1);
  return [...likeMnist(ink, size)];
}"""


@pytest.mark.parametrize("boxes", [
    [[10, 200, 30, 250]], [[200, 5, 250, 15]], [[0, 0, 252, 252]], [[120, 120, 121, 121]], [[20, 20, 220, 40], [180, 40, 220, 240]],
])
def test_a_drawing_is_brought_to_the_form_of_mnists_digits(browser, boxes):
    page = browser.new_page()
    pixels = page.evaluate(LIKE_MNIST, [SHEET, 252, boxes])
    page.close()

    inked = [(i % 28, i // 28) for i, value in enumerate(pixels) if value]
    longer = max(max(at) - min(at) + 1 for at in zip(*inked, strict=True))
    assert longer == 20, "the digit is 20 pixels on its longer side"
    for axis in (0, 1):
        centre = sum(value * ((i % 28, i // 28)[axis] + 0.5) for i, value in enumerate(pixels)) / sum(pixels)
        assert abs(centre - 14) <= 0.51 or min(at[axis] for at in inked) == 0 or max(at[axis] for at in inked) == 27
    assert max(pixels) == 255


def test_an_empty_sheet_has_no_ink(browser):
    page = browser.new_page()
    assert set(page.evaluate(LIKE_MNIST, [SHEET, 252, []])) == {0}
    page.close()
