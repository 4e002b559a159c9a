package lesson4j.jupyter.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetTest {

    @Test
    void isTheNameUnderOrBeforeTheCursor() {
        assertThat(names("learn.fit", 9)).containsExactly("fit");
        assertThat(names("learn.fit", 5)).containsExactly("learn");
        assertThat(names("learn.fit", 0)).containsExactly("learn");
    }

    @Test
    void isTheMethodWhoseBracketsTheCursorIsIn() {
        String code = "outer(\"(\", inner(1), ";

        assertThat(names(code, code.length())).containsExactly("outer");
        assertThat(names("outer(inner(", 12)).containsExactly("inner", "outer");
        assertThat(names("done(); (", 9)).isEmpty();
        assertThat(names("outer(x", 7)).containsExactly("x", "outer");
    }

    private static Iterable<String> names(String code, int cursor) {
        return Target.at(code, cursor).stream().map(Target::name).toList();
    }
}
