"""Errors, help, completion and magics that our kernel adds to JJava's; test_stock_jjava.py shows each missing there."""

import pytest
from behaviours import has

SECONDS = 20


def trace(ran):
    return "\n".join(ran.error["traceback"])


def a_compile_error_points_into_the_cell(kernel):
    text = trace(kernel.run('int fine = 1;\n\nint bad = "three";', SECONDS))
    return "→ 3" in text and "^^^^^^^" in text


def an_unknown_class_comes_with_its_import(kernel):
    return "import javax.swing.JTable;" in trace(kernel.run("JTable table = null;", SECONDS))


def an_error_marks_the_cells_line(kernel):
    kernel.run("int half(int n) {\n  return n / 0;\n}", SECONDS)
    text = trace(kernel.run("// now\nhalf(4)", SECONDS))
    return "return n / 0;" in text and "half(4)" in text and "REPL" not in text and "jdk.jshell" not in text


def a_method_that_lacks_something_says_so(kernel):
    ran = kernel.run("int unready() { return missing(); }", SECONDS)
    called = kernel.run("unready()", SECONDS)
    return "missing()" in ran.printed("stderr") and "MethodSnippet" not in called.error["evalue"]


def a_return_at_the_top_is_explained(kernel):
    return "no caller" in kernel.run("return 5;", SECONDS).error["evalue"]


def inspect(kernel, code, at=None):
    content = kernel.ask("inspect", code, len(code) if at is None else at, seconds=SECONDS)["content"]
    return content["data"]["text/plain"] if content["found"] else ""


def help_is_found_at_the_end_of_the_text(kernel):
    return "max(int" in inspect(kernel, "Math.max(") and "max(int" in inspect(kernel, "Math.max")


def a_variable_shows_its_value(kernel):
    kernel.run("int seven = 7;", SECONDS)
    return "7" in inspect(kernel, "seven;", 3)


def a_question_mark_shows_help(kernel):
    ran = kernel.run("Math.max?", SECONDS)
    return ran.status == "ok" and "max(int" in ran.displays[0]["data"]["text/plain"]


def two_question_marks_show_source(kernel):
    kernel.run("int twice(int n) {\n  return 2 * n;\n}", SECONDS)
    ran = kernel.run("twice??", SECONDS)
    return "return 2 * n;" in ran.displays[0]["data"]["text/plain"]


def completion_knows_classes_to_import(kernel):
    matches = kernel.ask("complete", "new JTab", 8, seconds=SECONDS)["content"]["matches"]
    return "javax.swing.JTable" in matches


def completion_tells_kinds(kernel):
    content = kernel.ask("complete", "Math.ma", 7, seconds=SECONDS)["content"]
    return content["metadata"]["_jupyter_types_experimental"][0]["type"] == "function"


def a_lost_variable_is_told(kernel):
    kernel.run("record Point(int x) { }\nvar corner = new Point(1);", SECONDS)
    return "corner" in kernel.run("record Point(int x, int y) { }", SECONDS).printed("stderr")


def time_is_measured(kernel):
    ran = kernel.run("%time Thread.sleep(300)", SECONDS)
    text = ran.printed() + "".join(shown["data"]["text/plain"] for shown in ran.displays)
    return "wall time" in text.lower() and "0.000 s" not in text


def who_lists_variables(kernel):
    kernel.run("int seven = 7;", SECONDS)
    return "seven" in kernel.run("%who", SECONDS).displays[0]["data"]["text/plain"]


def a_percent_sign_in_text_is_kept(kernel):
    return kernel.run('"""\n%time flies"""', SECONDS).text == "%time flies"


LANGUAGE = {
    "A compile error marks its line and span in the cell": a_compile_error_points_into_the_cell,
    "An unknown class comes with its import": an_unknown_class_comes_with_its_import,
    "An error marks the cell's own line, without the kernel's frames": an_error_marks_the_cells_line,
    "A method that lacks something says so at once": a_method_that_lacks_something_says_so,
    "A return outside a method is explained": a_return_at_the_top_is_explained,
    "Shift-Tab works at the end of the text": help_is_found_at_the_end_of_the_text,
    "Shift-Tab shows a variable's value": a_variable_shows_its_value,
    "name? shows help": a_question_mark_shows_help,
    "name?? shows the source": two_question_marks_show_source,
    "Tab offers classes that are not imported": completion_knows_classes_to_import,
    "Tab tells methods from variables": completion_tells_kinds,
    "A notice names variables that a redefinition took": a_lost_variable_is_told,
    "%time measures": time_is_measured,
    "%who lists the variables": who_lists_variables,
    "A line of text may begin with a percent sign": a_percent_sign_in_text_is_kept,
}


@pytest.mark.long
@pytest.mark.parametrize("name", LANGUAGE)
def test_our_kernel_has_it(fresh_kernel, name):
    assert has(fresh_kernel, LANGUAGE[name])
