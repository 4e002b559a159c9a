package lesson4j.plot;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
            return list(items);
        }
        if (value != null && value.getClass().isArray()) {
            return array(value);
        }
        return String.valueOf(value);
    }

    private static String list(Collection<?> items) {
        String shown = StreamSupport.stream(items.spliterator(), false)
                .limit(ITEMS)
                .map(Text::item)
                .collect(Collectors.joining(", "));
        return count(items.size(), shown);
    }

    private static String array(Object array) {
        int size = Array.getLength(array);
        String shown = IntStream.range(0, Math.min(size, ITEMS))
                .mapToObj(i -> item(Array.get(array, i)))
                .collect(Collectors.joining(", "));
        return array.getClass().getComponentType().getSimpleName() + " " + count(size, shown);
    }

    /** fast.ai's form of a list: how many, then the first ten. */
    private static String count(int size, String shown) {
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
            return NumberText.four(NumberText.shortest(number));
        }
        return item instanceof String text ? Plain.line(text, Plain.SENTENCE) : of(item);
    }
}
