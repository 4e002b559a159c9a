package lesson4j.lean;

import static lesson4j.lean.Arguments.given;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes what a net gives for examples: {@code Forward.of(net).outputs(x)}.
 *
 * <p>Looking is not training: parameters, gradients, updater, counts and listeners are as they were.
 */
public final class Forward {
    private final Output output;
    private final OptionalLong inputs;
    private final @Nullable Pass pass;

    Forward(Output output, @Nullable Pass pass) {
        PoolWindows.check(given(output, "the output").net());
        this.output = output;
        this.inputs = output.net().inputs();
        this.pass = pass;
    }

    /** Returns the quickest for a stack of layers. */
    public static Forward of(MultiLayerNetwork net) {
        return of(Output.of(Net.of(net)));
    }

    /** Returns the quickest for a graph with one input and one output. */
    public static Forward of(ComputationGraph graph) {
        return of(Output.of(Net.of(graph)));
    }

    /**
     * Returns the quickest for a net with this end.
     *
     * @throws IllegalArgumentException when a layer takes another number of values than the one before it gives, or pools
     *     where there is nothing but padding
     */
    public static Forward of(Output output) {
        try {
            return new Forward(output, Pass.of(given(output, "the output").net()));
        } catch (Unknown reason) {
            return byDl4j(output);
        }
    }

    /** Returns the one that is DL4J's own {@code net.output}. */
    public static Forward byDl4j(Output output) {
        return new Forward(output, null);
    }

    /** Returns the predictions for inputs {@code [n, features]}: {@code [n, outputs]}, after the last activation. */
    public INDArray outputs(INDArray x) {
        return output.activated(raw(x));
    }

    /** Returns the raw outputs for inputs, {@code [n, outputs]}; a step in another thread is waited for. */
    public INDArray raw(INDArray x) {
        synchronized (output.net().model()) {
            return raw(MiniBatch.of(x, x));
        }
    }

    /** Returns the net's raw outputs for a batch, {@code [batch, outputs]}, before the loss's activation. */
    public INDArray raw(MiniBatch batch) {
        check(batch);
        return pass == null ? output.raw(batch.x()) : pass.raw(batch);
    }

    /**
     * Gives each batch with its raw outputs to the calling thread; idle cores may be a few batches ahead.
     *
     * @param use what is done with them, such as a metric
     */
    public <B extends MiniBatch> void raw(Iterable<B> batches, BiConsumer<B, INDArray> use) {
        Iterable<B> fitting =
                () -> StreamSupport.stream(given(batches, "the batches").spliterator(), false)
                        .peek(this::check)
                        .iterator();
        given(use, "what is done with them");
        if (pass == null) {
            fitting.forEach(batch -> use.accept(batch, output.raw(batch.x())));
        } else {
            pass.raw(fitting, use);
        }
    }

    /** Returns the mean loss of examples: {@code Forward.of(net).loss(MiniBatch.of(x, y))}. */
    public double loss(MiniBatch batch) {
        return loss(List.of(given(batch, "the batch")));
    }

    /** Returns the mean loss of all examples of some batches. */
    public double loss(Iterable<? extends MiniBatch> batches) {
        double[] sumAndCount = new double[2];
        raw(batches, (batch, raw) -> {
            sumAndCount[0] += batch.size() * output.loss(batch, raw);
            sumAndCount[1] += batch.size();
        });
        return sumAndCount[0] / sumAndCount[1];
    }

    /** Refuses no examples, and those that are not as wide as the net, before memory is read by that. */
    void check(MiniBatch batch) {
        int features = given(batch, "the batch").features();
        if (batch.size() < 1) {
            throw new IllegalArgumentException("Expected at least one example but found none. Give the net some.");
        }
        if (inputs.isPresent() && inputs.getAsLong() != features) {
            throw new IllegalArgumentException(
                    "Expected examples of " + inputs.getAsLong() + " numbers, as many as the net takes, but found "
                            + features + ". Build the net for " + features + " inputs, or give it other data.");
        }
    }
}
