package lesson4j.jupyter.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lesson4j.jupyter.error.EarlyEnd;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"text\"",
                "\"a \\\" quote\"",
                "\"back\\\\\"",
                "'c'",
                "'\\''",
                "\"\"",
                "\"\"\"\n \"in\" it \\\"\"\" and\n\"\"\"",
                "/* a \" quote */",
                "// it's"
            })
    void skipsTextAndCommentsWhole(String token) {
        assertThat(JavaText.skip(token + "\nrest", 0, token.length() + 5)).isEqualTo(token.length());
    }

    @Test
    void endsAnOpenStringWithItsLine() {
        assertThat(JavaText.skip("\"open\nnext", 0, 10)).isEqualTo(5);
        assertThat(JavaText.skip("/* open\n", 0, 8)).isEqualTo(8);
        assertThat(JavaText.skip("a", 0, 1)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = '#',
            value = {
                "list.add(3); // add#;",
                "a // note;#a",
                "f(x); /* ; */ // x#;",
                "\"a;\"#\"",
                "';'#'",
                "x /* ; */#x",
                "x; \"//\"#\"",
            })
    void findsTheLastCharacterOfCode(String code, char last) {
        assertThat(JavaText.lastOfCode(code, 0, code.length())).isEqualTo(last);
    }

    @Test
    void findsNoCodeInBlanksAndComments() {
        assertThat(JavaText.lastOfCode(" // x;\n /* y; */ ", 0, 17)).isEqualTo((char) 0);
    }

    @Test
    void knowsNamesOfAllScripts() {
        assertThat(JavaText.skipName("größe2 = 1", 0, 10)).isEqualTo(6);
        assertThat(JavaText.skipName("数 + 1", 0, 5)).isEqualTo(1);
        assertThat(JavaText.skipName("𝑥 = 1", 0, 6)).isEqualTo(2);
        assertThat(JavaText.indexOfName("größe + gr + \"gr\"", "gr")).isEqualTo(8);
        assertThat(JavaText.indexOfName("// gr\n\"gr\"", "gr")).isEqualTo(-1);
        assertThat(JavaText.startsWithWord("return 3;", "return")).isTrue();
        assertThat(JavaText.startsWithWord("returned = 3;", "return")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"%s\"", "\"\"\"\n%s\n\"\"\"", "/* %s */", "// %s", "'%s'", "(%s", "\"%s"})
    void readsAMillionCharactersInNoTime(String form) {
        String code = String.format(form, "a\\\\b (\t".repeat(200_000));

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            JavaText.lastOfCode(code, 0, code.length());
            EarlyEnd.of(code, 0, code.length());
            MagicLine.next(code, 0, code.length());
        });
    }
}
