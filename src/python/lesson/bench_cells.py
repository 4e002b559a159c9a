"""What becomes of a kernel that is worked in: a first chart and table, Tab and Shift-Tab, much output, memory, rest."""

import json
import time

from .bench_answers import idle, middle, reply
from .places import TARGET

LINES = 10_000
VARIABLES = 1_000
CELLS = 500
# ours gives back what it no longer needs when no cell has run for four seconds; Java's compilers go on for some more
REST_SECONDS = {"ours": 12, "peer": 1}
REDEFINITIONS = 300
QUESTIONS = {"ours": (400, 25), "peer": (25, 25)}  # before those that count, and these
OPEN_SECONDS = 5  # a reader reads before running a cell
TABLE = TARGET / "bench" / "table.csv"
FIRST_CHART = {
    "ours": 'plotFunction(x -> x * x, "x²", -2, 2)',
    "peer": """%matplotlib inline
import numpy as np
from matplotlib import pyplot as plt
x = np.linspace(-2, 2, 200)
plt.plot(x, x * x)
plt.title("x²")
plt.show()""",
}
FIRST_TABLE = {"ours": "Table.read().csv({})", "peer": "import pandas\npandas.read_csv({})"}
PRINTED = {
    "ours": "for (int i = 0; i < {}; i += 2) {{ System.out.println(i); System.err.println(i + 1); }}",
    "peer": "import sys\nfor i in range(0, {}, 2):\n    print(i)\n    print(i + 1, file=sys.stderr)",
}
# a first word that brings the class or module, and what a reader has typed when asking
TYPED = {"ours": ("Nd4j.rand(2)", "Nd4j.ran"), "peer": ("import numpy as np", "np.ran")}
NAMED = {"ours": "Nd4j.rand", "peer": "np.linspace"}
VARIABLE = {"ours": "int number{0} = {0};", "peer": "number{0} = {0}"}
LIVE = """for (int i = 0; i < 3; i++) { System.gc(); Thread.sleep(200); }
(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1048576.0"""


def chart(side, client, process):
    """Returns the milliseconds from the first question to its chart, in a notebook that is open for some seconds."""
    time.sleep(OPEN_SECONDS)
    return _until("image/png", client, FIRST_CHART[side])


def table(side, client, process):
    """Returns the milliseconds from the first question to a table of a thousand rows, asked as late as a first chart."""
    time.sleep(OPEN_SECONDS)
    TABLE.write_text("\n".join(["name,age,height", *(f"someone {i},{i % 90},{1 + i / 1000}" for i in range(1_000))]) + "\n")
    return _until("text/html", client, FIRST_TABLE[side].format(json.dumps(str(TABLE))))


def tab(side, client, process):
    """Returns the milliseconds that Tab takes, in the middle of some."""
    _run(client, TYPED[side][0])
    return middle(lambda i: reply(client, client.complete(TYPED[side][1])), *QUESTIONS[side])


def shift_tab(side, client, process):
    """Returns the milliseconds that Shift-Tab takes, in the middle of some."""
    _run(client, TYPED[side][0])
    return middle(lambda i: reply(client, client.inspect(NAMED[side])), *QUESTIONS[side])


def lines(side, client, process):
    """Returns the milliseconds until all lines are there that a cell prints, to stdout and stderr in turns, at best."""
    return min(_lines(side, client) for _ in range(3))


def _lines(side, client):
    printed = []

    def hook(message):
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    begin = time.perf_counter()
    _run(client, PRINTED[side].format(LINES), hook)
    took = 1000 * (time.perf_counter() - begin)
    if "".join(printed).count("\n") != LINES:
        raise RuntimeError(f"{''.join(printed).count(chr(10))} lines of {LINES} came.")
    return took


def life(side, client, process):
    """Returns what a kernel takes after many small cells and a rest, memory and time, then Tab's milliseconds among many names.

    All of it is asked of one kernel, since two thirds of a minute go by until it has so many.
    """
    for i in range(CELLS):
        _run(client, VARIABLE[side].format(i))
    time.sleep(REST_SECONDS[side])
    megabytes = process.memory_info().rss / 2**20
    return {"small-cells": megabytes, "idle": idle(side, process), "tab-1000": _tab_among_many(side, client)}


def _tab_among_many(side, client):
    for first in range(CELLS, VARIABLES, 100):
        _run(client, "\n".join(VARIABLE[side].format(i) for i in range(first, first + 100)))
    begin = time.perf_counter()
    content = reply(client, client.complete("number9"))
    took = 1000 * (time.perf_counter() - begin)
    if "number999" not in content["matches"]:
        raise RuntimeError(f"Tab gave {content['matches']}.")
    return took


def redefinitions(side, client, process):
    """Returns by how many megabytes the live objects grow while a class is written anew over and over; at least 0.1."""
    _redefine(client, 20)
    before = float(_run(client, LIVE))
    _redefine(client, REDEFINITIONS)
    return max(0.1, float(_run(client, LIVE)) - before)


def _redefine(client, times):
    for i in range(times):
        _run(client, f"class Counter {{ int next() {{ return {i}; }} }}")


def _run(client, code, hook=None):
    """Runs a cell that must work; returns its value's text."""
    values = []

    def keep(message):
        if message["msg_type"] == "execute_result":
            values.append(message["content"]["data"]["text/plain"])
        if hook:
            hook(message)

    content = client.execute_interactive(code, timeout=120, output_hook=keep)["content"]
    if content["status"] != "ok":
        raise RuntimeError(f"The kernel answered {content}")
    return values[-1] if values else ""


def _until(kind, client, code):
    begin, seen = time.perf_counter(), []

    def hook(message):
        if not seen and kind in message["content"].get("data", {}):
            seen.append(1000 * (time.perf_counter() - begin))

    _run(client, code, hook)
    if not seen:
        raise RuntimeError(f"Nothing of the kind {kind} came of {code}")
    return seen[0]
