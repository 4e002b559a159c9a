package lesson4j.lean;

import java.util.Iterator;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The door of a step: only examples as wide as the net get in. */
final class CheckedStep implements TrainStep {
    private final OptionalLong inputs;
    private final TrainStep step;

    CheckedStep(OptionalLong inputs, TrainStep step) {
        this.inputs = inputs;
        this.step = step;
    }

    private <B extends MiniBatch> B checked(B batch) {
        int features = batch.features();
        if (inputs.isPresent() && inputs.getAsLong() != features) {
            throw new IllegalArgumentException(
                    "Expected examples of " + inputs.getAsLong() + " numbers, as many as the net takes, but found "
                            + features + ". Build the net for " + features + " inputs, or give it other data.");
        }
        return batch;
    }

    @Override
    public double step(MiniBatch batch, double lr) {
        return step.step(checked(batch), lr);
    }

    @Override
    public void momentum(double momentum) {
        step.momentum(momentum);
    }

    @Override
    public INDArray outputs(MiniBatch batch) {
        return step.outputs(checked(batch));
    }

    @Override
    public <B extends MiniBatch> void outputs(Iterable<B> batches, BiConsumer<B, INDArray> use) {
        step.outputs(() -> checked(batches.iterator()), use);
    }

    private <B extends MiniBatch> Iterator<B> checked(Iterator<B> batches) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return batches.hasNext();
            }

            @Override
            public B next() {
                return checked(batches.next());
            }
        };
    }

    @Override
    public String describe() {
        return step.describe();
    }
}
