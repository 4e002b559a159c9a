package lesson4j.step;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Chooses the quickest training step that is right for a net, loss and optimiser. */
public final class Steps {
    private Steps() {}

    /** Returns the step that is DL4J's own fit. */
    public static TrainStep fit(Net net, Output output, IUpdater optimiser, ToDoubleFunction<Layer> shares) {
        return new FitStep(net, output, new Optimiser(net, optimiser, shares));
    }

    /**
     * Returns the quickest step that gives what DL4J's own fit gives.
     *
     * @param output the end of the net, with the loss set
     * @param optimiser any of DL4J's; what it remembers stays with the net
     * @param shares how many times the learning rate each layer gets
     */
    public static TrainStep choose(
            Net net, Output output, ILossFunction loss, IUpdater optimiser, ToDoubleFunction<Layer> shares) {
        var atWork = new Optimiser(net, optimiser, shares);
        DataType type = net.params().dataType();
        Optional<DenseLayout> dense = net instanceof StackNet stack ? DenseLayout.of(stack.net()) : Optional.empty();
        if (type == DataType.DOUBLE && dense.isPresent() && !net.hasListeners()) {
            return new DoubleStep(net, loss, output, atWork, dense.get());
        }
        if (type != DataType.FLOAT || net.hasListeners()) {
            return new FitStep(net, output, atWork);
        }
        var end = new LossEnd(loss, output);
        if (dense.isPresent()) {
            return new DenseStep(net, end, atWork, dense.get());
        }
        return Assembly.of(net)
                .<TrainStep>map(parts -> new PartsStep(end, atWork, parts))
                .orElseGet(() -> new FitStep(net, output, atWork));
    }
}
