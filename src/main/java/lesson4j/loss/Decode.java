package lesson4j.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Turns predictions into classes. */
public final class Decode {
    private Decode() {}

    /**
     * Returns the class of each row: for one column whether it is above ½, for more the index of the largest.
     *
     * @param preds predictions, {@code [n, outputs]}
     * @return {@code [n]}, int
     */
    public static INDArray classes(INDArray preds) {
        return Nd4j.createFromArray(indices(preds, 0.5));
    }

    /**
     * Returns the same as plain numbers.
     *
     * @param threshold above which a single column says 1: ½ for a probability, 0 for a raw output
     */
    public static int[] indices(INDArray preds, double threshold) {
        double[] values = Numbers.of(preds);
        int columns = (int) preds.size(1);
        int[] classes = new int[(int) preds.size(0)];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = columns == 1 ? values[i] > threshold ? 1 : 0 : largest(values, i * columns, columns);
        }
        return classes;
    }

    private static int largest(double[] values, int from, int count) {
        int best = 0;
        for (int c = 1; c < count; c++) {
            if (values[from + c] > values[from + best]) {
                best = c;
            }
        }
        return best;
    }
}
