package lesson4j.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lesson4j.plot.Charts;
import lesson4j.plot.Showable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a net says about one example: {@code learn.predict(image)} shows a bar per class under {@code 7 (0.9931)}.
 *
 * @param label the class's name, its index when classes have no names, or the number where targets are no classes
 * @param index the class's index, −1 where targets are no classes
 * @param preds predictions after the loss's activation, {@code [outputs]}
 * @param classes the names of all classes
 */
public record Prediction(String label, int index, INDArray preds, List<String> classes) implements Showable {
    private static final int NO_CLASS = -1;

    static Prediction of(INDArray preds, int index, List<String> classes) {
        int count = Math.max(2, (int) preds.length());
        List<String> names = classes.size() == count
                ? classes
                : IntStream.range(0, count).mapToObj(Integer::toString).toList();
        return new Prediction(names.get(index), index, preds.reshape(preds.length()), names);
    }

    /** Returns what is said where targets are numbers, such as prices: the numbers themselves, and no class. */
    static Prediction ofNumbers(INDArray preds) {
        INDArray numbers = preds.reshape(preds.length());
        String label = Arrays.stream(numbers.castTo(DataType.DOUBLE).toDoubleVector())
                .mapToObj(Prediction::text)
                .collect(Collectors.joining(", "));
        return new Prediction(label, NO_CLASS, numbers, List.of());
    }

    /**
     * Returns how sure the net is of this class, 0..1.
     *
     * @throws IllegalStateException when the net was trained on numbers that mean no class
     */
    public double probability() {
        if (index == NO_CLASS) {
            throw new IllegalStateException("This net was trained on numbers, which have no probability: it says "
                    + label + ". Give targets 0 and 1, or one-hot rows, to ask for classes.");
        }
        return share(index);
    }

    /** Returns the net's share for a class, 0..1; beside a single output class 0 has the rest to 1. */
    public double share(int index) {
        if (preds.length() > 1) {
            return preds.getDouble(index);
        }
        return index == 0 ? 1 - preds.getDouble(0) : preds.getDouble(0);
    }

    /** Returns the chart, a bar per class, or 0 and 1 for a single output. Numbers are text. */
    @Override
    public Object shown() {
        if (index == NO_CLASS) {
            return label;
        }
        double[] heights =
                IntStream.range(0, classes.size()).mapToDouble(this::share).toArray();
        return Charts.bars(toString(), "class", "prediction", classes, heights);
    }

    @Override
    public String toString() {
        return index == NO_CLASS ? label : label + " (" + text(probability()) + ")";
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }
}
