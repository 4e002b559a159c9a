package lesson4j.plot;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

/** The plain-text form of every value of the lesson: {@code Text.of(List.of(3, 7))} gives {@code (#2) [3, 7]}. */
public final class Text {
    private static final int ITEMS = 10;

    private Text() {}

    /**
     * Returns {@code value} as short text: tensors with shape and type, lists and arrays as count and first ten items,
     * tables with their first rows, everything else by its own {@code toString}.
     *
     * @param value anything, null included
     */
    public static String of(@Nullable Object value) {
        if (value instanceof Showable showable) {
            return of(showable.shown());
        }
        if (value instanceof INDArray tensor) {
            return TensorText.of(tensor);
        }
        if (value instanceof Table table) {
            return TableView.of(table).text();
        }
        if (value instanceof Collection<?> items && !(value instanceof Path)) {
            return list(items.size(), StreamSupport.stream(items.spliterator(), false));
        }
        if (value != null && value.getClass().isArray()) {
            int size = Array.getLength(value);
            String type = value.getClass().getComponentType().getSimpleName();
            return type + " " + list(size, IntStream.range(0, size).mapToObj(i -> Array.get(value, i)));
        }
        return String.valueOf(value);
    }

    /** Returns fast.ai's form of a list: how many, then the first ten. */
    private static String list(int size, Stream<?> items) {
        String shown = items.limit(ITEMS).map(Text::item).collect(Collectors.joining(", "));
        return "(#" + size + ") [" + shown + (size > ITEMS ? " …]" : "]");
    }

    private static String item(@Nullable Object item) {
        if (item instanceof Path path) {
            int names = path.getNameCount();
            return Plain.line((names > 3 ? path.subpath(names - 3, names) : path).toString(), Plain.SENTENCE);
        }
        if (item instanceof Double number) {
            return NumberText.four(number);
        }
        if (item instanceof Float number) {
            return NumberText.four(number);
        }
        return item instanceof String text ? Plain.line(text, Plain.SENTENCE) : of(item);
    }
}
