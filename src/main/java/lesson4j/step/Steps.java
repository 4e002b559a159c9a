package lesson4j.step;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Chooses the quickest training step that is right for a net, loss and optimiser. */
public final class Steps {
    private Steps() {}

    /** Returns the step that is DL4J's own fit. */
    public static TrainStep fit(Net net, Output output, IUpdater optimiser, ToDoubleFunction<Layer> shares) {
        return checked(net, new FitStep(net, output, new Optimiser(net, optimiser, shares), ""));
    }

    /**
     * Returns the quickest step that gives what DL4J's own fit gives; what no other step knows is trained by that.
     *
     * @param output the end of the net, with the loss set
     * @param optimiser any of DL4J's; what it remembers stays with the net
     * @param shares how many times the learning rate each layer gets
     * @throws IllegalArgumentException when a layer takes another number of values than the one before it gives
     */
    public static TrainStep choose(
            Net net, Output output, ILossFunction loss, IUpdater optimiser, ToDoubleFunction<Layer> shares) {
        var atWork = new Optimiser(net, optimiser, shares);
        TrainStep step;
        try {
            Known.check(net);
            step = lean(net, output, loss, atWork);
        } catch (Unknown reason) {
            step = new FitStep(net, output, atWork, ", because " + reason.reason());
        }
        return checked(net, step);
    }

    private static TrainStep lean(Net net, Output output, ILossFunction loss, Optimiser atWork) {
        Optional<DenseLayout> dense = net instanceof StackNet stack ? DenseLayout.of(stack.net()) : Optional.empty();
        DataType type = net.params().dataType();
        if (type == DataType.DOUBLE && dense.isPresent()) {
            return new DoubleStep(net, loss, output, atWork, dense.get());
        }
        if (type != DataType.FLOAT) {
            throw new Unknown("its numbers are of the type " + type);
        }
        var end = new LossEnd(loss, output);
        return dense.isPresent()
                ? new DenseStep(net, end, atWork, dense.get())
                : new PartsStep(end, atWork, Assembly.of(net));
    }

    /** Our steps write gradients where parameters lie, so that both must be equally long and of one type. */
    private static TrainStep checked(Net net, TrainStep step) {
        INDArray params = net.params();
        INDArray gradients = net.gradients();
        if (gradients.length() != params.length() || gradients.dataType() != params.dataType()) {
            throw new IllegalStateException("The net has " + params.length() + " parameters of type "
                    + params.dataType() + " but " + gradients.length() + " gradients of type "
                    + gradients.dataType() + ". Call its init() once more.");
        }
        return new CheckedStep(net.inputs(), step);
    }
}
