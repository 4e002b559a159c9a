package lesson4j.jupyter.complete;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lesson4j.jupyter.source.Names;
import lesson4j.jupyter.source.Spot;
import lesson4j.jupyter.source.Spot.Kind;
import org.junit.jupiter.api.Test;

class SpotTest {

    @Test
    void tellsCodeFromStringsAndComments() {
        assertThat(kind("a + b")).isEqualTo(Kind.CODE);
        assertThat(kind("\"a\"")).isEqualTo(Kind.CODE);
        assertThat(kind("\"\"")).isEqualTo(Kind.CODE);
        assertThat(kind("\"a")).isEqualTo(Kind.STRING);
        assertThat(kind("\"a\\\"")).isEqualTo(Kind.STRING);
        assertThat(kind("\"a\\")).isEqualTo(Kind.STRING);
        assertThat(kind("\"a\n")).isEqualTo(Kind.CODE);
        assertThat(kind("\"\"\"\n\"a")).isEqualTo(Kind.QUOTED);
        assertThat(kind("'")).isEqualTo(Kind.QUOTED);
        assertThat(kind("// a")).isEqualTo(Kind.COMMENT);
        assertThat(kind("// a\n")).isEqualTo(Kind.CODE);
        assertThat(kind("/* a *")).isEqualTo(Kind.COMMENT);
        assertThat(kind("/* a */")).isEqualTo(Kind.CODE);
        assertThat(kind("")).isEqualTo(Kind.CODE);
    }

    @Test
    void rewritesOnlyWhatIsStillOpen() {
        assertThat(OpenHeads.rewritten("if (a.b()) c.")).isEqualTo("if (a.b()) c.");
        assertThat(OpenHeads.rewritten("if (a) { while (f(b.")).isEqualTo("if (a) { switch (f(b.");
        assertThat(OpenHeads.rewritten("for (var x : xs.")).isEqualTo("for (var x = xs.");
        assertThat(OpenHeads.rewritten("for (int i = 0; i < xs.")).isEqualTo("for (int i = 0; i < xs.");
        assertThat(OpenHeads.rewritten("if (\"while (\" + x.")).isEqualTo("switch (\"while (\" + x.");
    }

    @Test
    void knowsWhereKeywordsStand() {
        assertThat(keywords("x = ne")).containsExactly("new");
        assertThat(keywords("retu")).containsExactly("return");
        assertThat(keywords("x.ne")).isEmpty();
        assertThat(keywords("größe ins")).containsExactly("instanceof");
        assertThat(keywords("")).isEmpty();
    }

    @Test
    void namesAreUnicode() {
        assertThat(Names.withoutPackages("method java.util.List.of(übung.Größe) is not applicable"))
                .isEqualTo("method List.of(Größe) is not applicable");
        assertThat(Names.startOfName("a.größe", 7)).isEqualTo(2);
        assertThat(Names.startOfName("3", 1)).isEqualTo(1);
    }

    private static Kind kind(String code) {
        return Spot.at(code, code.length()).kind();
    }

    private static List<String> keywords(String code) {
        int start = Names.startOfName(code, code.length());
        return Keywords.at(code, start, code.substring(start));
    }
}
