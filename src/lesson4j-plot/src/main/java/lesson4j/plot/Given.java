package lesson4j.plot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Refuses in a sentence what is missing or cannot be used, where a reader's values come in.
 *
 * <p>{@code given(table, "the table")}; {@code throw wrong("Expected a digit but found %d. Pass one.", digit);}
 */
public final class Given {
    private Given() {}

    /** Returns what a caller gave, or refuses nothing at all with a word about what belongs there. */
    public static <T> T given(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "Expected a value for " + what + " but found nothing. Run the cell that makes it first.");
        }
        return value;
    }

    /** Returns a list of which every item is there. */
    public static <T> List<T> each(@Nullable List<? extends @Nullable T> values, String what) {
        List<? extends @Nullable T> all = given(values, what);
        for (int i = 0; i < all.size(); i++) {
            given(all.get(i), "number " + (i + 1) + " of " + what);
        }
        @SuppressWarnings({"unchecked", "NullAway"}) // none is null, as was seen
        List<T> complete = (List<T>) all;
        return complete;
    }

    /** Returns an array's items as a list, of which every one is there. */
    public static <T> List<T> each(T @Nullable [] values, String what) {
        return each(Arrays.asList(given(values, what)), what);
    }

    /**
     * Returns an array whose numbers can be read.
     *
     * @throws IllegalStateException when its memory was given back, which would end the whole JVM when it is read
     */
    public static INDArray numbers(@Nullable INDArray array, String what) {
        INDArray numbers = given(array, what);
        if (numbers.wasClosed()) {
            throw new IllegalStateException("The memory of " + what + " was closed. Make the array again.");
        }
        if (numbers.dataType() == DataType.UTF8) {
            throw new IllegalArgumentException(
                    "Expected numbers in " + what + " but found texts. Make the array of numbers.");
        }
        return numbers;
    }

    /** Returns a sentence with its numbers written the same way on every machine: {@code 12,396}. */
    public static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Returns what to throw for an argument that cannot be used. */
    public static IllegalArgumentException wrong(String format, Object... values) {
        return new IllegalArgumentException(text(format, values));
    }

    /** Returns what to throw when the outside world fails. */
    public static UncheckedIOException failed(IOException cause, String format, Object... values) {
        return new UncheckedIOException(text(format, values), cause);
    }

    /** Returns what went wrong, in the words of the exception or, where it has none, by its name. */
    public static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
