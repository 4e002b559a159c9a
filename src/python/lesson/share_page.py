"""Turns a notebook into one page: nbconvert with our template, formulas as MathML, nothing fetched from a network."""

import json
import shlex
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
from bs4 import BeautifulSoup
from jinja2 import pass_context
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from .places import COMMAND
from .say import Problem
from .share_clean import Clean

ASSETS = Path(__file__).parent / "share_assets"


@dataclass
class Heading:
    """A line of the table of contents."""

    level: int
    id: str
    text: str


@dataclass
class Page:
    """A notebook as a page of the site; `left_out` names what lies on the network or cannot be found.

    `scripts` counts what its outputs and texts would have run; `is_live` says that an exported net is among them, whose
    script is left out as well, and ours stands in its place.
    """

    path: Path
    title: str = ""
    promise: str = ""
    cover: dict | None = None
    contents: list = field(default_factory=list)
    body: str = ""
    has_title: bool = True
    is_executed: bool = True
    left_out: list = field(default_factory=list)
    scripts: int = 0
    is_live: bool = False

    @property
    def file(self):
        return f"{self.path.stem}.html"

    def how_to_run(self, path):
        """Returns the command; the page itself names the file alone, since it may be read on another machine."""
        return f"{COMMAND} run {shlex.quote(str(path))} --save"


class _Renderer(IPythonRenderer):
    """Markdown whose formulas are MathML, which browsers draw without a script."""

    def block_math(self, body):
        return _math(body, "block")

    def inline_math(self, body):
        return _math(body, "inline")

    def _html_embed_images(self, html):
        # nbconvert's own closes tags that a later block closes, such as <details>
        return super()._html_embed_images(html) if "<img" in html else html

    def latex_environment(self, name, body):
        return _math(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")


class _Exporter(HTMLExporter):
    """Exports with the notebook's own HTML cleaned: that of its texts here, that of its outputs by the template."""

    def __init__(self, clean, **options):
        super().__init__(**options)
        self._clean = clean
        self.register_filter("shown_html", clean)

    @pass_context
    def markdown2html(self, context, source):
        renderer = _Renderer(
            escape=False, attachments=context.get("cell", {}).get("attachments", {}), embed_images=True,
            path=context["resources"]["metadata"]["path"], exclude_anchor_links=True,
        )
        return self._clean(MarkdownWithMath(renderer=renderer).render(source))


def _math(latex, display):
    try:
        from latex2mathml.converter import convert
    except ImportError as missing:
        raise Problem(
            "The notebook has formulas, and latex2mathml, which draws them, is not in the active environment.",
            "Install what requirements.txt names: python -m pip install -r requirements.txt",
        ) from missing
    try:
        drawn = convert(latex, display=display)
        return drawn if display == "inline" else f'<span class="formula">{drawn}</span>'
    except Exception:  # the converter has many ways to refuse; the reader still sees what was meant
        return BeautifulSoup("", "html.parser").new_tag("code", string=latex).decode()


def read(path):
    """Reads a notebook file, or says that it is none."""
    try:
        content = json.dumps(json.loads(path.read_bytes()), ensure_ascii=False)
        # JSON can hold halves of characters, which no file can
        notebook = nbformat.reads(content.encode(errors="replace").decode(), as_version=4)
        nbformat.validate(notebook)
        return notebook
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError, nbformat.ValidationError) as error:
        raise Problem(
            f"{path} is no notebook: it cannot be read as one.",
            "Name a file that JupyterLab opens as a notebook (its name ends in .ipynb).",
        ) from error


def page(path, pages_of):
    """Makes the page of one notebook; `pages_of` says which page each notebook of the site becomes."""
    notebook = read(path)
    clean = Clean()
    exporter = _Exporter(
        clean, template_name="lesson", extra_template_basedirs=[str(ASSETS)], exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    # no scripts and no widgets: the next best form of the same output is a picture, a table or text
    kinds = ["text/html", "text/markdown", "image/svg+xml", "text/latex", "image/png", "image/jpeg", "text/plain"]
    exporter.config.NbConvertBase.display_data_priority = kinds
    html, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"path": str(path.parent)}})
    soup = BeautifulSoup(html, "html.parser")
    made = Page(path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    made.is_executed = not code or any(cell.outputs or cell.execution_count for cell in code)
    _number_headings(soup, made)
    _keep_offline(soup, made)
    made.left_out += [address for address in clean.left_out if not address.startswith("data:")]
    nets = len(soup.select("div[data-exported]"))
    made.is_live = nets > 0
    made.scripts = max(0, clean.scripts - nets)
    _link_pages(soup, path.parent, pages_of)
    _introduce(soup, made)
    for table in soup.find_all("table"):
        table.wrap(soup.new_tag("div", attrs={"class": "scroll"}))
    picture = soup.select_one(".cover img") or soup.select_one(".picture img")
    made.cover = picture and {"src": picture["src"], "alt": picture["alt"]}
    made.body = str(soup)
    return made


def _number_headings(soup, made):
    """Gives every heading an id of its own, as JupyterLab does, and lists the contents."""
    first = soup.select_one(".text_cell h1")
    seen = set()
    for heading in soup.select(".text_cell :is(h1, h2, h3, h4, h5, h6)"):
        text = heading.get_text()
        name = base = text.strip().replace(" ", "-")
        while name in seen:
            name = f"{base}-{len(seen)}"
        seen.add(name)
        heading["id"] = name
        if heading.name in ("h1", "h2", "h3") and heading is not first:
            made.contents.append(Heading(int(heading.name[1]), name, text))


def _introduce(soup, made):
    """Takes the title and what the first cell promises below it, for the index."""
    title = soup.select_one(".text_cell h1")
    made.has_title = title is not None
    made.title = title.get_text() if title else made.path.stem
    if title:
        told = takewhile(lambda part: part.name not in ("h1", "h2", "h3"), title.find_next_siblings())
        made.promise = "".join(str(part) for part in told if part.name == "p" and not (part.img or _is_links(part)))


def _is_links(paragraph):
    """Tells whether a paragraph leads elsewhere only: links, and marks between them."""
    beside = [text for text in paragraph.find_all(string=True) if not text.find_parent("a")]
    return paragraph.a is not None and not any(map(str.isalnum, "".join(beside)))


def _keep_offline(soup, made):
    """Leaves out what a browser would fetch: a page works from a folder, without a network."""
    for tag in soup.select("script[src], link[href], iframe[src], img[src], source[src], video[src], audio[src]"):
        address = tag.get("src") or tag.get("href")
        if not address.startswith("data:"):
            made.left_out.append(address)
            tag.replace_with(f"[{tag['alt']}]" if tag.get("alt") else "")


def _link_pages(soup, folder, pages_of):
    """Lets links between notebooks lead to their pages; a link to another file keeps its text only."""
    for link in soup.select("a[href]"):
        parts = urlsplit(link["href"])
        if parts.scheme or parts.netloc or not parts.path:
            continue
        target = pages_of.get((folder / unquote(parts.path)).resolve())
        if target:
            link["href"] = target + (f"#{parts.fragment}" if parts.fragment else "")
        else:
            link.unwrap()
