package lesson4j.loss;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.numbers;

import java.util.Arrays;
import lesson4j.lean.Doubles;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;

/** Turns predictions into classes. */
public final class Decode {
    private Decode() {}

    /**
     * Returns the class of each row: for one column whether it is above ½, for more the index of the largest.
     *
     * <p>{@code Decode.classes(preds)} is PyTorch's {@code preds.argmax(1)} for two columns and more.
     *
     * @param preds predictions, {@code [n, outputs]}
     * @return {@code [n]}, int
     * @throws IllegalStateException when one is not a number
     */
    public static INDArray classes(INDArray preds) {
        return classes(preds, 0.5);
    }

    /**
     * Returns the class that each row of raw outputs means.
     *
     * @param raw raw outputs, {@code [n, outputs]}
     * @param activation what turns them into predictions
     * @param threshold above which a single prediction says 1
     * @return {@code [n]}, int
     * @throws IllegalStateException when one is not a number
     */
    public static INDArray outputs(INDArray raw, IActivation activation, double threshold) {
        // the largest stays the largest, but where two come close to 1, floats can no longer tell them apart
        boolean keepsOrder = activation instanceof ActivationSoftmax
                || activation instanceof ActivationSigmoid
                || activation instanceof ActivationIdentity;
        boolean asTheyAre = keepsOrder && table(raw).size(1) > 1 || table(raw).isEmpty();
        return classes(
                asTheyAre ? raw : given(activation, "the activation").getActivation(raw.dup(), false), threshold);
    }

    /** Returns above which prediction a single output says 1: 0 for losses whose targets are −1 and 1, else ½. */
    public static double threshold(ILossFunction loss) {
        return loss instanceof LossHinge || loss instanceof LossSquaredHinge ? 0 : 0.5;
    }

    private static INDArray classes(INDArray preds, double threshold) {
        double[] values = Doubles.of(table(preds));
        int columns = (int) preds.size(1);
        int[] classes = new int[(int) preds.size(0)];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = columns == 1 ? aboveThreshold(values[i], threshold) : largest(values, i * columns, columns);
        }
        return Nd4j.createFromArray(classes);
    }

    private static INDArray table(INDArray preds) {
        if (numbers(preds, "the predictions").rank() != 2 || preds.size(1) == 0) {
            throw new IllegalArgumentException("Expected predictions [n, outputs] but found the shape "
                    + Arrays.toString(preds.shape()) + ". Call reshape(n, -1) first.");
        }
        return preds;
    }

    private static int aboveThreshold(double value, double threshold) {
        if (Double.isNaN(value)) {
            throw noNumber();
        }
        return value > threshold ? 1 : 0;
    }

    private static int largest(double[] values, int from, int count) {
        int best = 0;
        for (int c = 0; c < count; c++) {
            if (Double.isNaN(values[from + c])) {
                throw noNumber();
            }
            if (values[from + c] > values[from + best]) {
                best = c;
            }
        }
        return best;
    }

    private static IllegalStateException noNumber() {
        return new IllegalStateException("The outputs are NaN, which mean no class. Start again from fresh parameters"
                + " with a learning rate ten times smaller, and check that the inputs lie between 0 and 1.");
    }
}
