"""Shift-Tab, `name?` and `name??`, and completion: with Javadoc, parameter names, source and classes to import."""

import time

import pytest


def ask(kernel, request, kind):
    """Sends a request on the shell channel and returns its reply's content."""
    while True:
        reply = kernel.client.get_shell_msg(timeout=60)
        if reply["msg_type"] == kind and reply["parent_header"]["msg_id"] == request:
            return reply["content"]


def inspect(kernel, code, at=None, detail=0):
    found = ask(kernel, kernel.client.inspect(code, len(code) if at is None else at, detail), "inspect_reply")
    assert found["status"] == "ok"
    return found["data"] if found["found"] else None


def complete(kernel, code, at=None):
    reply = ask(kernel, kernel.client.complete(code, len(code) if at is None else at), "complete_reply")
    kinds = {item["text"]: item["type"] for item in reply["metadata"]["_jupyter_types_experimental"]}
    assert list(kinds) == reply["matches"]
    return reply, kinds


# Inspection


def test_our_library_shows_parameter_names_and_javadoc(kernel):
    kernel.run("Learner helped = null;")

    data = inspect(kernel, "helped.fit(3, ")

    assert "void Learner.fit(int epochs, double lr)" in data["text/plain"]
    assert "Trains for some epochs with a constant learning rate" in data["text/plain"]
    assert "epochs – how often all training examples are gone through" in data["text/plain"]
    assert "<b>lr</b> – the learning rate: each step subtracts <code>lr · gradient</code>" in data["text/html"]


@pytest.mark.parametrize(
    ("code", "signature", "javadoc"),
    [
        ("Nd4j.zeros(", "INDArray Nd4j.zeros(int columns, char order)", "number of elements"),
        ("Nd4j.ones(2).mmul(", "INDArray INDArray.mmul(INDArray other)", "matrix multiplication"),
        ("new MultiLayerNetwork(", "MultiLayerNetwork(MultiLayerConfiguration conf)", ""),
        ("Table.create(", "Table Table.create(Column<?>... columns)", "Returns a new, empty table"),
        ("new XYChartBuilder().xAxisTitle(", "XYChartBuilder XYChartBuilder.xAxisTitle(String xAxisTitle)", ""),
        ("Math.max(1, ", "int Math.max(int a, int b)", ""),
    ],
)
def test_libraries_show_parameter_names_and_javadoc(kernel, code, signature, javadoc):
    text = inspect(kernel, code)["text/plain"]

    assert signature in text and javadoc in text


def test_bare_names_are_found_wherever_the_cursor_stands(kernel):
    for code, at in (("simpleNet", None), ("simpleNet", 0), ("simpleNet(1, 2, 3)", 4), ("x = simpleNet(1, ", None)):
        assert "Nets.simpleNet(int in, int hidden, int out)" in inspect(kernel, code, at)["text/plain"]
    assert "INDArray Nd4j.rand(int... shape)" in inspect(kernel, "Nd4j.rand")["text/plain"]
    assert inspect(kernel, "Learner")["text/plain"].startswith("lesson4j.train.Learner\n  Data, net, loss")
    assert "new Learner(DataLoaders dls," in inspect(kernel, "Learner")["text/plain"]
    assert inspect(kernel, "noSuchName") is None and inspect(kernel, "") is None


def test_variables_show_type_and_value(kernel):
    kernel.run('var images = Nd4j.ones(3, 4);\nString title = "a <b>";')

    assert inspect(kernel, "images")["text/plain"] == "INDArray images = FLOAT [3, 4]"
    assert "&lt;b&gt;" in inspect(kernel, "title")["text/html"]


def test_source_of_library_methods_and_classes_is_shown(kernel):
    source = inspect(kernel, "simpleNet", detail=1)["text/plain"]
    assert "public static MultiLayerNetwork simpleNet(int in, int hidden, int out) {" in source
    assert "public final class MnistLoss extends" in inspect(kernel, "MnistLoss", detail=1)["text/plain"]
    assert "INDArray mmul(INDArray other);" in inspect(kernel, "Nd4j.ones(1).mmul", detail=1)["text/plain"]


def test_a_question_mark_shows_help_under_the_cell(kernel):
    for question in ("simpleNet?", "?simpleNet", " simpleNet() ? "):
        ran = kernel.run(question)
        assert ran.status == "ok" and ran.results == []
        assert "Nets.simpleNet(int in, int hidden, int out)" in ran.displays[0]["data"]["text/plain"]
    assert "public final class Learner" in kernel.run("Learner??").displays[0]["data"]["text/plain"]
    assert "void Learner.fit(int epochs, double lr)" in kernel.run("Learner.fit?").displays[0]["data"]["text/plain"]
    assert "Nothing called noSuchName is known here" in kernel.run("noSuchName?").printed()
    assert kernel.run("true ? 1 : 2").text == "1"


def test_no_jar_of_sources_is_on_the_class_path(kernel):
    assert kernel.run('System.getProperty("java.class.path").contains("sources")').text == "false"
    assert kernel.run('Learner.class.getResource("Learner.java") == null').text == "true"


# Completion


def test_members_come_with_their_kind(kernel):
    reply, kinds = complete(kernel, "var x = Nd4j.ra")

    assert (reply["cursor_start"], reply["cursor_end"]) == (13, 15)
    assert kinds["rand("] == "function"
    reply, kinds = complete(kernel, "Nd4j.ones(3).")
    assert "mmul(" in kinds and list(kinds)[-1].split("(")[0] in ("wait", "notify", "notifyAll", "getClass", "toString", "hashCode", "equals")


def test_own_names_come_first_then_the_lessons(kernel):
    kernel.run("var simple = 1;")

    reply, kinds = complete(kernel, "sim")
    assert reply["matches"][:3] == ["simple", "simpleCnn(", "simpleNet("] and kinds["simple"] == "instance"
    assert complete(kernel, "Lea")[0]["matches"][0] == "Learner"


def test_a_class_that_is_not_imported_is_put_in_by_its_full_name(kernel):
    for before in ("var t = new ", "", "import "):
        reply, kinds = complete(kernel, before + "JTab")
        assert kinds["javax.swing.JTable"] == "class"
        code = before + "JTab"
        chosen = code[: reply["cursor_start"]] + "javax.swing.JTable" + code[reply["cursor_end"] :]
        assert chosen == before + "javax.swing.JTable"
    assert "java.util.ArrayList" not in complete(kernel, "ArrayLis")[1]
    assert kernel.run("import javax.swing.JTree;\nJTree.class.getSimpleName()").text == "JTree"
    assert complete(kernel, "JTre")[0]["matches"][0] == "JTree"


def test_magics_are_completed(kernel):
    assert complete(kernel, "int a = 1;\n%ba")[0]["matches"] == ["%backend"]
    assert "%%time" in complete(kernel, "%%")[0]["matches"]


def test_the_first_completion_works_at_once(fresh_kernel):
    start = time.monotonic()
    reply, _ = complete(fresh_kernel, "Nd4j.ra")
    assert "rand(" in reply["matches"]
    reply, _ = complete(fresh_kernel, "JTab")
    assert "javax.swing.JTable" in reply["matches"]
    assert time.monotonic() - start < 10


def test_a_source_that_was_read_before_gives_the_same_help(kernel):
    names = ["Nd4j.rand", "Nd4j.zeros", "new ArrayList<String>().add", "Learner.fit", "List.of", "Nd4j", "new ArrayList<String>().addAll"]
    first = {name: inspect(kernel, name) for name in names}

    assert all("text/plain" in data for data in first.values())
    assert {name: inspect(kernel, name) for name in reversed(names)} == first
