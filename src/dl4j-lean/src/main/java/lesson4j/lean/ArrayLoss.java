package lesson4j.lean;

import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A loss whose value and derivative are computed for a whole batch on plain numbers. It takes no array of ND4J. */
public interface ArrayLoss extends ILossFunction {

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
    double[] batch(double[] z, double[] y, int n, int outputs, double[] dz);

    /**
     * Returns whether several threads may call {@link #batch} at once, each for some examples of one batch.
     *
     * <p>Not unless a loss says so: it may look at the whole batch, or keep arrays from one example to the next.
     */
    default boolean isSharedOut() {
        return false;
    }
}
