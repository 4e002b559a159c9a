package lesson4j.jupyter.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThrownTest {
    private static final class Bad extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no");
        }

        @Override
        public synchronized Throwable getCause() {
            return new Bad();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return new StackTraceElement[3];
        }
    }

    @Test
    void asksWithCare() {
        var bad = new Bad();

        assertThat(Thrown.message(bad)).isEqualTo("(its getMessage() fails)");
        assertThat(Thrown.frames(bad)).isEmpty();
        assertThat(Thrown.chain(bad)).hasSize(20);
        assertThat(Thrown.name(bad)).isEqualTo("Bad");
    }

    @Test
    void tellsEachOfACycleOnce() {
        var one = new RuntimeException("one");
        var two = new RuntimeException("two", one);
        one.initCause(two);

        assertThat(Thrown.chain(one)).containsExactly(one, two);
        assertThat(ErrorText.of(one)).hasSize(2);
    }

    @Test
    void keepsNamesAndTextInPlainExceptions() {
        Throwable plain = Thrown.plain(new IllegalStateException("outer", new Error("inner")));

        assertThat(Thrown.name(plain)).isEqualTo("IllegalStateException");
        assertThat(plain).hasMessage("outer").cause().hasMessage("inner");
        assertThat(plain.getStackTrace()).isNotEmpty();
    }

    @Test
    void shortensAMessageThatNobodyReads() {
        assertThat(Thrown.message(new Error("x".repeat(1_000_000))))
                .hasSizeLessThan(11_000)
                .endsWith("(990000 characters more)");
    }
}
