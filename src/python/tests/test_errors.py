"""Errors a learner can act on: the true name, the cell's own line, what to do."""

import os
import re

import pytest
from conftest import Kernel


def told(ran):
    """The traceback as a reader sees it, without colours."""
    assert ran.status == "error"
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(ran.error["traceback"]))


def marked(line, source, at, width):
    """The marked line and its carets, as the kernel writes them."""
    head = f"→ {line}  "
    return f"{head}{source}\n{' ' * (len(head) + at)}{'^' * width}"


def test_a_compile_error_marks_the_span_on_the_cells_line(kernel):
    ran = kernel.run('// a comment\nint good = 1;\n\nint bad = "three";')

    assert (ran.error["ename"], ran.error["evalue"]) == (
        "CompileError", "incompatible types: String cannot be converted to int")
    assert marked(4, 'int bad = "three";', 10, 7) in told(ran)
    assert kernel.run("good").text == "1"


def test_a_method_that_lacks_something_says_so_at_once_and_when_called(kernel):
    ran = kernel.run("int unready() {\n  return missing() + 1;\n}")
    assert ran.status == "ok"
    assert ran.printed("stderr").startswith("unready is kept, but cannot run until method missing() exists.")

    ran = kernel.run("unready()")
    assert ran.error["ename"] == "UnresolvedReference"
    assert ran.error["evalue"] == (
        "unready cannot run: it uses method missing(), which does not exist. Define it, then run this cell again.")
    assert "jdk.jshell" not in told(ran) and "MethodSnippet" not in told(ran)

    kernel.run("int missing() { return 41; }")
    assert kernel.run("unready()").text == "42"


def test_a_failure_shows_message_causes_and_the_lines_of_all_cells_in_its_way(kernel):
    define = kernel.run(
        'void outer(int n) {\n  try {\n    inner(n);\n  } catch (RuntimeException e) {\n'
        '    throw new IllegalStateException("cannot go on", e);\n  }\n}\n\n'
        "int inner(int n) {\n  return n / 0;\n}"
    )
    cell = define.reply["execution_count"]

    ran = kernel.run("// now\nouter(3);")

    text = told(ran)
    assert (ran.error["ename"], ran.error["evalue"]) == ("IllegalStateException", "cannot go on")
    assert text.startswith("IllegalStateException: cannot go on\ncaused by ArithmeticException: / by zero\n")
    assert f"in cell {cell}:" in text
    assert '→ 5      throw new IllegalStateException("cannot go on", e);' in text
    assert "→ 10    return n / 0;" in text and "→ 2  outer(3);" in text
    assert "REPL" not in text and "jdk.jshell" not in text and "lesson4j.jupyter" not in text


def test_tensors_that_do_not_fit_are_named_with_their_shapes(kernel):
    kernel.run("var xb = Nd4j.rand(64, 784);\nvar weights = Nd4j.rand(30, 784);\nvar bias = Nd4j.rand(1, 64);")

    text = told(kernel.run("var preds =\n    xb.mmul(weights);"))
    assert "xb is [64, 784], weights is [30, 784]." in text
    assert "mmul needs weights to have as many rows as xb has columns: 784 columns, but 30 rows." in text
    assert "weights turned by .transpose() would fit." in text
    assert "→ 2      xb.mmul(weights);" in text and text.count("→") == 1

    text = told(kernel.run("xb.add(bias)"))
    assert "xb is [64, 784], bias is [1, 64]." in text
    assert "bias as a column, .reshape(64, 1), would fit." in text

    ran = kernel.run("xb.mul(Nd4j.rand(3))")
    assert "[64, 784] and [3] are not" in told(ran)
    assert ran.printed("stderr") == ""


def test_a_printed_trace_shows_the_cells_frames_and_lines(kernel):
    cell = kernel.run("int thirds(int n) {\n  return n / 0;\n}").reply["execution_count"]

    ran = kernel.run("// first\ntry { thirds(1); }\ncatch (Exception e) { e.printStackTrace(); }")

    here = ran.reply["execution_count"]
    assert ran.printed("stderr") == (
        f"java.lang.ArithmeticException: / by zero\n\tat thirds (cell {cell}, line 2)\n\tat cell {here}, line 2\n")


def test_a_printed_trace_names_methods_in_any_language(kernel):
    cell = kernel.run("class Größe { static int höhe(int n) { return n / 0; } }").reply["execution_count"]

    ran = kernel.run("try { Größe.höhe(1); } catch (Exception e) { e.printStackTrace(); }")

    assert f"\tat Größe.höhe (cell {cell}, line 1)\n" in ran.printed("stderr")


@pytest.mark.parametrize("print_it", [
    "Thread.dumpStack();", "var t = new Thread(() -> thirds(2)); t.start(); t.join(); Thread.sleep(100);",
    'try { thirds(1); } catch (Exception e) { java.util.logging.Logger.getLogger("x").log('
    'java.util.logging.Level.SEVERE, "bad", e); }',
    "try { thirds(1); } catch (Exception e) { System.err.println(List.of(e.getStackTrace()).get(0)); }",
])
def test_no_trace_shows_names_of_jshell(kernel, print_it):
    kernel.run("int thirds(int n) {\n  return n / 0;\n}")

    text = kernel.run(print_it).printed("stderr")

    assert "cell " in text and ", line " in text
    assert "REPL" not in text and "do_it" not in text and "lesson4j.jupyter" not in text


def test_an_endless_method_shows_no_name_of_the_kernels(kernel):
    text = told(kernel.run("int down(int n) { return down(n + 1) + 1; }\ndown(0)"))

    assert text.startswith("StackOverflowError") and "StopCheck" not in text


def test_an_object_without_a_class_name_is_an_object(kernel):
    assert re.fullmatch(r"object@[0-9a-f]+", kernel.run("new Object() { int x = 1; }").text)
    silent = "new Object() { public String toString() { throw new Error(); } }"
    assert kernel.run(silent).text.startswith("This object cannot be shown")


@pytest.fixture(scope="module")
def chinese_kernel():
    running = Kernel(env=dict(os.environ, JDK_JAVA_OPTIONS="-Duser.language=zh -Duser.country=CN -Dfile.encoding=ISO-8859-1"))
    yield running
    running.close()


def test_hints_and_text_are_the_same_in_another_language_and_encoding(chinese_kernel):
    assert "Did you mean length?" in told(chinese_kernel.run('"a".lenght()'))
    assert "    import javax.swing.JTable;" in told(chinese_kernel.run("JTable t = null;"))
    assert "try { … } catch (IOException e)" in told(
        chinese_kernel.run('List.of("a").forEach(p -> Files.readString(Path.of(p)));'))
    assert "write the number as a float".lower() in told(chinese_kernel.run("float f = 0.1;")).lower()
    ran = chinese_kernel.run('System.out.println("é→😀"); "größe"')
    assert ran.printed() == "é→😀\n" and ran.text == "größe"
