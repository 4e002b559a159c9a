package lesson4j.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compile errors a learner can act on: the compiler's own names, the cell's line, what to do. */
class CompileErrorsTest {
    private static final JShellFixture CELLS =
            new JShellFixture("java.util.function.*", "java.util.stream.*", "java.nio.file.*");

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesAreTheCompilersOwn(String code, String message, String hint) {
        assertThat(CELLS.error(code))
                .contains(message, hint)
                .doesNotContain("$JShell$", ".JShell.", "REPL", "org.checker");
    }

    static Stream<Arguments> names() {
        return Stream.of(
                arguments(
                        "var xs = new ArrayList<String>();\nxs.sizee()",
                        "cannot find method sizee() in ArrayList",
                        "Did you mean size?"),
                arguments("int[] marks = {1};\nmarks.lenght", "cannot find variable lenght in Array", ""),
                arguments(
                        "\"abc\".length",
                        "cannot find variable length in String",
                        "length is a method: write it with brackets, .length()"),
                arguments(
                        "Map<String, List<Integer>> m = null;\nm.putt(1)",
                        "cannot find method putt(int) in Map",
                        "Did you mean put?"),
                arguments(
                        "class Katze { int höhe; void miauen() { } }\nnew Katze().hohe",
                        "cannot find variable hohe in Katze",
                        "Did you mean höhe?"),
                arguments(
                        "class Katze { int höhe; }\nnew Katze().höhe()",
                        "cannot find method höhe() in Katze",
                        "höhe is no method: write it without"),
                arguments("class 名前 { int 長さ; }\nnew 名前().長", "cannot find variable 長 in 名前", ""),
                arguments(
                        "class Ärger extends Exception { }\nRunnable r = () -> { throw new Ärger(); };",
                        "unreported exception Ärger",
                        "try { … } catch (Ärger e) { throw new RuntimeException(e); }"),
                arguments(
                        "class Outer { static class Inner { int one; } }\nnew Outer.Inner().oen",
                        "cannot find variable oen in Outer.Inner",
                        "Did you mean one?"),
                arguments("List.of(1).map(x -> x)", "cannot find method map((x)->x) in List", ""),
                arguments(
                        "new ArrayList<>(List.of(1)).fooo(new int[0], null, \"a\")",
                        "cannot find method fooo(int[],",
                        ""),
                arguments(
                        "long big = 3;\nint small() { return big; }",
                        "possible lossy conversion from long to int",
                        "put the type in brackets"),
                arguments("JTable t = null;", "cannot find class JTable", "    import javax.swing.JTable;"),
                arguments(
                        "var greeting = \"hello\";\ngreeting.lenght()",
                        "cannot find method lenght() in String",
                        "Did you mean length?"),
                arguments("größe1 = 3", "cannot find variable größe1", "var größe1 = …;"),
                arguments("int größe = 1;\ngröß + 1", "cannot find variable größ", "Did you mean größe?"),
                arguments("import java.utl.List;", "package java.utl does not exist", "Did you mean java.util.List"),
                arguments(
                        "enum Own { ALPHA, BETA }\nOwn.ALPAH",
                        "cannot find variable ALPAH in Own",
                        "Did you mean ALPHA?"),
                arguments("enum E2 { A }\nE2.C", "cannot find variable C in E2", ""),
                arguments(
                        "float f = 0.1;",
                        "possible lossy conversion from double to float",
                        "Write the number as a float"),
                arguments(
                        "List.of(\"a\").forEach(p -> Files.readString(Path.of(p)));",
                        "unreported exception IOException",
                        "    try { … } catch (IOException e) { throw new RuntimeException(e); }"),
                arguments(
                        "class Taker { void take(Taker t) { } void take(int n) { } }\nnew Taker().take(\"x\")",
                        "no suitable method found for take(String)",
                        "method Taker.take(Taker) is not applicable"),
                arguments("class Dog { void bark() { } }\nnew Dog().brak()", "cannot find method brak() in Dog", ""),
                arguments("LongAdder3 x = null;", "LongAdder3", "Did you mean java.util.concurrent.atomic.LongAdder?"),
                arguments(
                        "var rows = new JTable(3, 3);",
                        "JTable is not imported. Add:\n",
                        "    import javax.swing.JTable;"),
                arguments(
                        "Document page = null;",
                        "Document is not imported. Add one of:\n    import javax.swing.text.Document;\n",
                        "    import org.w3c.dom.Document;"),
                arguments("print(\"hi\")", "", "Java prints with System.out.println(\"hi\");"),
                arguments("fresh = 5", "", "A new variable begins with its type, or with var: var fresh = …;"),
                arguments("boolean b = True;", "", "Java writes true, with a small letter."),
                arguments("Object o = None;", "", "Java writes null for a variable that holds nothing."));
    }

    @ParameterizedTest
    @MethodSource("lookalikes")
    void aCharacterThatOnlyLooksLikeJavasIsNamed(String code, String hint) {
        assertThat(CELLS.error(code)).contains(hint);
    }

    static Stream<Arguments> lookalikes() {
        return Stream.of(
                arguments("int\u00a0x = 3;", "a blank, or a character without width, that Java does not take"),
                arguments("\ufeffint x = 3;", "a blank, or a character without width, that Java does not take"),
                arguments("String s = “text”;", "only looks like Java's \" : type it anew"),
                arguments("char c = ‘a’;", "only looks like Java's ' : type it anew"),
                arguments("int x = 3 – 1;", "only looks like Java's - : type it anew"),
                arguments("int x = 3 × 2;", "only looks like Java's * : type it anew"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo.;",
                "new ;",
                "int x = a.;",
                ".x",
                "import ;",
                "class { }",
                "new Object() { void f() { . } };"
            })
    void noErrorIsAboutNothing(String code) {
        assertThat(CELLS.error(code))
                .doesNotContainPattern("(?m)cannot find\\s*$|cannot find (method|variable|class)\\s*$|cannot find ,")
                .doesNotContain("<error>");
    }

    @Test
    void aTextThatIsTooLongForTheCompilerIsAnErrorAboutSomething() {
        String text = CELLS.error("var big = \"\"\"\n" + ("t".repeat(99) + "\n").repeat(700) + "\"\"\";");

        assertThat(text).doesNotContain("cannot find", "<error>");
    }

    @Test
    void theSpanIsMarkedOnTheCellsLine() {
        String text = CELLS.error("// a comment\nint good = 1;\n\nint bad = \"three\";");

        assertThat(text)
                .startsWith("CompileError: incompatible types: String cannot be converted to int")
                .contains(marked(4, "int bad = \"three\";", 10, 7));
        assertThat(CELLS.run("good")).isEqualTo(1);
    }

    @Test
    void severalErrorsAreToldAtOnce() {
        String text = CELLS.error("int many() {\n  int x = \"s\";\n  String t = 5;\n  return x;\n}");

        assertThat(text)
                .startsWith("CompileError: incompatible types: String cannot be converted to int (and 1 more error)")
                .contains(marked(2, "  int x = \"s\";", 10, 3), marked(3, "  String t = 5;", 13, 1));
    }

    @Test
    void anUnknownClassInADeclarationIsAnErrorOfThatCell() {
        assertThat(CELLS.error("JTable wide(JTable t) { return t; }"))
                .contains(marked(1, "JTable wide(JTable t) { return t; }", 0, 6), "import javax.swing.JTable;");
    }

    @Test
    void aReturnAtTheTopIsExplained() {
        assertThat(CELLS.error("int answer = 42;\nreturn answer;"))
                .contains(
                        "return outside a method: a cell has no caller to return to",
                        marked(2, "return answer;", 0, 6));
    }

    @Test
    void aCellThatEndsTooEarlyShowsTheOpenBracket() {
        assertThat(CELLS.error("var text = \"(\";\nMath.max(\n  3,"))
                .contains("the cell ends before this \"(\" is closed", marked(2, "Math.max(", 8, 1));
    }

    @Test
    void aMethodThatTheCellDefinesBelowItsUseIsToMove() {
        assertThat(CELLS.error("int thrice = tripled(2);\nint tripled(int n) { return 3 * n; }"))
                .contains("tripled is defined further down: move that above this line.");
    }

    @Test
    void aMethodThatNoCellDefinesIsToldSo() {
        CELLS.run("String check1(int n) { return \"✓\"; }");

        assertThat(CELLS.error("check2(3)"))
                .contains("cannot find method check2(int)")
                .doesNotContain("Did you mean");
        assertThat(CELLS.error("fitModel(3)"))
                .contains("No cell that has run defines fitModel. Run the cell that does");
        assertThat(CELLS.error("chekc1(3)")).contains("Did you mean check1?");
    }

    @Test
    void aCompactConstructorIsAccepted() {
        CELLS.run(
                "record Positive(int x) {\n  Positive { if (x < 0) throw new IllegalArgumentException(\"neg\"); }\n}");

        assertThat(CELLS.run("new Positive(3).x()")).isEqualTo(3);
        assertThat(CELLS.error("new Positive(-3)")).startsWith("IllegalArgumentException: neg");
    }

    private static String marked(int line, String source, int at, int width) {
        String head = "→ " + line + "  ";
        return head + source + "\n" + " ".repeat(head.length() + at) + "^".repeat(width);
    }
}
