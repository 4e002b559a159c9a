package lesson4j.jupyter.help;

import java.util.Optional;
import java.util.concurrent.TimeoutException;
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.KernelExtension;
import lesson4j.jupyter.Rendering;
import lesson4j.jupyter.run.TimeLimit;
import lesson4j.jupyter.source.VisibleText;
import org.jspecify.annotations.Nullable;

/** A value in one short line: what an extension says of it, else the start of its text. */
public final class Brief {
    private static final int LENGTH = 70;
    private static final long MILLIS = 1_000;

    private Brief() {}

    /** Returns the line for {@code value}, whose own methods may take a second. */
    public static String of(@Nullable Object value) {
        return of(value, MILLIS);
    }

    /** Returns the line for {@code value}, whose own methods may take so many milliseconds; none are asked for 0. */
    public static String of(@Nullable Object value, long millis) {
        if (value == null || value instanceof Number) {
            return text(value);
        }
        try {
            Optional<String> known = known(value);
            if (known.isPresent()) {
                return known.get();
            }
            if (millis <= 0) {
                return "(not asked, because others did not answer)";
            }
            return TimeLimit.of(Math.min(millis, MILLIS), () -> text(value)).orElse("(its toString does not answer)");
        } catch (TimeoutException endless) {
            return "(its toString does not end)";
        }
    }

    private static Optional<String> known(Object value) {
        try {
            return Rendering.find(Extensions.all(KernelExtension::renderings), value)
                    .flatMap(rendering -> rendering.brief(value));
        } catch (Throwable failure) {
            return Optional.of(failed(failure));
        }
    }

    private static String text(@Nullable Object value) {
        try {
            if (value instanceof String text) {
                return shortened("\"" + start(text) + "\"");
            }
            String text = Extensions.first(one -> one.text(value)).orElseGet(() -> String.valueOf(value));
            return shortened(start(String.valueOf(text)));
        } catch (Throwable failure) {
            return failed(failure);
        }
    }

    private static String failed(Throwable failure) {
        return "(its toString fails with " + failure.getClass().getSimpleName() + ")";
    }

    /** A long text is not gone through to its end. */
    private static String start(String text) {
        return text.length() <= 20 * LENGTH ? text : text.substring(0, 20 * LENGTH) + "…";
    }

    private static String shortened(String text) {
        String line = VisibleText.line(text.strip().replaceAll("\\s+", " "));
        return line.length() <= LENGTH ? line : line.substring(0, cut(line)) + "…";
    }

    /** Half a character of two would be no text. */
    private static int cut(String line) {
        return Character.isHighSurrogate(line.charAt(LENGTH - 2)) ? LENGTH - 2 : LENGTH - 1;
    }
}
