"""The shared site as a browser shows it: offline, on a phone, in the dark, by keyboard."""

import os
import re

import nbformat
import pytest
from hostile_text import TEXTS
from lab_page import needs_chromium, shot
from lesson import share
from lesson.places import course
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

pytestmark = needs_chromium
# a page takes seconds in the browser: the short run opens those with widgets, tables, formulas and exported nets
COURSE = [path for path in course() if path.name[:2] in ("00", "02", "04", "07") or os.environ.get("LESSON_LONG")]
PAGES = ["index", *(path.stem for path in COURSE)]
PAPER = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    share.write(COURSE, folder, is_course=True)
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_every_page_without_scrolling_sideways(site, opened, name):
    page = opened(site / f"{name}.html", width=360)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not page.evaluate("[...document.images].filter(i => !i.naturalWidth).length")
    too_small = """[...document.querySelectorAll('main :is(p, li, td, th, pre, a)')]
        .filter(e => parseFloat(getComputedStyle(e).fontSize) < 13).map(e => e.textContent)"""
    assert page.evaluate(too_small) == []
    shot(page, f"share-{name}-phone")


@pytest.mark.parametrize("name", PAGES)
def test_text_stands_out_in_both_themes(site, opened, name):
    page = opened(site / f"{name}.html")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        shot(page, f"share-{name}-{scheme}")
        weak = [(text, ink, paper) for text, ink, paper in page.evaluate(INKS) if _contrast(ink, paper) < 4.5]
        assert weak == []


INKS = """() => {
  const paperOf = e => {
    for (; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)') return colour;
    }
  };
  const seen = new Map();
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const pair = [e.textContent.slice(0, 40), getComputedStyle(e).color, paperOf(e)];
    seen.set(pair.slice(1).join(), pair);
  }
  return [...seen.values()];
}"""


def _contrast(*colours):
    """WCAG's ratio of two colours, from 1 to 21; 4.5 is what it asks of text."""
    lights = []
    for colour in colours:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_the_theme_follows_the_system_until_the_reader_chooses(site, opened):
    light = opened(site / "index.html", color_scheme="light")
    dark = opened(site / "index.html", color_scheme="dark")

    assert light.evaluate(PAPER) == "rgb(255, 255, 255)"
    assert dark.evaluate(PAPER) == "rgb(22, 25, 29)"
    dark.click("button")
    assert dark.evaluate(PAPER) == "rgb(255, 255, 255)"
    for _ in range(20):  # what one page stores reaches another page's process a moment later, before any reader could click
        dark.goto((site / f"{COURSE[0].stem}.html").as_uri())
        if dark.evaluate(PAPER) == "rgb(255, 255, 255)":
            break
    assert dark.evaluate(PAPER) == "rgb(255, 255, 255)" and dark.inner_text("button") == "Dark theme"


def test_without_scripts_the_page_is_whole_and_follows_the_system(site, opened):
    page = opened(site / f"{COURSE[0].stem}.html", color_scheme="dark", java_script_enabled=False)

    assert not page.is_visible("button")
    page.click(".contents summary")
    assert page.is_visible(".contents a >> nth=0") and page.is_visible("main img >> nth=0")


def test_the_keyboard_reaches_the_content_and_sees_where_it_is(site, opened):
    page = opened(site / f"{COURSE[0].stem}.html")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'content'")
    page.focus(".contents a >> nth=2")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_function("() => decodeURI(location.hash) === decodeURI(document.activeElement.hash ?? location.hash)")
    assert page.evaluate("location.hash") != "" and page.evaluate("scrollY") > 0


def test_formulas_are_drawn(tmp_path, opened):
    cell = new_markdown_cell(r"# Formulas" "\n" r"So $x$ and $$\frac{1}{n}\sum_{i=1}^{n}\left(p_i - t_i\right)^2$$")
    nbformat.write(new_notebook(cells=[cell]), tmp_path / "formulas.ipynb")
    share.write([tmp_path / "formulas.ipynb"], tmp_path / "site", is_course=False)

    page = opened(tmp_path / "site" / "formulas.html", width=360)

    fraction, letter = (page.locator(s).first.bounding_box() for s in ("mfrac", "math[display=inline] mi"))
    assert fraction["height"] > 1.8 * letter["height"] > 0
    shot(page, "share-formulas")


def test_a_notebook_that_means_ill_does_nothing(tmp_path, opened):
    texts = [text for text in TEXTS if "\ud800" not in text]
    cells = [new_markdown_cell(text) for text in texts]
    cells += [new_code_cell("x", execution_count=1, outputs=[new_output("display_data", {kind: text})])
              for text in texts for kind in ("text/html", "text/markdown", "text/latex", "text/plain", "image/svg+xml")]
    nbformat.write(new_notebook(cells=cells), tmp_path / "ill.ipynb")
    share.write([tmp_path / "ill.ipynb"], tmp_path / "site", is_course=False)

    page = opened(tmp_path / "site" / "ill.html")  # a call of owned() is a complaint, as is each request

    ours = (tmp_path / "site").as_uri()
    assert page.evaluate("[...document.links].map(link => link.protocol)").count("javascript:") == 0
    assert page.evaluate("document.scripts.length") == 1 and page.url.startswith(ours)
    assert page.evaluate("document.getElementById('theme').tagName") == "BUTTON"
