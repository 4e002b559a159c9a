package lesson4j.jupyter;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/**
 * Says how values of one type are shown: {@code Rendering.of(Money.class, m -> new DisplayData(m.text()))}.
 *
 * @param type the class or interface of the values
 * @param form the value in each form, of which plain text is one
 * @param line the value in one short line, for lists of variables; asked without a limit of time
 */
public record Rendering<T>(Class<T> type, Function<T, DisplayData> form, Optional<Function<T, String>> line) {
    /** Returns a rendering of {@code type}, whose short line is the start of a value's text. */
    public static <T> Rendering<T> of(Class<T> type, Function<T, DisplayData> form) {
        return new Rendering<>(type, form, Optional.empty());
    }

    /** Returns this rendering with a short line of its own. */
    public Rendering<T> line(Function<T, String> line) {
        return new Rendering<>(type, form, Optional.of(line));
    }

    /** Returns the first of {@code all} whose type {@code value} has. */
    public static Optional<Rendering<?>> find(List<Rendering<?>> all, @Nullable Object value) {
        return all.stream().filter(one -> one.type.isInstance(value)).findFirst();
    }

    /** Returns {@code value}, which must be of the type, in each form. */
    public DisplayData show(Object value) {
        return form.apply(type.cast(value));
    }

    /** Returns {@code value}, which must be of the type, in its short line; nothing when it has none of its own. */
    public Optional<String> brief(Object value) {
        return line.map(text -> text.apply(type.cast(value)));
    }
}
