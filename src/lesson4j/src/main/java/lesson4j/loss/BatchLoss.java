package lesson4j.loss;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.numbers;

import java.util.Arrays;
import java.util.Locale;
import lesson4j.lean.ArrayLoss;
import lesson4j.lean.Doubles;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes a loss for a whole batch, for those in which one example's loss knows of the others.
 *
 * <p>It keeps DL4J's conventions: a loss per example, and the gradient of their sum with respect to the raw outputs; DL4J
 * divides by the batch size itself. Most losses are a formula for one example: extend {@link ExampleLoss} for those.
 */
public abstract class BatchLoss implements Loss, ArrayLoss {
    private static final long serialVersionUID = 1L;

    /**
     * Computes the losses of a batch and the derivative of their sum.
     *
     * @param z raw outputs, example after example
     * @param y targets, as many as outputs
     * @param n how many examples
     * @param outputs how many outputs each has
     * @param dz receives the derivative of the losses' sum by each raw output
     * @return a loss per example; their mean is the batch's loss
     */
    @Override
    public abstract double[] batch(double[] z, double[] y, int n, int outputs, double[] dz);

    /** Computes the same in the type of the net, for losses to which that matters. */
    double[] batch(DataType type, double[] z, double[] y, int n, int outputs, double[] dz) {
        return batch(z, y, n, outputs, dz);
    }

    /** Refuses arrays that are not as long as the examples have outputs, once per batch. */
    static void sizes(double[] z, double[] y, int n, int outputs, double[] dz) {
        long all = (long) n * outputs;
        given(z, "the outputs");
        given(y, "the targets");
        given(dz, "the derivative");
        if (z.length != all || y.length != all || dz.length != all || n < 0 || outputs < 1) {
            throw new IllegalArgumentException("Expected outputs, targets and derivatives of " + n + " examples with "
                    + outputs + " numbers each but found " + z.length + ", " + y.length + " and " + dz.length
                    + ". Make all three arrays as long as examples times outputs.");
        }
    }

    /** Refuses the same for one example. */
    static void sizes(double[] z, double[] y, double[] dz) {
        sizes(z, y, 1, given(z, "the outputs").length, dz);
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, @Nullable INDArray mask, boolean average) {
        double sum;
        if (mask == null) {
            check(labels, preOutput, activationFn, null);
            double[] ignored = new double[(int) preOutput.length()];
            sum = Arrays.stream(values(labels, preOutput, ignored)).sum();
        } else {
            sum = both(labels, preOutput, activationFn, mask)[0].sumNumber().doubleValue();
        }
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activationFn, @Nullable INDArray mask) {
        return both(labels, preOutput, activationFn, mask)[0];
    }

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activationFn, @Nullable INDArray mask) {
        return both(labels, preOutput, activationFn, mask)[1];
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, @Nullable INDArray mask, boolean average) {
        INDArray[] both = both(labels, preOutput, activationFn, mask);
        double sum = both[0].sumNumber().doubleValue();
        return Pair.of(average ? sum / labels.size(0) : sum, both[1]);
    }

    /** Returns the losses, {@code [n, 1]}, and the gradient, {@code [n, outputs]}. */
    private INDArray[] both(INDArray labels, INDArray preOutput, IActivation given, @Nullable INDArray mask) {
        check(labels, preOutput, given, mask);
        int n = (int) preOutput.size(0);
        int outputs = (int) preOutput.size(1);
        double[] gradient = new double[n * outputs];
        double[] losses = values(labels, preOutput, gradient);
        INDArray scores = Nd4j.createFromArray(losses).reshape(n, 1).castTo(preOutput.dataType());
        INDArray dz = Nd4j.createFromArray(gradient).reshape(n, outputs).castTo(preOutput.dataType());
        if (mask != null) {
            INDArray perExample = mask.castTo(preOutput.dataType()).reshape(n, 1);
            return new INDArray[] {scores.muli(perExample), dz.muliColumnVector(perExample)};
        }
        return new INDArray[] {scores, dz};
    }

    private double[] values(INDArray labels, INDArray preOutput, double[] gradient) {
        double[] z = Doubles.of(preOutput);
        double[] y = Doubles.of(labels);
        return batch(preOutput.dataType(), z, y, (int) preOutput.size(0), (int) preOutput.size(1), gradient);
    }

    private void check(INDArray labels, INDArray preOutput, IActivation given, @Nullable INDArray mask) {
        if (!numbers(labels, "the targets").equalShapes(preOutput)) {
            throw new IllegalArgumentException(name() + " expected targets of the outputs' shape "
                    + Arrays.toString(preOutput.shape()) + " but found "
                    + Arrays.toString(labels.shape()) + ". Reshape the targets, or one-hot encode labels.");
        }
        if (preOutput.rank() != 2) {
            throw new IllegalArgumentException(name() + " expected outputs [n, outputs] but found the shape "
                    + Arrays.toString(preOutput.shape()) + ". Call reshape(n, -1) first, on the targets, too.");
        }
        if (!given.getClass().equals(activation().getClass())) {
            throw new IllegalStateException(name() + " is computed with " + activation() + " but the output layer has "
                    + given + ". Train with a Learner, which sets it, or give the layer .activation("
                    + activation().toString().toUpperCase(Locale.ROOT) + ").");
        }
        if (mask != null && mask.length() != labels.size(0)) {
            throw new IllegalArgumentException(
                    name() + " takes a mask with one number per example but found one of shape "
                            + Arrays.toString(mask.shape()) + ". Leave the mask out, or give one of shape [n, 1].");
        }
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public int hashCode() {
        return getClass().hashCode();
    }
}
