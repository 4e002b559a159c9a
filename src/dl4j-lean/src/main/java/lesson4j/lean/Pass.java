package lesson4j.lean;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes examples through a net of known parts, forward and back, by BLAS on the net's own memory. */
interface Pass {

    /**
     * Returns the pass for a net, and leaves the net as it is.
     *
     * @throws Unknown when only DL4J itself can compute the net
     * @throws IllegalArgumentException when a layer takes another number of values than the one before it gives
     */
    static Pass of(Net net) {
        Known.check(net);
        DataType type = net.params().dataType();
        if (type != DataType.FLOAT) {
            throw new Unknown("its numbers are of the type " + type);
        }
        INDArray gradients = net.model().getGradientsViewArray();
        if (gradients != null && (gradients.length() != net.params().length() || gradients.dataType() != type)) {
            throw new Unknown("its gradients do not lie as its parameters do");
        }
        var memory = new Memory(net);
        Optional<DenseLayout> dense = net instanceof StackNet stack ? DenseLayout.of(stack.net()) : Optional.empty();
        return dense.isPresent() ? new DensePass(memory, dense.get()) : new PartsPass(Assembly.of(net, memory));
    }

    /** Returns the raw outputs for a batch, {@code [b, outputs]}. */
    INDArray raw(MiniBatch batch);

    /** Gives each batch with its raw outputs to the calling thread; idle cores may be a few batches ahead. */
    default <B extends MiniBatch> void raw(Iterable<B> batches, BiConsumer<B, INDArray> use) {
        batches.forEach(batch -> use.accept(batch, raw(batch)));
    }

    /** Writes the gradient of the batch's mean loss where the net keeps gradients; returns that loss. */
    double gradient(MiniBatch batch, LossEnd loss);

    /**
     * Adds the gradient, times what {@code rates} says, straight to the parameters, where the pass can.
     *
     * @return the batch's mean loss before, or nothing where nothing was done
     */
    default Optional<Double> step(MiniBatch batch, LossEnd loss, Aim.Rates rates) {
        return Optional.empty();
    }

    /** Returns what this is in a few words. */
    String describe();
}
