"""Writes notebooks, with the outputs they have, as a site that works without a network."""

import base64
import shutil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from . import notebooks
from .places import ASSETS as KERNEL_ASSETS
from .places import RENDERED, SCRIPTS
from .say import Problem, folder_size, size, step
from .share_page import ASSETS, page

# they see each other's names, in this order
EXPORTED = ("page", "forward", "sheet", "net", "curve")


def run(names):
    """Writes the site of the named notebooks, or of the course, into rendered/; returns 0."""
    index, pages = write(notebooks.find(names), RENDERED, is_course=not names)
    for made in pages:
        if not made.is_executed:
            print(f"  {made.path.name} has not been run: {made.how_to_run(made.path)} runs it, then share it again.")
        for address in made.left_out:
            print(f"  {made.path.name} shows {address[:100]}, which is not in its folder; it was left out.")
        if made.scripts:
            print(f"  {made.path.name} holds scripts; they were left out, since a shared page runs nothing.")
    print(f"\n{index} ({size(folder_size(index.parent))}). Open it in a browser; it needs no network.")
    print("The browser's Print makes a PDF of a page.")
    return 0


def write(paths, folder, is_course):
    """Writes a page per notebook and an index into `folder`, which is emptied first; returns index and pages."""
    pages_of = _pages_of(paths)
    with step("Writing the pages") as progress:
        pages = []
        for path in paths:
            progress.at(path.name)
            pages.append(page(path, pages_of))
    jinja = Environment(loader=FileSystemLoader(ASSETS), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    jinja.globals.update(
        name="Lesson4j" if is_course else "Notebooks",
        css=(ASSETS / "page.css").read_text(encoding="utf-8"),
        js=(ASSETS / "page.js").read_text(encoding="utf-8"),
        exported_js="".join((SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in EXPORTED),
        logo=base64.b64encode((KERNEL_ASSETS / "logo-32x32.png").read_bytes()).decode(),
    )
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for before, made, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        text = jinja.get_template("page.html.j2").render(page=made, before=before, after=after)
        (folder / made.file).write_text(text, encoding="utf-8")
    index = folder / "index.html"
    text = jinja.get_template("index.html.j2").render(pages=pages, is_course=is_course)
    index.write_text(text, encoding="utf-8")
    return index, pages


def _pages_of(paths):
    pages_of = {}
    for path in map(Path, paths):
        name = f"{path.stem}.html"
        if name in pages_of.values() or name == "index.html":
            raise Problem(f"A second page would be called {name}: {path} is in the way.", "Rename the notebook.")
        pages_of[path.resolve()] = name
    return pages_of
