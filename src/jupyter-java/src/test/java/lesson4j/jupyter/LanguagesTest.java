package lesson4j.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors and hints are the same in every language of the JVM, in which javac has its messages. */
class LanguagesTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "ja", "zh-CN", "ar-EG", "tr", "hi-IN"})
    void hintsAreTheSame(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));
        try (var cells = new JShellFixture("java.nio.file.*")) {
            assertThat(cells.error("var words = new ArrayList<String>();\nwords.sizee()"))
                    .contains("method sizee() in ArrayList", "Did you mean size?");
            assertThat(cells.error("class Ärger extends Exception { }\nRunnable r = () -> { throw new Ärger(); };"))
                    .contains("Ärger", "catch (Ärger e)");
            assertThat(cells.error("int größe = 3;\ngröß + 1")).contains("variable größ", "Did you mean größe?");
            assertThat(cells.error("float f = 0.1;")).contains("lossy", "Write the number as a float");
            assertThat(cells.error("for i in range(3):")).contains("'(' expected", "for (int i = 0; i < 3; i++)");
            assertThat(cells.error("JTable t = null;"))
                    .contains("cannot find class JTable", "    import javax.swing.JTable;");
            assertThat(cells.error("import java.utl.List;"))
                    .contains("package java.utl does not exist", "Did you mean java.util.List");
            assertThat(cells.error("List.of(\"a\").forEach(p -> Files.readString(Path.of(p)));"))
                    .contains("unreported exception IOException", "catch (IOException e)");
            assertThat(cells.error(
                            "class Taker { void take(Taker t) { } void take(int n) { } }\nnew Taker().take(\"x\")"))
                    .contains(
                            "no suitable method found for take(String)", "method Taker.take(Taker) is not applicable");
        }
    }
}
