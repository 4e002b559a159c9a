package lesson4j.lean;

import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Chooses the quickest training step that is right for a net, loss and optimiser. */
public final class Steps {
    private Steps() {}

    /** Returns the step that is DL4J's own fit. */
    public static TrainStep fit(Net net, Output output, Optimiser optimiser) {
        return checked(net, new FitStep(net, output, optimiser, ""));
    }

    /**
     * Returns the quickest step that gives what DL4J's own fit gives; what no other step knows is trained by that.
     *
     * @param output the end of the net, with the loss set
     * @param optimiser moves the parameters, once its fit has begun; what it remembers stays with the net
     * @throws IllegalArgumentException when a layer takes another number of values than the one before it gives, or pools
     *     where there is nothing but padding
     */
    public static TrainStep choose(Net net, Output output, ILossFunction loss, Optimiser optimiser) {
        TrainStep step;
        try {
            Known.check(net);
            step = lean(net, output, loss, optimiser);
        } catch (Unknown reason) {
            step = new FitStep(net, output, optimiser, ", because " + reason.reason());
        }
        return checked(net, step);
    }

    private static TrainStep checked(Net net, TrainStep step) {
        PoolWindows.check(net);
        return new CheckedStep(net.inputs(), step);
    }

    private static TrainStep lean(Net net, Output output, ILossFunction loss, Optimiser optimiser) {
        Optional<DenseLayout> dense = net instanceof StackNet stack ? DenseLayout.of(stack.net()) : Optional.empty();
        DataType type = net.params().dataType();
        if (type != DataType.FLOAT) {
            throw new Unknown("its numbers are of the type " + type);
        }
        INDArray gradients = net.gradients();
        if (gradients.length() != net.params().length() || gradients.dataType() != type) {
            throw new Unknown("its gradients do not lie as its parameters do");
        }
        var end = new LossEnd(loss, output);
        return dense.isPresent()
                ? new DenseStep(net, end, optimiser, dense.get())
                : new PartsStep(end, optimiser, Assembly.of(net));
    }
}
