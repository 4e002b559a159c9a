"""Shared pages of a notebook that means ill: nothing in it acts, whatever door it comes through."""

import json
import os

import nbformat
import pytest
from hostile_text import LONG, TEXTS, alive, elements, mixed
from lesson import share
from lesson.say import Problem
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
TRIED = TEXTS + [LONG, *mixed(200, seed=1)] if os.environ.get("LESSON_LONG") else TEXTS + mixed(6, seed=1)


def output(data, **metadata):
    return new_code_cell("x", execution_count=1, outputs=[new_output("display_data", data, metadata=metadata)])


def traceback(text):
    return new_code_cell("x", execution_count=1, outputs=[new_output("error", ename=text, evalue=text, traceback=[text, text])])


# what a page shows of these is text, without exception
TEXT_DOORS = {
    "code": lambda text: new_code_cell(text),
    "printed": lambda text: new_code_cell("x", outputs=[new_output("stream", name="stdout", text=text)], execution_count=1),
    "warned": lambda text: new_code_cell("x", outputs=[new_output("stream", name="stderr", text=text)], execution_count=1),
    "error": traceback,
    "value": lambda text: output({"text/plain": text}),
    "description": lambda text: output({"image/png": DOT, "text/plain": text}),
    "alt": lambda text: output({"image/png": DOT}, **{"image/png": {"alt": text, "width": text, "height": text}}),
    "picture": lambda text: output({"image/png": text, "image/jpeg": text}),
    "drawing": lambda text: output({"image/svg+xml": text}),
    "script": lambda text: output({"application/javascript": text, "text/plain": text}),
    "tag": lambda text: new_code_cell("x", metadata={"tags": [text.replace(",", "")], "alt": text}),
}
# here the author may write tags, but none that acts
HTML_DOORS = {
    "words": lambda text: new_markdown_cell(text),
    "heading": lambda text: new_markdown_cell("# " + text + "\n\n## " + text + "\n\n" + text),
    "table": lambda text: new_markdown_cell(f"| a | b |\n|---|---|\n| {text} | `{text}` |\n\n- {text}\n\n```java\n{text}\n```"),
    "formula": lambda text: new_markdown_cell(f"${text}$ and\n\n$$\\text{{{text}}}$$\n\n\\begin{{{text}}}x\\end{{{text}}}"),
    "attachment": lambda text: new_markdown_cell(f"![{text}](attachment:a.png)", attachments={"a.png": {text: text}, text: {"image/png": text}}),
    "html": lambda text: output({"text/html": text}),
    "isolated": lambda text: output({"text/html": text}, **{"text/html": {"isolated": True}}),
    "markdown": lambda text: output({"text/markdown": text}),
    "latex": lambda text: output({"text/latex": text}),
    "raw": lambda text: new_raw_cell(text, metadata={"raw_mimetype": "text/html"}),
}


def shared(folder, *cells, name="mine", **metadata):
    """Shares a notebook, written as JSON that may hold halves of characters; gives its page and the index."""
    path = folder / f"{name}.ipynb"
    path.write_text(json.dumps(new_notebook(cells=list(cells), metadata=metadata)))
    index, (page,) = share.write([path], folder / "site", is_course=False)
    return (folder / "site" / page.file).read_text(encoding="utf-8"), index.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """Which elements of a page are ours: one style, one script, and so on."""
    page, index = shared(tmp_path_factory.mktemp("ours"), new_markdown_cell("x"), new_code_cell("x"))
    return sorted(map(str, alive(page))), sorted(map(str, alive(index)))


@pytest.mark.parametrize("door", [*TEXT_DOORS, *HTML_DOORS])
def test_nothing_that_acts_comes_through(door, tmp_path, ours):
    text_only = door in TEXT_DOORS
    make = TEXT_DOORS.get(door) or HTML_DOORS[door]
    cells = [make(text) for text in TRIED]

    page, index = shared(tmp_path, *cells)

    assert sorted(map(str, alive(page, text_only))) == ours[0]
    assert sorted(map(str, alive(index, text_only))) == ours[1]


@pytest.mark.parametrize("text", [text for text in TEXTS if not set(text) & set("/\0\ud800")])
def test_a_notebooks_name_and_metadata_are_text(text, tmp_path, ours):
    kernel = {"name": text, "display_name": text, "language": text}
    language = {"name": text, "pygments_lexer": text, "codemirror_mode": text, "file_extension": text, "mimetype": text}

    page, index = shared(tmp_path, new_code_cell("x"), new_markdown_cell("no title"), name=text, title=text,
                         authors=[{"name": text}], kernelspec=kernel, language_info=language,
                         widgets={"application/vnd.jupyter.widget-state+json": {"state": {text: text}}})

    assert sorted(map(str, alive(page))) == ours[0] and sorted(map(str, alive(index))) == ours[1]


def test_what_shows_something_is_kept(tmp_path):
    page, _ = shared(tmp_path, output({"text/html": (
        '<style scoped>td {color: red}</style><table border="1" class="dataframe"><caption>a</caption><thead><tr>'
        '<th scope="col" align="right" style="text-align:left; position:fixed">x</th></tr></thead><tbody><tr>'
        '<td colspan="2"><b>1</b> &lt;2&gt; &amp;amp;</td></tr></tbody></table><details open><summary>s</summary>'
        f'<p id="here">p</p></details><img src="data:image/png;base64,{DOT}" alt="dot"><a href="https://example.org">w</a>')}))

    kept = [(name, attributes) for name, attributes in elements(page[page.index('<div class="output_html'):])]
    assert ("th", {"scope": "col", "align": "right", "style": "text-align:left;"}) in kept
    assert ("td", {"colspan": "2"}) in kept and ("details", {"open": ""}) in kept and ("p", {"id": "here"}) in kept
    assert ("a", {"href": "https://example.org"}) in kept and ("img", {"src": f"data:image/png;base64,{DOT}", "alt": "dot"}) in kept
    assert "<b>1</b> &lt;2&gt; &amp;amp;" in page and "color: red" not in page


def test_scripts_are_counted_and_told(tmp_path, monkeypatch, capsys):
    cell = output({"text/html": "<script>draw()</script><script src='https://example.org/plot.js'></script><b>plot</b>"})
    nbformat.write(new_notebook(cells=[cell]), tmp_path / "mine.ipynb")
    monkeypatch.setattr(share, "RENDERED", tmp_path / "site")

    share.run([str(tmp_path / "mine.ipynb")])

    told = capsys.readouterr().out
    assert "mine.ipynb holds scripts; they were left out, since a shared page runs nothing." in told
    assert "mine.ipynb shows https://example.org/plot.js, which is not in its folder; it was left out." in told


@pytest.mark.parametrize("content", ["[" * 100_000, '{"cells": ' * 50_000, "\xff\xfe", '{"a": 1e999999}',
                                     '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code"}]}',
                                     '{"nbformat": "4", "metadata": {}, "cells": []}', '{"nbformat": 9, "cells": []}'])
def test_a_broken_file_is_a_sentence(content, tmp_path):
    path = tmp_path / "broken.ipynb"
    path.write_bytes(content.encode("latin-1"))

    with pytest.raises(Problem, match="is no notebook: it cannot be read as one"):
        share.write([path], tmp_path / "site", is_course=False)
