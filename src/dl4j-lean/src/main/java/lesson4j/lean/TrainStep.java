package lesson4j.lean;

import java.util.function.BiConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One way to take a step of training, and to compute outputs, on the parameters of a DL4J net.
 *
 * <p>{@code learn.summary()} names the one in use.
 */
public interface TrainStep {

    /**
     * Moves the net's parameters one step against the gradient of the batch's mean loss.
     *
     * @param lr the learning rate of this step
     * @return the mean loss of the batch before the step
     */
    double step(MiniBatch batch, double lr);

    /** Sets the momentum of the steps to come, which Adam calls beta1; an optimiser without one ignores it. */
    void momentum(double momentum);

    /** Returns the net's raw outputs for a batch, {@code [batch, outputs]}, before the loss's activation. */
    INDArray outputs(MiniBatch batch);

    /**
     * Gives each batch with its raw outputs to the calling thread; idle cores may be a few batches ahead.
     *
     * @param use what is done with them, such as a metric
     */
    default <B extends MiniBatch> void outputs(Iterable<B> batches, BiConsumer<B, INDArray> use) {
        batches.forEach(batch -> use.accept(batch, outputs(batch)));
    }

    /** Returns what this step is, in a few words, and why: {@code DL4J's fit, because layer 1 (DenseLayer) has dropout}. */
    String describe();
}
