package lesson4j.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Shift-Tab shows, and how values are told in one line. */
class HelpTest {
    private static final JShellFixture CELLS = new JShellFixture();

    @BeforeAll
    static void define() {
        CELLS.run("String words = \"a\";");
    }

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    void variablesShowTypeAndValue() {
        CELLS.run("String title = \"a <b>\"; List<Integer> all = List.of(1, 2);");

        assertThat(CELLS.help("title|")).startsWith("String title = \"a <b>\"");
        assertThat(CELLS.help("title|", false))
                .hasValueSatisfying(shown ->
                        assertThat((String) shown.getData(MIMEType.TEXT_HTML)).contains("&lt;b&gt;"));
        assertThat(CELLS.brief("all")).startsWith("List<Integer> ").contains("[1, 2]");
    }

    @Test
    void libraryMethodsAndClassesAreFound() {
        assertThat(CELLS.help("Math.max(1, |")).contains("int Math.max(int ");
        assertThat(CELLS.help("Math.ma|x")).contains("int Math.max(int ");
        assertThat(CELLS.help("ArrayList|")).startsWith("ArrayList<E>");
        assertThat(CELLS.help("noSuchName|")).isEmpty();
        assertThat(CELLS.help("|")).isEmpty();
    }

    @Test
    void localNamesOfAnUnfinishedCellAreKnown() {
        assertThat(CELLS.help("int n = 3;\nvar local = new ArrayList<Integer>(n);\nlocal.add(|"))
                .contains("ArrayList");
    }

    @Test
    void cellsOwnMethodsShowTheirCommentAndSource() {
        CELLS.run("int other = 1;\n\n/**\n * Adds three.\n *\n * @param n what to add to\n */\n"
                + "int plusThree(int n) {\n  return n + 3;\n}");

        assertThat(CELLS.help("plusThree(|"))
                .isEqualTo("int plusThree(int n)\n  Adds three.\n  n – what to add to\n\nDefined in cell "
                        + CELLS.cell() + ".");
        assertThat(CELLS.help("plusThree|", true))
                .hasValueSatisfying(shown -> assertThat((String) shown.getData(MIMEType.TEXT_PLAIN))
                        .contains("/**\n * Adds three.")
                        .endsWith("int plusThree(int n) {\n  return n + 3;\n}"));
    }

    @Test
    void namesAreThoseOfAnyLanguage() {
        CELLS.run(
                "int größe = 3; int Zähler = 4; class Größe { int müller(int höhe) { return 1; } } int 数 = 5; int 𝒳 = 6;");

        assertThat(CELLS.help("1 + größe|")).isEqualTo("int größe = 3");
        assertThat(CELLS.help("Zähler|")).isEqualTo("int Zähler = 4");
        assertThat(CELLS.help("数|")).isEqualTo("int 数 = 5");
        assertThat(CELLS.help("1 + 𝒳|")).isEqualTo("int 𝒳 = 6");
        assertThat(CELLS.help("new Größe().müller(|")).contains("müller(int höhe)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// Math.abs|",
                "/* Math.abs|( */",
                "/** {@link Math#abs|} */",
                "int a = 1; // words| are many",
                "Math.abs(/* words| */ 1)",
                "\"Math.abs| of\"",
                "\"words|\"",
                "'M|'",
                "\"\"\"\nMath.abs|",
                "\"words|",
                "var s = \"a \" + \"words|\";"
            })
    void whatACommentOrATextSaysIsNoName(String code) {
        assertThat(CELLS.help(code)).isEmpty();
    }

    @Test
    void theMethodThatTakesATextIsShownInsideTheText() {
        assertThat(CELLS.help("Integer.parseInt(\"words |1\")")).startsWith("int Integer.parseInt(String ");
        assertThat(CELLS.help("Math.abs(words.length() /* no */ |")).startsWith("int Math.abs(");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { }",
                "try { while (true) Thread.sleep(1000); } catch (InterruptedException e) { return \"woken\"; }",
                "throw new IllegalStateException(\"no\");",
                "return toString();",
                "return null;",
                "return \"x\".repeat(20_000_000);",
            })
    void aValueThatDoesNotAnswerHoldsNothingUp(String body) {
        CELLS.run("class Odd { public String toString() { " + body + " } } var odd = new Odd();");
        long start = System.nanoTime();

        assertThat(CELLS.help("odd|")).startsWith("Odd odd = ");

        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
        assertThat(CELLS.run("1 + 1")).isEqualTo(2);
    }

    @Test
    void longTextsGetTheirReplies() {
        List<String> texts = List.of(
                "var s = \"" + "a".repeat(1906) + "\";",
                "var s = \"" + "\\n".repeat(4000) + "\";",
                "x".repeat(20_000),
                "\"\"\"\n" + "a\n".repeat(3000) + "\"\"\"",
                "/*" + "*".repeat(20_000),
                "?".repeat(2_000),
                "größe".repeat(2_000) + "?",
                "😀".repeat(500));

        assertThat(texts).allSatisfy(code -> {
            CELLS.complete(code + "|");
            CELLS.help(code + "|");
        });
        assertThat(CELLS.run("1 + 1")).isEqualTo(2);
    }
}
