package lesson4j.step;

import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Chooses the quickest training step that is right for a net, loss and optimiser. */
public final class Steps {
    private Steps() {}

    /** Returns the step that is DL4J's own fit. */
    public static TrainStep fit(Net net, Output output, Optimiser optimiser) {
        return new FitStep(net, output, optimiser);
    }

    /**
     * Returns the quickest step that gives what DL4J's own fit gives.
     *
     * @param output the end of the net, with the loss set
     * @param optimiser moves the parameters, once its fit has begun; what it remembers stays with the net
     */
    public static TrainStep choose(Net net, Output output, ILossFunction loss, Optimiser optimiser) {
        DataType type = net.params().dataType();
        Optional<DenseLayout> dense = net instanceof StackNet stack ? DenseLayout.of(stack.net()) : Optional.empty();
        if (type == DataType.DOUBLE && dense.isPresent() && !net.hasListeners()) {
            return new DoubleStep(net, loss, output, optimiser, dense.get());
        }
        if (type != DataType.FLOAT || net.hasListeners()) {
            return new FitStep(net, output, optimiser);
        }
        var end = new LossEnd(loss, output);
        if (dense.isPresent()) {
            return new DenseStep(net, end, optimiser, dense.get());
        }
        return Assembly.of(net)
                .<TrainStep>map(parts -> new PartsStep(end, optimiser, parts))
                .orElseGet(() -> new FitStep(net, output, optimiser));
    }
}
