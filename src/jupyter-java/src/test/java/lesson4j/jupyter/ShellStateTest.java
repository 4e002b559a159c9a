package lesson4j.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import lesson4j.jupyter.error.CodeFailure;
import lesson4j.jupyter.error.CodeProblem;
import lesson4j.jupyter.source.Inside;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SnippetOrigins in a JShell of their own, in a JVM that cannot redefine classes: values are handed on. */
class ShellStateTest {
    private static final JShellFixture CELLS = new JShellFixture();

    /** Whether all names are still as {@link #define} makes them, which takes a second. */
    private static boolean asDefined;

    @BeforeEach
    void define() throws Exception {
        if (!asDefined) {
            run("int n = 7; String text = \"t\" + n; var list = new ArrayList<>(List.of(n));");
            run("int twice(int k) { return 2 * k; } record Pair(int a, int b) { } var pair = new Pair(n, 2);");
        }
        asDefined = false;
    }

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int n = Integer.parseInt(\"x\");",
                "String n = \"\" + Integer.parseInt(\"x\");",
                "int n = \"three\";",
                "import java.nowhere.ArrayList;",
                "class Pair { Missing m; }",
                "int twice(int k) { return \"\"; }",
                "var pair = new Pair(1, 1 / 0);",
                "record Pair(int a) { int c; }",
                "n = 8; int k = ;",
                "class Pair { Missing m; } int after = 1 / 0;",
            })
    void aCellThatFailsLeavesAllNamesAsTheyWere(String code) throws Exception {
        assertThatThrownBy(() -> run(code)).isInstanceOf(RuntimeException.class);

        assertThat(run("List.of(n, text, list, twice(n), pair.a())")).isEqualTo(List.of(7, "t7", List.of(7), 14, 7));
        asDefined = true;
    }

    @Test
    void aValueWithoutANameIsHeldByNobodyAndSlowsNoLaterCell() throws Exception {
        var shown = new WeakReference<>(run("new int[1_000_000]"));
        assertThat(run("1 + 1")).isEqualTo(2);
        assertThat(run("int $price = 5; $price + 1")).isEqualTo(6);

        assertThat(CELLS.variables()).contains("n", "$price").doesNotContain("$1", "$2");
        System.gc();
        assertThat(shown.get()).isNull();
    }

    @Test
    void codeWithoutANameIsNotKeptForTheCompiler() throws Exception {
        Object manager = Inside.part(Inside.part(Inside.part(CELLS, "shell"), "taskFactory"), "fileManager");
        var files = (Map<?, ?>) Inside.part(manager, "classObjects");
        run("int named = 1; class Named { int next() { return named; } }");
        int before = files.size();

        run(
                "1 + named; for (int i = 0; i < 2; i++) { Runnable r = () -> { }; r.run(); } named = 5; new Object() { int q; }");

        assertThat(files).hasSize(before);
        assertThat(run("new Named().next()")).isEqualTo(5);
        run("class More { }");
        assertThat(files).hasSize(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int n = 8;", "String n = \"x\";", "double n = 1; int m = 2;", "long n;"})
    void valuesStayWhenAnotherVariableIsDefinedAnew(String code) throws Exception {
        run(code);

        assertThat(run("List.of(text, list, pair.a())")).isEqualTo(List.of("t7", List.of(7), 7));
    }

    @Test
    void aVariableWhoseFirstLineNoLongerCompilesKeepsItsValue() throws Exception {
        run("var next = n + 1;");

        run("boolean n = true;");

        assertThat(run("next")).isEqualTo(8);
    }

    @Test
    void failuresInARowNeverBringBackAnOldValue() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> run("String n = \"\" + 1 / 0;")).isInstanceOf(CodeFailure.class);
            run("n = " + i + ";");
            assertThatThrownBy(() -> run("double n = 1 / 0;")).isInstanceOf(CodeFailure.class);
            assertThat(run("n")).isEqualTo(i);
            run("list.add(" + i + ");");
        }

        run("String n = \"x\";");

        assertThat(run("list")).isEqualTo(List.of(7, 0, 1, 2, 3, 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int k = ;",
                "int 3x = 4;",
                "'abc'",
                "for (int i = 0; i < ) { }",
                "String s = \"open;",
                "1 +* 2",
                "class { }",
                "}",
                "foo(;",
                "return return;",
                "int # = 3;",
                "void f( { }",
                "@",
            })
    void aSyntaxErrorAnywhereRunsNothing(String broken) throws Exception {
        assertThatThrownBy(() -> run("n = 1;\ntext = \"gone\";\n" + broken)).isInstanceOf(CodeProblem.class);

        assertThat(run("n + text")).isEqualTo("7t7");
        asDefined = true;
    }

    private Object run(String code) {
        return CELLS.run(code);
    }
}
