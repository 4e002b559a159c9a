"""Executes notebooks through the real kernel, reports their checks, and says where the committed form differs."""

import copy
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter

from . import consistency, prose
from .places import COMMAND, KERNEL, NOTEBOOKS, TARGET, course
from .say import Problem

CHECKED = re.compile(r"(\d+) checks? (passed|skipped|failed)")
CELL_SECONDS = 1800
# ends of a notebook that train for most of its minutes; nothing but what is tagged too needs them
LONG = "long"
# a widget's name says nothing without the kernel that has it; its picture or text stands in its place
WIDGET = "application/vnd.jupyter.widget-view+json"

# what our kernel says of itself on the oldest Java: JupyterLab writes it into a notebook at the first save
LANGUAGE = {"name": "java", "version": "17", "mimetype": "text/x-java", "file_extension": ".java",
            "pygments_lexer": "java", "codemirror_mode": "text/x-java"}


@dataclass
class Result:
    """How one notebook went."""

    name: str
    seconds: float = 0.0
    checks: dict = field(default_factory=lambda: {"passed": 0, "skipped": 0, "failed": 0})
    error: str = ""
    differences: list = field(default_factory=list)
    left_out: int = 0


def run(names, save, whole=True):
    """Executes the named notebooks, prints a line each, and returns 0 when all went well.

    Unless `whole`, cells tagged `long` keep their committed outputs.
    """
    results = _executed(find(names), save, whole)
    print(f"\n{'notebook':<24} {'seconds':>8} {'checks':>7} {'skipped':>8}")
    for r in results:
        mark = "✗" if r.error or r.differences else "✓"
        print(f"{mark} {r.name:<22} {r.seconds:>8.1f} {r.checks['passed']:>7} {r.checks['skipped']:>8}")
    for r in results:
        _explain(r)
    failed = sum(bool(r.error or r.differences) for r in results)
    print(f"\nnotebooks: {len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _executed(paths, save, whole):
    """Executes two notebooks at a time, the later first, which take longest; each kernel has half of the cores to itself."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(paths) == 1 or len(cores) == 1:
        return [execute(path, save, whole) for path in paths]
    halves = [cores[::2], cores[1::2]]
    # threads of two kernels that wait in loops for each other's cores cost a quarter of the time
    with ThreadPoolExecutor(2, initializer=lambda: cores and os.sched_setaffinity(0, halves.pop())) as pool:
        return list(pool.map(lambda path: execute(path, save, whole), paths[::-1]))[::-1]


def _explain(result):
    """Says what is wrong with a notebook, and what was not looked at."""
    if result.error:
        print(f"\n{result.name}: {result.error}")
    if result.checks["skipped"]:
        print(f"\n{result.name}: outputs are not compared with the committed ones, which belong to the real MNIST.")
    for difference in result.differences:
        print(f"\n{result.name}, {difference}")
    if result.left_out:
        print(f"\n{result.name}: {result.left_out} cells tagged {LONG} were left out; {COMMAND} run has them.")
    if result.differences:
        print(f"{COMMAND} run --save refreshes outputs; the prose is for you to correct.")


def find(names):
    """Returns the notebooks' paths: given files, beginnings of names in notebooks/, or the course's."""
    if not names:
        return course()
    found = []
    for name in names:
        paths = [Path(name)] if Path(name).is_file() else _beginning_with(name)
        if not paths:
            there = ", ".join(p.name for p in sorted(NOTEBOOKS.glob("*.ipynb")))
            raise Problem(f"No notebook is called {name}.", f"Name a file, or the beginning of one of: {there}.")
        found += paths
    return found


def _beginning_with(name):
    """Returns the course's notebooks that begin so; what else lies beside them is meant only when none does."""
    beginning = [path for path in sorted(NOTEBOOKS.glob("*.ipynb")) if name and path.name.startswith(name)]
    return [path for path in beginning if path in course()] or beginning


def execute(path, save=False, whole=True):
    """Executes one notebook into target/run/, as a notebook and as HTML; with `save` also in place.

    Unless `whole`, cells tagged `long` are left as they are.
    """
    notebook = nbformat.read(path, as_version=4)
    committed = copy.deepcopy(notebook)
    left_out = "" if whole else LONG  # no cell has the tag ""
    result = Result(path.name, left_out=sum(left_out in _tags(cell) for cell in notebook.cells))
    print(f"… {path.name}", flush=True)
    start = time.monotonic()
    client = NotebookClient(
        notebook, timeout=CELL_SECONDS, kernel_name=KERNEL, resources={"metadata": {"path": str(path.parent)}},
        skip_cells_with_tag=left_out,
    )
    try:
        client.execute()
    except CellExecutionError as failure:
        result.error = _plain(str(failure))
    except DeadKernelError:
        result.error = "The kernel died. Its last words are above."
    result.seconds = time.monotonic() - start
    _count_checks(notebook, result, left_out)
    clean(notebook)
    _write(notebook, path)
    ours = path.resolve().parent == NOTEBOOKS
    if save and ours and result.checks["skipped"]:
        result.error = ("Expected the real MNIST but found other pictures, so that nothing was saved. Set LESSON_DATA to a"
                        " folder with its archives. This run is in target/run/.")
    if result.error:
        return result
    if save:
        nbformat.write(notebook, path)
    if ours:
        result.differences = _differences(notebook if save else committed, notebook, result)
    return result


def _differences(committed, fresh, result):
    """Returns where a notebook of the course says other than a fresh run; figures of drawn digits are no measure."""
    outputs = [] if result.checks["skipped"] else consistency.differences(committed, fresh)
    return outputs + prose.unfounded(committed)


def _tags(cell):
    return cell.metadata.get("tags", [])


def _count_checks(notebook, result, left_out):
    for cell in notebook.cells:
        if "check" in _tags(cell) and left_out not in _tags(cell):
            for output in cell.get("outputs", []):
                text = output.get("text") or output.get("data", {}).get("text/plain", "")
                for count, kind in CHECKED.findall(text):
                    result.checks[kind] += int(count)


def clean(notebook):
    """Strips what differs from run to run and says nothing: times, editor's metadata, progress lines; folds checks."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Java (Lesson4j)", "language": "java", "name": KERNEL},
            "language_info": LANGUAGE,
        }
    )
    for cell in notebook.cells:
        kept = {key: cell.metadata[key] for key in ("tags", "steps", "quoted", "jupyter") if key in cell.metadata}
        if "check" in kept.get("tags", []):
            kept["jupyter"] = {"source_hidden": True}
        cell.metadata = nbformat.from_dict(kept)
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if not output.get("metadata", {}).get("progress")]
            for output in cell.outputs:
                output.get("data", {}).pop(WIDGET, None)


def _write(notebook, path):
    folder = TARGET / "run"
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / path.name)
    html, _ = HTMLExporter().from_notebook_node(notebook)
    (folder / f"{path.stem}.html").write_text(html, encoding="utf-8")


def _plain(text):
    """Takes the terminal colours out of a traceback."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
