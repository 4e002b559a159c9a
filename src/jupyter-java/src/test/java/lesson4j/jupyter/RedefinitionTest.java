package lesson4j.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a cell tells when it defines something anew, and errors that pass lines of several cells. */
class RedefinitionTest {
    private static final JShellFixture CELLS = new JShellFixture("java.util.function.*");

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    void redefiningAClassSaysWhichVariablesAreGone() {
        CELLS.run("record Point(int x) { }\nvar corner = new Point(3);\nFunction<Point, Integer> xOf = p -> p.x();");
        int cell = CELLS.cell();
        CELLS.run("record Point(int x) { }");
        assertThat(CELLS.notices()).isEmpty();

        CELLS.run("record Point(int x, int y) { }");

        assertThat(CELLS.notices())
                .containsExactly(
                        "Defining Point anew removed corner and reset xOf. To have them again, run cell " + cell + ".");
    }

    @Test
    void aCellThatDefinesTheVariablesAgainIsSilent() {
        CELLS.run("record Size(int w) { }\nvar size = new Size(3);");

        assertThat(CELLS.run("record Size(int w, int h) { }\nvar size = new Size(3, 4);\nsize.h()"))
                .isEqualTo(4);
        assertThat(CELLS.notices()).isEmpty();
    }

    @Test
    void javasOwnReasonIsToldWhenADefinitionBreaksAnother() {
        CELLS.run("int counter = 0; int inc() { return ++counter; }");

        CELLS.run("String counter = \"x\";");
        assertThat(CELLS.notices())
                .containsExactly("Defining counter anew breaks inc: bad operand type String for unary operator '++'.");

        assertThat(CELLS.error("inc()"))
                .contains("inc cannot run: bad operand type String for unary operator '++'. It was broken by counter");
        CELLS.run("int counter = 41;");
        assertThat(CELLS.run("inc()")).isEqualTo(42);
    }

    @Test
    void aMethodThatLacksSomethingSaysSoAtOnceAndWhenCalled() {
        CELLS.run("int unready() {\n  return missing() + 1;\n}");
        assertThat(CELLS.notices())
                .singleElement()
                .asString()
                .startsWith("unready is kept, but cannot run until method missing() exists.");

        assertThat(CELLS.error("unready()"))
                .startsWith("UnresolvedReference: unready cannot run: it uses method missing(), which does not exist. "
                        + "Define it, then run this cell again.")
                .doesNotContain("jdk.jshell", "MethodSnippet");

        CELLS.run("int missing() { return 41; }");
        assertThat(CELLS.run("unready()")).isEqualTo(42);
    }

    @Test
    void namesOfTheSameCellMayComeLater() {
        assertThat(CELLS.run("class Early { Late late; }\nclass Late { }\nnew Early().late == null"))
                .isEqualTo(true);
        assertThat(CELLS.notices()).isEmpty();
    }

    @Test
    void aFailureShowsMessageCausesAndTheLinesOfAllCellsInItsWay() {
        CELLS.run("void outer(int n) {\n  try {\n    inner(n);\n  } catch (RuntimeException e) {\n"
                + "    throw new IllegalStateException(\"cannot go on\", e);\n  }\n}\n\n"
                + "int inner(int n) {\n  return n / 0;\n}");
        int cell = CELLS.cell();

        assertThat(CELLS.error("// now\nouter(3);"))
                .startsWith("IllegalStateException: cannot go on\ncaused by ArithmeticException: / by zero\n")
                .contains(
                        "in cell " + cell + ":",
                        "→ 5      throw new IllegalStateException(\"cannot go on\", e);",
                        "→ 10    return n / 0;",
                        "→ 2  outer(3);")
                .doesNotContain("REPL", "jdk.jshell", "lesson4j.jupyter");
    }

    @Test
    void framesOfLibrariesAreFoldedIntoOneLine() {
        assertThat(CELLS.error("new ArrayList<Integer>().get(3)").lines())
                .hasSize(4)
                .startsWith("IndexOutOfBoundsException: Index 3 out of bounds for length 0")
                .contains("→ 1  new ArrayList<Integer>().get(3)");
    }

    @Test
    void aLambdaOfAnEarlierCellIsFound() {
        CELLS.run("IntUnaryOperator third = n ->\n    n / (n - 3);");
        int cell = CELLS.cell();

        assertThat(CELLS.error("third.applyAsInt(3)"))
                .contains(
                        "in cell " + cell + ":\n  1  IntUnaryOperator third = n ->\n→ 2      n / (n - 3);",
                        "→ 1  third.applyAsInt(3)");
    }

    @Test
    void aLinesNumberIsTheCellsOwn() {
        assertThat(CELLS.run("\n\n\nnew Error().getStackTrace()[0].getLineNumber()"))
                .isEqualTo(4);
    }
}
