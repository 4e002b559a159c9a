"""The programs that readers run notebooks with: nbclient, nbconvert, the console; each with the real kernel."""

import os
import re
import subprocess
import sys

import nbformat
import pytest
from conftest import KERNEL
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def notebook(*sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": KERNEL, "display_name": "Java"}})


def test_nbclient_runs_a_notebook_and_stops_at_an_error():
    book = notebook('System.out.println("printed");', "6 * 7", "Nd4j.ones(2, 2)", 'throw new IllegalStateException("here");',
                    '"never"')

    with pytest.raises(CellExecutionError, match="IllegalStateException.*: here"):
        NotebookClient(book, kernel_name=KERNEL, timeout=120).execute()

    outputs = [cell.outputs for cell in book.cells]
    assert outputs[0][0]["text"] == "printed\n" and outputs[1][0]["data"]["text/plain"] == "42"
    assert outputs[2][0]["data"]["text/plain"].startswith("FLOAT [2, 2]")
    assert outputs[3][0]["ename"] == "IllegalStateException" and outputs[4] == []


def test_nbclient_goes_on_when_errors_are_allowed():
    book = notebook("int bad = 1 / 0;", "6 * 7")

    NotebookClient(book, kernel_name=KERNEL, timeout=120, allow_errors=True).execute()

    assert book.cells[0].outputs[0]["ename"] == "ArithmeticException"
    assert book.cells[1].outputs[0]["data"]["text/plain"] == "42"


@pytest.mark.alone
def test_nbclient_interrupts_a_cell_that_takes_too_long():
    book = notebook("while (true) {}", "6 * 7")
    client = NotebookClient(book, kernel_name=KERNEL, timeout=2, interrupt_on_timeout=True, allow_errors=True)

    client.execute()

    assert book.cells[0].outputs[0]["ename"] == "Interrupted"
    assert book.cells[1].outputs[0]["data"]["text/plain"] == "42"


def test_nbconvert_executes_a_notebook_into_html(tmp_path):
    nbformat.write(notebook("6 * 7", "new XYChartBuilder().build()"), tmp_path / "book.ipynb")

    run = subprocess.run([sys.executable, "-m", "nbconvert", "--to", "html", "--execute", str(tmp_path / "book.ipynb")],
                         capture_output=True, text=True, timeout=180)

    assert run.returncode == 0, run.stderr
    html = (tmp_path / "book.html").read_text()
    assert re.search(r"<pre>42\s*</pre>", html) and "data:image/png;base64" in html


@pytest.mark.skipif(os.name == "nt", reason="driven through its pipe")
def test_the_console_takes_lines(tmp_path):
    lines = ["6 * 7", "int twice(int n) { return 2 * n; }", "twice(twice(5))", 'System.out.println("done")', "1 / 0",
             '"still" + " here"']

    run = subprocess.run(
        [sys.executable, "-m", "jupyter_console", "--simple-prompt", "--kernel", KERNEL],
        input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=180,
        env=dict(os.environ, JUPYTER_CONFIG_DIR=str(tmp_path), TERM="dumb"),
    )

    out = run.stdout
    assert re.search(r"Out\[\d+\]: 42", out) and re.search(r"Out\[\d+\]: 20", out), out + run.stderr
    assert "done" in out and "still here" in out and "ArithmeticException" in out + run.stderr
