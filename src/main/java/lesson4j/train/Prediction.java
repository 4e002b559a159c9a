package lesson4j.train;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lesson4j.plot.Charts;
import lesson4j.plot.Showable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a net says about one example: {@code learn.predict(image)} shows a bar per class under {@code 7 (0.9931)}.
 *
 * @param label the class's name, or its index when classes have no names
 * @param index the class's index
 * @param preds predictions after the loss's activation, {@code [outputs]}
 * @param classes the names of all classes
 */
public record Prediction(String label, int index, INDArray preds, List<String> classes) implements Showable {

    static Prediction of(INDArray preds, int index, List<String> classes) {
        int count = Math.max(2, (int) preds.length());
        List<String> names = classes.size() == count
                ? classes
                : IntStream.range(0, count).mapToObj(Integer::toString).toList();
        return new Prediction(names.get(index), index, preds.reshape(preds.length()), names);
    }

    /** Returns how sure the net is of this class, 0..1. */
    public double probability() {
        double p = preds.getDouble(preds.length() == 1 ? 0 : index);
        return preds.length() == 1 && index == 0 ? 1 - p : p;
    }

    /** Returns the chart: a bar per class, for a single output both the probability of 0 and of 1. */
    @Override
    public Object shown() {
        double[] heights = preds.length() == 1
                ? new double[] {1 - preds.getDouble(0), preds.getDouble(0)}
                : preds.castTo(DataType.DOUBLE).toDoubleVector();
        return Charts.bars(toString(), "class", "prediction", classes, heights);
    }

    @Override
    public String toString() {
        return label + " (" + String.format(Locale.ROOT, "%.4f", probability()) + ")";
    }
}
