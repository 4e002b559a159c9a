package lesson4j.loss;

import static lesson4j.plot.Given.numbers;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * What training makes small, computed from raw outputs.
 *
 * <p>As in fastai, a loss knows the activation that turns its net's raw outputs into predictions, and which class those
 * predictions mean. The {@code Learner} sets that activation on DL4J's output layer.
 */
public interface Loss extends ILossFunction {

    /** Returns the activation this loss is computed with: sigmoid, softmax or identity. */
    IActivation activation();

    /**
     * Returns the class that each row of raw outputs means. Metrics, interpretation and predictions all use it.
     *
     * @param raw raw outputs, {@code [n, outputs]}, before {@link #activation}
     * @return {@code [n]}, int: 0 or 1 for a single output (1 where {@link #activation} gives more than ½), else the
     *     index of the largest
     */
    default INDArray decode(INDArray raw) {
        return Decode.outputs(raw, activation(), 0.5);
    }

    /**
     * Returns the mean loss of a batch, as PyTorch's {@code loss(preds, targs)}: {@code myLoss().value(preds, targs)}.
     *
     * @param preds raw outputs, {@code [n, outputs]}, before {@link #activation}
     * @param targs targets, {@code [n, outputs]}
     * @throws IllegalArgumentException when these are no {@link Targets} of this loss
     */
    default double value(INDArray preds, INDArray targs) {
        double value = computeScore(targs, numbers(preds, "the predictions").dup(), activation(), null, true);
        Targets.check(this, targs);
        return value;
    }

    /**
     * Returns the derivative of {@link #value} by each raw output, as PyTorch's {@code preds.grad}.
     *
     * @param preds raw outputs, {@code [n, outputs]}, before {@link #activation}
     * @param targs targets, {@code [n, outputs]}
     * @return {@code [n, outputs]}, divided by n, as DL4J's own {@code computeGradient} is not
     * @throws IllegalArgumentException when these are no {@link Targets} of this loss
     */
    default INDArray gradient(INDArray preds, INDArray targs) {
        INDArray gradient = computeGradient(
                        targs, numbers(preds, "the predictions").dup(), activation(), null)
                .div(preds.size(0));
        Targets.check(this, targs);
        return gradient;
    }
}
