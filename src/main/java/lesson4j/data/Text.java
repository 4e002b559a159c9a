package lesson4j.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import lesson4j.plot.Given;
import org.jspecify.annotations.Nullable;

/** Sentences with numbers written the same way on every machine, 12,396, and the exceptions that carry them. */
final class Text {
    private Text() {}

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Returns what to throw for an argument that cannot be used. */
    static IllegalArgumentException wrong(String format, Object... values) {
        return new IllegalArgumentException(text(format, values));
    }

    /** Returns what to throw when the outside world fails. */
    static UncheckedIOException failed(IOException cause, String format, Object... values) {
        return new UncheckedIOException(text(format, values), cause);
    }

    /** Returns what a caller gave, or refuses nothing at all with a word about what belongs there. */
    static <T> T given(@Nullable T value, String what) {
        return Given.given(value, what);
    }

    /** What went wrong, in the words of the exception or, where it has none, by its name. */
    static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
