"""The kernel as a reader of JupyterLab meets it: Tab, Shift-Tab, errors, Run All, restart."""

from lab_page import menu, needs_chromium, shot, wait_until_run

pytestmark = needs_chromium


def cell(page, index):
    return page.locator(".jp-Notebook .jp-CodeCell").nth(index)


def type_into(page, index, text):
    """Writes into an empty cell as a reader would, and leaves the cursor at its end."""
    cell(page, index).locator(".cm-content").click()
    page.keyboard.type(text, delay=20)


def run_cell(page, index):
    cell(page, index).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")


def output(page, index):
    return cell(page, index).locator(".jp-OutputArea").inner_text()


def wait_for_output(page, index, text, seconds=60):
    cell(page, index).locator(f".jp-OutputArea:has-text('{text}')").wait_for(timeout=seconds * 1000)


def tab(page, choices):
    """Presses Tab until there are choices: JupyterLab drops an answer that takes a second, as a fresh kernel's may."""
    for tenth in range(300):
        if tenth % 15 == 0:
            page.keyboard.press("Tab")
        page.wait_for_timeout(100)
        if page.locator(choices).count():
            return
    raise AssertionError(f"no {choices}")


def test_tab_offers_members_and_classes_that_are_not_imported(page_of):
    page = page_of("tab.ipynb", "", "")
    type_into(page, 0, "Nd4j.ra")
    tab(page, ".jp-Completer-item:visible")

    shot(page, "completion")
    items = page.locator(".jp-Completer-item:visible").all_inner_texts()
    assert any("rand(" in item for item in items) and all("ra" in item for item in items)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.cm-content').textContent.startsWith('Nd4j.rand')")

    type_into(page, 1, "new JTab")
    tab(page, ".jp-Completer-item[data-value='javax.swing.JTable']:visible")
    choice = page.locator(".jp-Completer-item[data-value='javax.swing.JTable']:visible")
    shot(page, "completion-import")
    choice.click()
    page.wait_for_function(
        "() => document.querySelectorAll('.cm-content')[1].textContent === 'new javax.swing.JTable'")


def test_shift_tab_shows_parameter_names_and_javadoc(page_of):
    page = page_of("help.ipynb", "")
    type_into(page, 0, "simpleNet(784, ")
    page.keyboard.press("Shift+Tab")

    page.wait_for_selector(".jp-Tooltip", timeout=30_000)
    page.wait_for_function("() => document.querySelector('.jp-Tooltip').textContent.includes('simpleNet')")
    shot(page, "tooltip")
    text = page.locator(".jp-Tooltip").inner_text()
    assert "MultiLayerNetwork Nets.simpleNet(int in, int hidden, int out)" in text
    assert "Returns linear, ReLU, linear" in text and "{@code" not in text


def test_an_error_shows_its_line_and_run_all_stops_there(page_of):
    page = page_of(
        "errors.ipynb",
        "var xb = Nd4j.rand(64, 784);\nvar weights = Nd4j.rand(30, 784);",
        "var preds =\n    xb.mmul(weights);\npreds",
        '"never"',
        "JTable table = null;\n",
    )
    menu(page, "Run", "Run All Cells")

    wait_for_output(page, 1, "ND4JIllegalStateException")
    wait_until_run(page, 30)
    failed = output(page, 1)
    assert "xb is [64, 784], weights is [30, 784]." in failed
    assert "→ 2      xb.mmul(weights);" in failed.replace("\xa0", " ")
    assert "jdk.jshell" not in failed and "REPL" not in failed
    assert output(page, 2) == ""
    run_cell(page, 3)
    wait_for_output(page, 3, "CompileError")
    shot(page, "errors")
    assert "import javax.swing.JTable;" in output(page, 3)
    assert "^^^^^^" in output(page, 3)


def test_questions_magics_and_notices_are_readable(page_of):
    page = page_of(
        "magics.ipynb",
        "record Point(int x) { }\nvar corner = new Point(3);\nvar x = Nd4j.ones(3, 4);", "Learner?", "%who", "%backend",
        "%%time\nx.mmul(x.transpose())", "record Point(int x, int y) { }", "%help",
    )
    menu(page, "Run", "Run All Cells")

    wait_for_output(page, 6, "says which ND4J runs")
    wait_until_run(page, 30)
    page.locator(".jp-Notebook .jp-CodeCell").first.scroll_into_view_if_needed()
    shot(page, "magics")
    assert "Data, net, loss, optimiser and metrics together" in output(page, 1)
    assert "FLOAT [3, 4]" in cell(page, 2).locator("table").inner_text()
    assert "CpuBackend" in cell(page, 3).locator("table").inner_text()
    assert "wall time:" in output(page, 4)
    assert "Defining Point anew removed corner. To have it again, run cell 1." in output(page, 5)


def test_a_restarted_kernel_forgets_and_runs_again(page_of):
    page = page_of("restart.ipynb", "int counter = 41;", "counter + 1")
    menu(page, "Run", "Run All Cells")
    wait_for_output(page, 1, "42")

    menu(page, "Kernel", "Restart Kernel…")
    page.click(".jp-Dialog-button.jp-mod-accept")
    page.wait_for_function(
        "() => document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'", timeout=60_000)
    run_cell(page, 1)
    wait_for_output(page, 1, "cannot find variable counter")
    menu(page, "Run", "Run All Cells")

    wait_for_output(page, 1, "42")
    shot(page, "restarted")
    assert "CompileError" not in output(page, 1)
