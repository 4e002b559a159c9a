"""Compares a notebook's committed outputs with those of a fresh run.

Words must be the same, and figures agree in every printed digit (the last may be off by one). Two machines honestly
differ where a net was trained: such cells are tagged `trained`, and their figures may be off by a tenth, or by 0.02.
Cells tagged `varies` must only give the same kinds of output. Times, dates, absolute paths, object ids and the bytes of
pictures never count.
"""

import re

from .prose import NUMBER

MASKS = [
    re.compile(r"\b\d\d(?::\d\d)+(?:\.\d+)?\b"),
    re.compile(r"\b\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?\b"),
    re.compile(r"\b\d[\d.,]*\s?(?:ns|µs|ms|s|seconds?|minutes?|min)\b"),
    re.compile(r"(?<![\w.])(?:/[\w.~+-]+){2,}/?|\b[A-Z]:\\[^\s,\]]+"),
    re.compile(r"@[0-9a-f]{4,}\b"),
]
SECONDS = re.compile(r"\S*(?: \S+)*\b(?:seconds|milliseconds|ms)\b(?: \S+)*")
SHARE, LEAST = 0.1, 0.02
CLIP = 40


def differences(committed, fresh):
    """Returns a sentence for each code cell whose committed outputs are not those of the fresh run."""
    found = []
    for old, new in zip(committed.cells, fresh.cells, strict=True):
        if old.cell_type == "code":
            difference = _cell(_shown(old), _shown(new), old.metadata.get("tags", []))
            found += [f"cell {old.id}: {difference}"] if difference else []
    return found


def _shown(cell):
    """Returns what a cell shows as (kind, text) pairs; text that was printed in pieces is put together."""
    shown = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            kind, text = output.name, output.text
            if shown and shown[-1][0] == kind:
                text = shown.pop()[1] + text
        elif output.output_type == "error":
            kind, text = "error", f"{output.ename}: {output.evalue}"
        else:
            kind, text = "+".join(sorted(output.data)), output.data.get("text/plain", "")
        shown.append((kind, text))
    return shown


def _cell(old, new, tags):
    kinds, new_kinds = [kind for kind, _ in old], [kind for kind, _ in new]
    if kinds != new_kinds:
        return f"committed are {_listed(kinds)}, but a fresh run gives {_listed(new_kinds)}."
    if "varies" in tags:
        return None
    return next(filter(None, (_text(a, b, "trained" in tags) for (_, a), (_, b) in zip(old, new, strict=True))), None)


def _listed(kinds):
    return "the outputs " + ", ".join(kinds) if kinds else "no outputs"


def _text(old, new, trained):
    """Returns a sentence about the first thing that differs, or None."""
    a, b = _pieces(old), _pieces(new)
    for at, (piece, other) in enumerate(zip(a, b, strict=False)):
        if at % 2 == 0 and piece != other or at % 2 and not _agree(piece, other, trained):
            return f'committed is "{_around(a, at)}", but a fresh run gives "{_around(b, at)}".'
    if len(a) != len(b):
        at = min(len(a), len(b)) - 1
        return f'committed is "{_around(a, at)}", but a fresh run gives "{_around(b, at)}".'
    return None


def _pieces(text):
    """Cuts a text into words and figures: even places hold words, odd ones figures."""
    text = _without_seconds(text)
    for mask in MASKS:
        text = mask.sub("…", text)
    pieces, end = [], 0
    for number in NUMBER.finditer(text):
        pieces += [" ".join(text[end : number.start()].split()), number.group()]
        end = number.end()
    return [*pieces, " ".join(text[end:].split())]


def _without_seconds(text):
    """Blanks what stands under a heading that says seconds: the column of a table that holds times."""
    lines, spans = text.split("\n"), []
    for at, line in enumerate(lines):
        for start, end in spans:
            line = line[:start] + " " * max(0, min(end, len(line)) - start) + line[end:]
        lines[at] = line
        if at < 2:
            spans += [m.span() for m in re.finditer(r"\S+(?: \S+)*", line) if SECONDS.fullmatch(m.group())]
    return "\n".join(lines)


def _agree(old, new, trained):
    a, b = (float(figure.replace("−", "-")) for figure in (old, new))
    if a == b:
        return True
    if trained:
        return abs(a - b) <= max(SHARE * max(abs(a), abs(b)), LEAST)
    whole = not re.search(r"[.eE]", old + new)
    return not whole and abs(a - b) <= max(_unit(old), _unit(new), 1e-4 * max(abs(a), abs(b)), 1e-6) * 1.001


def _unit(figure):
    """Returns what one is worth in a figure's last printed digit: 0.0001 for 0.9854."""
    digits, _, power = figure.lower().replace("−", "-").partition("e")
    return 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))


def _around(pieces, at):
    """Returns the piece with a little of what stands around it."""
    before = " ".join(pieces[max(0, at - 4) : at])[-CLIP:]
    return f"{before} {pieces[at]} {' '.join(pieces[at + 1 : at + 4])[:CLIP]}".strip()
