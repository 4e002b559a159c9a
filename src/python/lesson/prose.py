"""Finds figures in a notebook's prose that nothing in the notebook shows.

A figure is a decimal with three or more digits after the point, or a percentage with a point. It must be a number of
some code cell or output, rounded to as many digits. A figure from elsewhere (a write-up's, another notebook's) is
listed in its cell's metadata, as `"quoted": ["1.8045", "95.1 %"]`.
"""

import math
import re

FIGURE = re.compile(r"(?<![\w.])[-−]?\d+\.\d{3,}(?![\w.]*\d)")
PERCENT = re.compile(r"(?<![\w.])\d+\.\d+(?= %)")
NUMBER = re.compile(r"[-−]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-−]?\d+)?")
NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)", re.DOTALL)


def unfounded(notebook):
    """Returns a sentence for each figure of the prose that no code and no output of the notebook shows."""
    known = _shown(notebook)
    return [
        f"cell {cell.id}: the text says {figure}, which no code and no output of this notebook shows."
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for figure in _figures(cell.source)
        if figure not in cell.metadata.get("quoted", []) and not _known(figure, known)
    ]


def _figures(text):
    text = NOT_PROSE.sub(" ", text)
    return [match.group() for match in FIGURE.finditer(text)] + [m.group() + " %" for m in PERCENT.finditer(text)]


def _shown(notebook):
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            texts += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
    return {abs(_number(found)) for text in texts for found in NUMBER.findall(text.replace("_", ""))}


def _known(figure, known):
    printed = figure.removesuffix(" %").lstrip("-−")
    unit = 10.0 ** -len(printed.split(".")[1])
    scale = 100 if figure.endswith("%") else 1
    half = (0.5 + 1e-6) * unit
    return any(math.isclose(scale * number, float(printed), rel_tol=0, abs_tol=half) for number in known)


def _number(text):
    return float(text.replace("−", "-"))
