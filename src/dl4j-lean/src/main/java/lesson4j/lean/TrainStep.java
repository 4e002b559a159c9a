package lesson4j.lean;

/**
 * One way to take a step of training on the parameters of a DL4J net.
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

    /** Returns what looks at the net between the steps. */
    Forward forward();

    /** Returns what this step is, in a few words, and why: {@code DL4J's fit, because layer 1 (DenseLayer) has dropout}. */
    String describe();
}
