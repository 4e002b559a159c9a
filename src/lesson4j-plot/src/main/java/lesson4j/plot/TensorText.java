package lesson4j.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A tensor as text: type and shape, then the values, with the middle of long axes left out. */
final class TensorText {
    private static final int LINE = 96;

    private final INDArray tensor;
    private final int edge;
    private final List<Double> shown = new ArrayList<>();

    private TensorText(INDArray tensor, int edge) {
        this.tensor = tensor;
        this.edge = edge;
    }

    static String of(INDArray tensor) {
        String head = tensor.dataType() + " " + Arrays.toString(tensor.shape());
        if (tensor.isEmpty()) {
            return head + " (empty)";
        }
        if (tensor.wasClosed()) {
            return head + " (closed: its memory was given back)";
        }
        String values = tensor.dataType() == DataType.UTF8 ? tensor.toString() : values(tensor);
        return head + (tensor.rank() == 0 ? " " : "\n") + values;
    }

    /** Keeps six values at each end of an axis, four where a line is too long, two where axes are many. */
    private static String values(INDArray tensor) {
        String text = new TensorText(tensor, tensor.rank() <= 2 ? 6 : 2).values();
        boolean fits = tensor.rank() > 2 || text.lines().allMatch(line -> line.length() <= LINE);
        return fits ? text : new TensorText(tensor, 4).values();
    }

    private String values() {
        String places = axis(new long[tensor.rank()], 0);
        var format = format();
        var texts = shown.stream().map(format::apply).toList();
        int width = texts.stream().mapToInt(String::length).max().orElse(1);
        return String.format(Locale.ROOT, places.replace("%", "%" + width), texts.toArray());
    }

    /** Returns the brackets below {@code axis}, at the indices before it, with a place for each shown value. */
    private String axis(long[] at, int axis) {
        if (axis == tensor.rank()) {
            shown.add(axis == 0 ? tensor.getDouble(0) : tensor.getDouble(at));
            return "%s";
        }
        String between = axis == tensor.rank() - 1 ? ", " : ",\n" + " ".repeat(axis + 1);
        var row = new StringJoiner(between, "[", "]");
        for (int i : TableView.shown((int) tensor.size(axis), 2 * edge, edge, edge)) {
            if (i == TableView.GAP) {
                row.add("…");
            } else {
                at[axis] = i;
                row.add(axis(at, axis + 1));
            }
        }
        return row.toString();
    }

    /** Chooses one way of writing for all values, as PyTorch does: whole, four decimals, or powers of ten. */
    private DoubleFunction<String> format() {
        if (tensor.dataType() == DataType.BOOL) {
            return v -> String.valueOf(v != 0);
        }
        if (!tensor.dataType().isFPType()) {
            return v -> Long.toString((long) v);
        }
        double[] sizes = shown.stream()
                .mapToDouble(Math::abs)
                .filter(v -> v > 0 && !Double.isInfinite(v))
                .toArray();
        double largest = Arrays.stream(sizes).max().orElse(1);
        return v -> String.format(Locale.ROOT, largest >= 1e5 || largest < 1e-3 ? "%.4e" : "%.4f", v);
    }
}
