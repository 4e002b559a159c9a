package lesson4j.lean;

import static lesson4j.lean.Arguments.given;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes steps of training on the parameters of a DL4J net, by a pass of ours or by DL4J's own {@code fit}.
 *
 * <p>{@code learn.summary()} names the one in use.
 */
public final class TrainStep {
    private final Output output;
    private final Optimiser optimiser;
    private final @Nullable Pass pass;
    private final String name;
    private final Forward forward;
    private final LossEnd loss;
    private final Optional<String> lone;

    private TrainStep(Output output, Optimiser optimiser, @Nullable Pass pass, String name) {
        this.output = output;
        this.optimiser = given(optimiser, "the optimiser");
        this.pass = pass;
        this.name = name;
        this.forward = new Forward(output, pass);
        this.loss = new LossEnd(output);
        this.lone = LoneNumbers.in(output.net());
    }

    /** Returns the step that is DL4J's own fit, right for every net, optimiser and loss. */
    public static TrainStep byDl4j(Output output, Optimiser optimiser) {
        return new TrainStep(output, optimiser, null, "DL4J's fit");
    }

    /**
     * Returns the quickest step that gives what DL4J's own fit gives, and leaves the net as it is.
     *
     * @param output the end of the net, with its loss
     * @param optimiser moves the parameters, once its fit has begun; what it remembers stays with the net
     * @throws IllegalArgumentException when a layer takes another number of values than the one before it gives, or pools
     *     where there is nothing but padding
     */
    public static TrainStep of(Output output, Optimiser optimiser) {
        try {
            if (!given(output, "the output").net().listeners().isEmpty()) {
                throw new Unknown("the net has listeners, which DL4J calls");
            }
            Pass pass = Pass.of(output.net());
            return new TrainStep(output, optimiser, pass, pass.describe());
        } catch (Unknown reason) {
            return new TrainStep(output, optimiser, null, "DL4J's fit, because " + reason.reason());
        }
    }

    /**
     * Moves the net's parameters one step against the gradient of the batch's mean loss.
     *
     * @param lr the learning rate of this step
     * @return the mean loss of the batch before the step, with what l1, l2 and weight decay add
     * @throws IllegalArgumentException when the net cannot take the batch; nothing has changed then
     */
    public double step(MiniBatch batch, double lr) {
        forward.check(batch);
        check(batch.size());
        optimiser.rate(lr);
        return pass == null ? fit(batch) : optimiser.step(pass, batch, loss);
    }

    /**
     * Refuses batches with too few examples: {@code step.check(12_396 % 64)} before a fit whose last batch has those.
     *
     * @throws IllegalArgumentException when batch norm would have one number of a channel, of which there is no spread
     */
    public void check(int examples) {
        if (examples == 1 && lone.isPresent()) {
            throw new IllegalArgumentException(lone.get() + " measures how far each channel's numbers are spread over a"
                    + " batch, but found a batch of 1 example, with one number a channel. Choose a batch size of 2 or"
                    + " more that leaves no single example over at the end.");
        }
    }

    private double fit(MiniBatch batch) {
        Net net = output.net();
        DataType type = net.params().dataType();
        net.fit(batch.x().castTo(type), batch.y(output.size()).castTo(type));
        return net.model().score();
    }

    /** Sets the momentum of the steps to come, which Adam calls beta1. An optimiser without one ignores it. */
    public void momentum(double momentum) {
        optimiser.momentum(momentum);
    }

    /** Returns what looks at the net between the steps. */
    public Forward forward() {
        return forward;
    }

    /** Says what this step is, and why: {@code DL4J's fit, because layer 1 (DenseLayer) has weight noise}. */
    public String describe() {
        return name;
    }
}
