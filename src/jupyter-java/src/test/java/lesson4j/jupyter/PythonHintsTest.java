package lesson4j.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hints for readers who come from Python, and silence where the error is a slip in Java. */
class PythonHintsTest {
    private static final JShellFixture CELLS =
            new JShellFixture("java.util.function.*", "java.util.stream.*", "java.nio.file.*");

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @ParameterizedTest
    @MethodSource("python")
    void whatPythonWritesGetsOneHintWithTheJavaForIt(String code, String java) {
        assertThat(CELLS.error(code).lines().skip(1).filter(line -> line.contains(java)))
                .hasSize(1);
    }

    static Stream<Arguments> python() {
        return Stream.of(
                arguments("for i in range(3):\n    print(i)", "for (int i = 0; i < 3; i++) { … }"),
                arguments("for k in range(2, n, 5): print(k)", "for (int k = 2; k < n; k += 5) { … }"),
                arguments("for i in range(10, 0, -1):\n  pass", "for (int i = 10; i > 0; i -= 1) { … }"),
                arguments("for größe in range(len(xs)):", "for (int größe = 0; größe < xs.size(); größe++) { … }"),
                arguments("for name in names:", "for (var name : names) { … }"),
                arguments("for a, b in zip(x, y):", "for (var x : zip(x, y)) { … }"),
                arguments("def f(x, lr=0.1):\n    return x + 1", "double f(double x, double lr) { return …; }"),
                arguments("class A(B):\n    pass", "class A extends B { … }"),
                arguments("xs = [1,2,3]", "List.of(1, 2, 3)"),
                arguments("var xs = ['a', True];", "List.of(\"a\", true)"),
                arguments("ys = [2 * x for x in xs]", "xs.stream().map(x -> …).toList()"),
                arguments("d = {'a': 1}", "Map.of(\"a\", 1)"),
                arguments("int x = 3;\nx**2", "Math.pow(x, 2)"),
                arguments("var s = 'text';", "Text stands in double quotes: \"text\"."),
                arguments("var s = '';", "Text stands in double quotes: \"\"."),
                arguments("var word = \"abc\"; len(word)", "text.length(), list.size(), array.length"),
                arguments("if x:\n    x = 2", "if (x) { … }"),
                arguments("if x > 2 and not y: x = 3", "if (x > 2 && !y) { … }"),
                arguments("if (x > 2):\n    x = 3", "if (x > 2) { … }"),
                arguments("if (a) == (b):", "if ((a) == (b)) { … }"),
                arguments("while True:\n    x = 1", "while (true) { … }"),
                arguments("if name == 'a':", "if (name == \"a\") { … }"),
                arguments("if (1 > 2) { } elif (2 > 3) { }", "} else if (…) { … }"),
                arguments("if (1 > 2) { }\nelse:\n  pass", "else { … }"),
                arguments("boolean b = 1 > 2 and 3 > 2;", "&& for and, || for or, ! for not"),
                arguments("1 > 2 or 3 > 2", "&& for and, || for or, ! for not"),
                arguments("boolean b = not done;", "!done for not done"),
                arguments("var g = lambda x: x + 1", "x -> x + 1"),
                arguments("var g = lambda a, b: a * b", "(a, b) -> a * b"),
                arguments("xs.sort(key=lambda x: f(x))", "x -> f(x)"),
                arguments("f\"x is {x}\"", "\"x is \" + x"),
                arguments("var u = f\"{a}{b} of {c + 1}\";", "\"\" + a + b + \" of \" + c + 1"),
                arguments("print(f\"loss {loss:.2f}\")", "System.out.println(String.format(\"loss %.2f\", loss));"),
                arguments("print('hi')", "System.out.println(\"hi\");"),
                arguments("print \"hi\"", "System.out.println(\"hi\");"),
                arguments("word[1:3]", "text.substring(1, 3)"),
                arguments("word[:-1]", "text.substring(1, 3)"),
                arguments("# comment", "A comment begins with // in Java."),
                arguments("int y = 3;  # three", "A comment begins with // in Java."),
                arguments("x is None", "x == null"),
                arguments("x is not None", "x != null"),
                arguments("x in xs", "xs.contains(x)"),
                arguments("var y = 1 if x > 2 else 3", "x > 2 ? 1 : 3"),
                arguments("try:\n    x = 1\nexcept:\n    pass", "try { … } catch (Exception e) { … }"),
                arguments("raise ValueError(\"a\")", "throw new IllegalArgumentException"),
                arguments("with open(\"a\") as f:\n    pass", "try (var file = …) { … }"),
                arguments("a, b = 1, 2", "var a = 1; var b = 2;"),
                arguments("int(3.5)", "(int) x"),
                arguments("del x", "x = null;"),
                arguments("List<Integer> li = List.of(1, 2); li[0]", "li.get(0)"),
                arguments("List.of(1, 2)[-1]", "List.of(1, 2).get(List.of(1, 2).size() - 1)"),
                arguments("\"abc\"[0]", "\"abc\".charAt(0)"),
                arguments("\"a\" * 3", "text.repeat(3)"),
                arguments("\"\"\"doc\"\"\"", "begins on the line after its three quotes"),
                arguments("sqrt(2.0)", "Math.sqrt(…)"),
                arguments("print(\"hi\".substring(1) + \")\")", "System.out.println(\"hi\".substring(1) + \")\");"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int a = 3 +;",
                "int n = 3\nint m = ;",
                "for (int i = 0; i < 3; i++ { }",
                "for (var x : List.of(1) { }",
                "while (true { }",
                "if (1 > 2 { }",
                "if (1 > 2) ) { }",
                "int[] xs = {1, 2, 3;",
                "int[] xs = [;",
                "String s = \"open;",
                "char c = 'a;",
                "class A { int x }",
                "class A { void f( { } }",
                "void f(int x { }",
                "int x = (3;",
                "var y = true ? 1 : ;",
                "foo(;",
                "1 +* 2",
                "switch (1) { case 1: int = 3; }",
                "try { int = 3; } catch (Exception e) { }",
                "Map<String, List<Integer> m = null;",
                "Runnable r = () -> { int = 3; };",
                "IntUnaryOperator f = x - > x;",
                "label: for (;;) { break label }",
                "int x = y ? a : ;",
                "int and = ;",
                "int in = ;",
                "boolean is = ;",
                "String from = ;",
                "var lambda = 1 +;",
                "String def = \"a\" \"b\";",
                "var not = 3 +;",
                "int or = 1; or = ;",
                "List<String> print = new ArrayList<>(;",
                "System.out.print(\"a\" + );",
                "System.out.println(\"if x: y\" + );",
                "int x = 3 +; // for i in range(3):",
                "var t = \"x**2\" +;",
                "/* def f(x): */ int = 3;",
                "int x = 1; if (x > 2) x = ; else x = 3;",
                "x = x > 1 ? : 2;",
                "enum E { A, B C }",
                "record R(int a b) { }",
                "for (var e : m.entrySet()) { int = e; }",
                "@Override void f( { }",
                "do { } while (true",
                "int x = 08;",
                "return return;"
            })
    void aSlipInJavaGetsNoHintAboutPython(String code) {
        assertThat(CELLS.error(code).lines().skip(1))
                .noneMatch(line -> line.matches(
                        "(Java |Java's|A comment|A method of Java|Python's|Text stands|A new variable).*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import numpy",
                "import numpy as np",
                "import os, sys",
                "from x import y",
                "from fastai.vision.all import *"
            })
    void anImportOfPythonIsToldApart(String code) {
        assertThat(CELLS.error(code)).contains("Python's libraries are not here. ", "import java.util.List;");
    }
}
