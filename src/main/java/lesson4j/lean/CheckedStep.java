package lesson4j.lean;

import java.util.Iterator;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import lesson4j.data.Batch;
import lesson4j.data.Examples;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The door of a step: only examples as wide as the net get in. Each set of examples is asked once, not each batch. */
final class CheckedStep implements TrainStep {
    private final OptionalLong inputs;
    private final TrainStep step;
    private @Nullable Examples known;

    CheckedStep(OptionalLong inputs, TrainStep step) {
        this.inputs = inputs;
        this.step = step;
    }

    private Batch checked(Batch batch) {
        Examples source = batch.source();
        if (source != known) {
            long features = source.x().size(1);
            if (inputs.isPresent() && inputs.getAsLong() != features) {
                throw new IllegalArgumentException("Expected examples of " + inputs.getAsLong()
                        + " numbers, as many as the net takes, but found " + features
                        + ". Build the net for " + features + " inputs, or give it other data.");
            }
            known = source;
        }
        return batch;
    }

    @Override
    public double step(Batch batch, double lr) {
        return step.step(checked(batch), lr);
    }

    @Override
    public void momentum(double momentum) {
        step.momentum(momentum);
    }

    @Override
    public INDArray outputs(Batch batch) {
        return step.outputs(checked(batch));
    }

    @Override
    public void outputs(Iterable<Batch> batches, BiConsumer<Batch, INDArray> use) {
        step.outputs(() -> checked(batches.iterator()), use);
    }

    private Iterator<Batch> checked(Iterator<Batch> batches) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return batches.hasNext();
            }

            @Override
            public Batch next() {
                return checked(batches.next());
            }
        };
    }

    @Override
    public String describe() {
        return step.describe();
    }
}
