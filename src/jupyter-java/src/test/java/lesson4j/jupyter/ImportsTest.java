package lesson4j.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lesson4j.jupyter.error.CodeProblem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports that stand one below the other are as if each were a cell. */
class ImportsTest {
    private static final JShellFixture CELLS = new JShellFixture();

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    void severalAreThereAtOnce() {
        String code = """
                import java.util.zip.CRC32;
                // of text
                import java.text.*; import static java.lang.Math.hypot;

                new CRC32().getValue() + new DecimalFormat("0").format(2) + hypot(3, 4)""";

        assertThat(CELLS.run(code)).isEqualTo("025.0");
        assertThat(CELLS.run(code)).as("the same once more").isEqualTo("025.0");
    }

    @Test
    void oneThatIsWrongLeavesNoneAndIsTheOneThatIsTold() {
        String code = "import java.util.jar.JarFile;\nimport java.util.jar.JarFil;\nimport java.util.jar.Manifest;";

        assertThat(CELLS.error(code)).contains("cannot find class JarFil", "→ 2  import java.util.jar.JarFil;");
        assertThatThrownBy(() -> CELLS.run("Manifest.class")).isInstanceOf(CodeProblem.class);
    }

    @Test
    void theLaterOfTwoWithOneNameCounts() {
        CELLS.run("import java.util.Timer;\nimport java.util.Date;");
        CELLS.run("import java.sql.Date;\nimport java.sql.Time;");

        assertThat(CELLS.run("Date.class")).isEqualTo(java.sql.Date.class);

        CELLS.run("import java.sql.Date;\nimport java.util.Date;");

        assertThat(CELLS.run("List.of(Date.class, Time.class)"))
                .isEqualTo(List.of(java.util.Date.class, java.sql.Time.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import java.nowhere.*;",
                "import java.nowhere.Thing;",
                "import static java.lang.Math.nothing;",
                "import static java.util.Nothing.*;",
                "import java.util.List.Nothing;",
                "import java.util;",
                "import String;"
            })
    void eachWrongOneIsToldAsIfItWereAlone(String wrong) {
        String told = CELLS.error(wrong).lines().findFirst().orElseThrow();

        assertThat(CELLS.error("import java.util.BitSet;\n" + wrong + "\nimport java.util.UUID;"))
                .contains(told);
        assertThat(CELLS.run("1 + 1")).isEqualTo(2);
    }
}
