"""Hints for readers who come from Python or slip in Java; and silence where the error is another."""

import os
import re

import pytest
from conftest import Kernel
from test_errors import told

PYTHON = {
    "for i in range(3):\n    print(i)": "for (int i = 0; i < 3; i++) { … }",
    "for k in range(2, n, 5): print(k)": "for (int k = 2; k < n; k += 5) { … }",
    "for i in range(10, 0, -1):\n  pass": "for (int i = 10; i > 0; i -= 1) { … }",
    "for größe in range(len(xs)):": "for (int größe = 0; größe < xs.size(); größe++) { … }",
    "for name in names:": "for (var name : names) { … }",
    "for a, b in zip(x, y):": "for (var x : zip(x, y)) { … }",
    "def f(x, lr=0.1):\n    return x + 1": "double f(double x, double lr) { return …; }",
    "class A(B):\n    pass": "class A extends B { … }",
    "xs = [1,2,3]": "List.of(1, 2, 3)",
    "var xs = ['a', True];": 'List.of("a", true)',
    "ys = [2 * x for x in xs]": "xs.stream().map(x -> …).toList()",
    "d = {'a': 1}": 'Map.of("a", 1)',
    "import numpy": "Nd4j is imported",
    "import numpy as np": "Nd4j is imported",
    "import os, sys": "Nd4j is imported",
    "from x import y": "Nd4j is imported",
    "from fastai.vision.all import *": "Nd4j is imported",
    "int x = 3;\nx**2": "Math.pow(x, 2)",
    "var s = 'text';": 'Text stands in double quotes: "text".',
    "var s = '';": 'Text stands in double quotes: "".',
    'var word = "abc"; len(word)': "text.length(), list.size(), array.length",
    "if x:\n    x = 2": "if (x) { … }",
    "if x > 2 and not y: x = 3": "if (x > 2 && !y) { … }",
    "if (x > 2):\n    x = 3": "if (x > 2) { … }",
    "if (a) == (b):": "if ((a) == (b)) { … }",
    "while True:\n    x = 1": "while (true) { … }",
    "if name == 'a':": 'if (name == "a") { … }',
    "if (1 > 2) { } elif (2 > 3) { }": "} else if (…) { … }",
    "if (1 > 2) { }\nelse:\n  pass": "else { … }",
    "boolean b = 1 > 2 and 3 > 2;": "&& for and, || for or, ! for not",
    "1 > 2 or 3 > 2": "&& for and, || for or, ! for not",
    "boolean b = not done;": "!done for not done",
    "var g = lambda x: x + 1": "x -> x + 1",
    "var g = lambda a, b: a * b": "(a, b) -> a * b",
    "xs.sort(key=lambda x: f(x))": "x -> f(x)",
    'f"x is {x}"': '"x is " + x',
    'var u = f"{a}{b} of {c + 1}";': '"" + a + b + " of " + c + 1',
    'print(f"loss {loss:.2f}")': 'System.out.println(String.format("loss %.2f", loss));',
    "print('hi')": 'System.out.println("hi");',
    'print "hi"': 'System.out.println("hi");',
    "word[1:3]": "text.substring(1, 3)",
    "word[:-1]": "text.substring(1, 3)",
    "# comment": "A comment begins with // in Java.",
    "int y = 3;  # three": "A comment begins with // in Java.",
    "x is None": "x == null",
    "x is not None": "x != null",
    "3 in xs": None,
    "x in xs": "xs.contains(x)",
    "var y = 1 if x > 2 else 3": "x > 2 ? 1 : 3",
    "try:\n    x = 1\nexcept:\n    pass": "try { … } catch (Exception e) { … }",
    'raise ValueError("a")': "throw new IllegalArgumentException",
    'with open("a") as f:\n    pass': "try (var file = …) { … }",
    "a, b = 1, 2": "var a = 1; var b = 2;",
    "int(3.5)": "(int) x",
    "del x": "x = null;",
    "np.zeros(3)": "Nd4j.zeros(2, 3)",
    'List<Integer> li = List.of(1, 2); li[0]': "li.get(0)",
    "List.of(1, 2)[-1]": "List.of(1, 2).get(List.of(1, 2).size() - 1)",
    '"abc"[0]': '"abc".charAt(0)',
    '"a" * 3': "text.repeat(3)",
    '"""doc"""': "begins on the line after its three quotes",
    "sqrt(2.0)": "Math.sqrt(…)",
    'print("hi".substring(1) + ")")': 'System.out.println("hi".substring(1) + ")");',
}


@pytest.mark.parametrize("code, java", list(PYTHON.items()))
def test_what_python_writes_gets_one_hint_with_the_java_for_it(kernel, code, java):
    text = told(kernel.run(code))

    if java is None:
        return
    hints = [line for line in text.splitlines()[1:] if java in line]
    assert len(hints) == 1, text


JAVA = [
    "int a = 3 +;", "int n = 3\nint m = ;", "for (int i = 0; i < 3; i++ { }", "for (var x : List.of(1) { }", "while (true { }",
    "if (1 > 2 { }", "if (1 > 2) ) { }", "int[] xs = {1, 2, 3;", "int[] xs = [;", 'String s = "open;', "char c = 'a;",
    "class A { int x }", "class A { void f( { } }", "void f(int x { }", "int x = (3;", "var y = true ? 1 : ;", "foo(;", "1 +* 2",
    "switch (1) { case 1: int = 3; }", "try { int = 3; } catch (Exception e) { }", "Map<String, List<Integer> m = null;",
    "Runnable r = () -> { int = 3; };", "IntUnaryOperator f = x - > x;", "label: for (;;) { break label }",
    "int x = y ? a : ;", "int and = ;", "int in = ;", "boolean is = ;", "String from = ;", "var lambda = 1 +;", 'String def = "a" "b";',
    "var not = 3 +;", "int or = 1; or = ;", "List<String> print = new ArrayList<>(;", 'System.out.print("a" + );',
    'System.out.println("if x: y" + );', "int x = 3 +; // for i in range(3):", 'var t = "x**2" +;', "/* def f(x): */ int = 3;",
    "int x = 1; if (x > 2) x = ; else x = 3;", "x = x > 1 ? : 2;", "enum E { A, B C }", "record R(int a b) { }",
    "for (var e : m.entrySet()) { int = e; }", "@Override void f( { }", "do { } while (true", "int x = 08;", "return return;",
]


@pytest.mark.parametrize("code", JAVA)
def test_a_slip_in_java_gets_no_hint_about_python(kernel, code):
    text = told(kernel.run(code))

    ours = [line for line in text.splitlines()[1:] if re.match(
        r"Java |Java's|A comment|A method of Java|Python's|Text stands|A new variable", line)]
    assert not ours, text


@pytest.mark.parametrize("code, message, hint", [
    ("var xs = new ArrayList<String>();\nxs.sizee()", "cannot find method sizee() in ArrayList", "Did you mean size?"),
    ("int[] marks = {1};\nmarks.lenght", "cannot find variable lenght in Array", None),
    ('"abc".length', "cannot find variable length in String", "length is a method: write it with brackets, .length()"),
    ("Map<String, List<Integer>> m = null;\nm.putt(1)", "cannot find method putt(int) in Map", "Did you mean put?"),
    ("class Katze { int höhe; void miauen() { } }\nnew Katze().hohe", "cannot find variable hohe in Katze", "Did you mean höhe?"),
    ("class Katze { int höhe; }\nnew Katze().höhe()", "cannot find method höhe() in Katze", "höhe is no method: write it without"),
    ("class 名前 { int 長さ; }\nnew 名前().長", "cannot find variable 長 in 名前", None),
    ("class Ärger extends Exception { }\nRunnable r = () -> { throw new Ärger(); };", "unreported exception Ärger",
     "try { … } catch (Ärger e) { throw new RuntimeException(e); }"),
    ("class Outer { static class Inner { int one; } }\nnew Outer.Inner().oen", "cannot find variable oen in Outer.Inner",
     "Did you mean one?"),
    ("List.of(1).map(x -> x)", "cannot find method map((x)->x) in List", None),
    ("new ArrayList<>(List.of(1)).fooo(new int[0], null, \"a\")", "cannot find method fooo(int[],", None),
    ("long big = 3;\nint small() { return big; }", "possible lossy conversion from long to int", "put the type in brackets"),
])
def test_names_in_errors_are_the_compilers_own(kernel, code, message, hint):
    text = told(kernel.run(code))

    assert message in text
    assert hint is None or hint in text
    assert "$JShell$" not in text and ".JShell." not in text


def test_a_check_whose_cell_was_not_run_says_so(kernel):
    kernel.run('String check1(int n) { return "✓"; }')

    text = told(kernel.run("check2(3)"))

    assert "cannot find method check2(int)" in text and "Did you mean" not in text
    assert "No cell that has run defines check2. In the course it is in the folded cell under the exercise's text." in text
    assert "Run All Above Selected Cell" in text
    assert "No cell that has run defines fitModel. Run the cell that does" in told(kernel.run("fitModel(3)"))
    assert "Did you mean check1?" in told(kernel.run("chekc1(3)"))


@pytest.mark.parametrize("code, hint", [
    ("int\u00a0x = 3;", "a blank, or a character without width, that Java does not take"),
    ("\ufeffint x = 3;", "a blank, or a character without width, that Java does not take"),
    ("String s = \u201ctext\u201d;", 'only looks like Java\'s " : type it anew'),
    ("char c = \u2018a\u2019;", "only looks like Java's ' : type it anew"),
    ("int x = 3 \u2013 1;", "only looks like Java's - : type it anew"),
    ("int x = 3 \u00d7 2;", "only looks like Java's * : type it anew"),
])
def test_a_character_that_only_looks_like_javas_is_named(kernel, code, hint):
    assert hint in told(kernel.run(code))


def test_a_method_that_the_cell_defines_below_its_use_is_to_move(kernel):
    ran = kernel.run("int thrice = tripled(2);\nint tripled(int n) { return 3 * n; }")

    assert "tripled is defined further down: move that above this line." in told(ran)


def test_no_error_is_about_nothing(kernel):
    for code in ("foo.;", "new ;", "int x = a.;", 'var big = """\n' + ("t" * 99 + "\n") * 700 + '""";', ".x", "import ;", "class { }",
                 "new Object() { void f() { . } };"):
        ran = kernel.run(code)
        assert ran.status == "error"
        assert not re.search(r"cannot find\s*$|cannot find (method|variable|class)\s*$|cannot find ,", told(ran), re.M), told(ran)
        assert "<error>" not in told(ran)


@pytest.mark.parametrize("options", [
    "-Duser.language=de", "-Duser.language=ar -Duser.country=EG", "-Duser.language=tr -Dfile.encoding=US-ASCII",
    "-Duser.language=hi -Duser.country=IN -Dfile.encoding=UTF-16"])
def test_names_are_the_same_in_every_language_and_encoding(options):
    other = Kernel(env={**os.environ, "JAVA_TOOL_OPTIONS": options})
    try:
        for code, message, hint in (
                ("var words = new ArrayList<String>();\nwords.sizee()", "method sizee() in ArrayList", "Did you mean size?"),
                ("class Ärger extends Exception { }\nRunnable r = () -> { throw new Ärger(); };", "Ärger", "catch (Ärger e)"),
                ("int größe = 3;\ngröß + 1", "variable größ", "Did you mean größe?"),
                ("float f = 0.1;", "lossy", "Write the number as a float"),
                ("for i in range(3):", "'(' expected", "for (int i = 0; i < 3; i++)")):
            text = told(other.run(code))
            assert message in text and hint in text
    finally:
        other.close()
