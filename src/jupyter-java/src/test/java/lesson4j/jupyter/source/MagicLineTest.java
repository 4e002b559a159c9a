package lesson4j.jupyter.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MagicLineTest {

    @Test
    void countsOnlyWhereAStatementCouldBegin() {
        String code = "// first\n  %time a + b\nint c = 1;";

        MagicLine line = MagicLine.at(code, 0, code.length());

        assertThat(line).isEqualTo(new MagicLine(false, "time", "a + b", 11, 17, 22));
        assertThat(MagicLine.at(code, 22, code.length())).isNull();
    }

    @Test
    void isNotFoundInsideTextAndComments() {
        String code = "\"\"\"\n%time x\n\"\"\";\n/*\n%who\n*/\nint rest = 17\n  % 5;";

        assertThat(MagicLine.next(code, 0, code.length())).isNull();
    }

    @Test
    void isLeftOutOfTheCodeThatTheCompilerChecks() {
        assertThat(MagicLine.without("%%time\nint a = 1;\n%who\na")).isEqualTo("\nint a = 1;\n\na");
    }
}
