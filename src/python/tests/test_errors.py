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


def test_several_compile_errors_are_told_at_once(kernel):
    ran = kernel.run('int many() {\n  int x = "s";\n  String t = 5;\n  return x;\n}')

    assert ran.error["evalue"] == "incompatible types: String cannot be converted to int (and 1 more error)"
    assert marked(2, '  int x = "s";', 10, 3) in told(ran)
    assert marked(3, "  String t = 5;", 13, 1) in told(ran)


def test_an_unknown_class_comes_with_its_import(kernel):
    ran = kernel.run("LongAdder3 x = null;")
    assert "Did you mean java.util.concurrent.atomic.LongAdder?" in told(ran)

    ran = kernel.run("var rows = new JTable(3, 3);")
    assert ran.error["evalue"] == "cannot find class JTable"
    assert "JTable is not imported. Add:\n    import javax.swing.JTable;" in told(ran)

    text = told(kernel.run("Document page = null;"))
    assert "Document is not imported. Add one of:\n    import javax.swing.text.Document;\n" in text
    assert "    import org.w3c.dom.Document;" in text


def test_an_unknown_class_in_a_declaration_is_an_error_of_that_cell(kernel):
    ran = kernel.run("JTable wide(JTable t) { return t; }")

    assert marked(1, "JTable wide(JTable t) { return t; }", 0, 6) in told(ran)
    assert "import javax.swing.JTable;" in told(ran)


def test_names_of_the_same_cell_may_come_later(kernel):
    ran = kernel.run("class Early { Late late; }\nclass Late { }\nnew Early().late == null")

    assert ran.text == "true" and ran.printed("stderr") == ""


def test_a_misspelt_member_or_variable_is_corrected(kernel):
    kernel.run('var greeting = "hello";')

    assert "Did you mean length?" in told(kernel.run("greeting.lenght()"))
    assert "Did you mean greeting?" in told(kernel.run("greetnig.length()"))


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


def test_a_return_at_the_top_is_explained(kernel):
    ran = kernel.run("int answer = 42;\nreturn answer;")

    assert ran.error["evalue"] == "return outside a method: a cell has no caller to return to"
    assert marked(2, "return answer;", 0, 6) in told(ran)


def test_a_checked_exception_in_a_lambda_comes_with_the_way_out(kernel):
    text = told(kernel.run('List.of("a").forEach(p -> Files.readString(Path.of(p)));'))

    assert "unreported exception IOException" in text
    assert "    try { … } catch (IOException e) { throw new RuntimeException(e); }" in text


def test_a_cell_that_ends_too_early_shows_the_open_bracket(kernel):
    ran = kernel.run('var text = "(";\nMath.max(\n  3,')

    assert ran.error["evalue"] == 'the cell ends before this "(" is closed'
    assert marked(2, "Math.max(", 8, 1) in told(ran)


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


def test_frames_of_libraries_are_folded_into_one_line(kernel):
    text = told(kernel.run("new ArrayList<Integer>().get(3)"))

    assert text.splitlines()[0] == "IndexOutOfBoundsException: Index 3 out of bounds for length 0"
    assert text.splitlines()[1].startswith("thrown in ArrayList.get, ")
    assert "→ 1  new ArrayList<Integer>().get(3)" in text and len(text.splitlines()) == 4


def test_a_lambda_of_an_earlier_cell_is_found(kernel):
    cell = kernel.run("IntUnaryOperator third = n ->\n    n / (n - 3);").reply["execution_count"]

    text = told(kernel.run("third.applyAsInt(3)"))

    assert f"in cell {cell}:\n  1  IntUnaryOperator third = n ->\n→ 2      n / (n - 3);" in text
    assert "→ 1  third.applyAsInt(3)" in text


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


def test_javas_own_reason_is_told_when_a_definition_breaks_another(kernel):
    kernel.run("int counter = 0; int inc() { return ++counter; }")

    ran = kernel.run('String counter = "x";')
    assert ran.printed("stderr") == (
        "Defining counter anew breaks inc: bad operand type String for unary operator '++'.\n")

    broken = kernel.run("inc()").error["evalue"]
    assert broken.startswith("inc cannot run: bad operand type String for unary operator '++'. It was broken by counter")
    kernel.run("int counter = 41;")
    assert kernel.run("inc()").text == "42"


@pytest.mark.parametrize("code, told_is", [
    ('print("hi")', 'Java prints with System.out.println("hi");'),
    ("fresh = 5", "A new variable begins with its type, or with var: var fresh = …;"),
    ("boolean b = True;", "Java writes true, with a small letter."),
    ("Object o = None;", "Java writes null for a variable that holds nothing."),
    ("var s = 'text';", "Text stands in double quotes"),
    ("var größe = 3; größ", "Did you mean größe?"),
])
def test_what_python_writes_comes_with_what_java_writes(kernel, code, told_is):
    assert told_is in told(kernel.run(code))


def test_the_type_is_named_in_which_a_method_is_missing(kernel):
    assert kernel.run('"abc".lenght()').error["evalue"] == "cannot find method lenght() in String"
    kernel.run("class Dog { void bark() { } }")
    assert kernel.run("new Dog().brak()").error["evalue"] == "cannot find method brak() in Dog"


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


def test_a_lines_number_is_the_cells_own(kernel):
    ran = kernel.run("\n\n\nnew Error().getStackTrace()[0].getLineNumber()")

    assert ran.text == "4"


def test_a_compact_constructor_is_accepted(kernel):
    kernel.run('record Positive(int x) {\n  Positive { if (x < 0) throw new IllegalArgumentException("neg"); }\n}')

    assert kernel.run("new Positive(3).x()").text == "3"
    assert kernel.run("new Positive(-3)").error["evalue"] == "neg"


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
