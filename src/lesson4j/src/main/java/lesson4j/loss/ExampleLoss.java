package lesson4j.loss;

/**
 * A loss that is a formula for one example; the batch's loss is the mean.
 *
 * <p>Write {@link #example} and {@link #activation}, and the loss works in every DL4J net, with DL4J's conventions kept:
 * the gradient is with respect to the raw outputs, one row per example, not divided by the batch size.
 */
public abstract class ExampleLoss extends BatchLoss {
    private static final long serialVersionUID = 1L;

    /**
     * Computes one example's loss and its derivative.
     *
     * @param z raw outputs of the net for this example
     * @param y targets for this example, as many as outputs
     * @param dz receives the derivative of the loss by each raw output
     * @return the loss of this example
     */
    public abstract double example(double[] z, double[] y, double[] dz);

    @Override
    public final double[] batch(double[] z, double[] y, int n, int outputs, double[] dz) {
        sizes(z, y, n, outputs, dz);
        double[] losses = new double[n];
        double[] zRow = new double[outputs];
        double[] yRow = new double[outputs];
        double[] dzRow = new double[outputs];
        for (int i = 0; i < n; i++) {
            System.arraycopy(z, i * outputs, zRow, 0, outputs);
            System.arraycopy(y, i * outputs, yRow, 0, outputs);
            losses[i] = example(zRow, yRow, dzRow);
            System.arraycopy(dzRow, 0, dz, i * outputs, outputs);
        }
        return losses;
    }
}
