package lesson4j.lean;

import static lesson4j.lean.Arguments.given;
import static lesson4j.lean.Arguments.numbers;

import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** The end of a net: where the loss and its activation sit, and where raw outputs can be read. */
public final class Output {
    private final Net net;
    private final ILossFunction loss;
    private final BaseLayer layer;
    private final IActivation activation;
    private final int size;

    /**
     * Finds the end of a net, and changes nothing there.
     *
     * @param loss what its outputs are judged by
     * @param activation what the loss is computed with
     * @throws IllegalArgumentException when the net has no layer that holds a loss
     */
    public Output(Net net, ILossFunction loss, IActivation activation) {
        this.net = net;
        this.loss = loss;
        this.layer = lossLayer(net);
        this.activation = activation;
        this.size = net.outputs();
    }

    /** Returns the end of a net with the activation that stands there, and another loss. */
    public static Output of(Net net, ILossFunction loss) {
        return new Output(net, loss, lossLayer(net).getActivationFn());
    }

    /** Returns the end of a net with the loss and activation that stand there. */
    public static Output of(Net net) {
        BaseLayer end = lossLayer(net);
        ILossFunction loss = end instanceof BaseOutputLayer output ? output.getLossFn() : ((LossLayer) end).getLossFn();
        return new Output(net, loss, end.getActivationFn());
    }

    private static BaseLayer lossLayer(Net net) {
        Layer last = given(net, "the net").end().conf().getLayer();
        if (last instanceof BaseOutputLayer || last instanceof LossLayer) {
            return (BaseLayer) last;
        }
        throw new IllegalArgumentException("Expected a net that ends in an OutputLayer or LossLayer but found "
                + last.getClass().getSimpleName() + ". End it in one, or add a LossLayer.");
    }

    /** Returns the net. */
    Net net() {
        return net;
    }

    /** Returns the mean loss of a batch, for its raw outputs. */
    double loss(MiniBatch batch, INDArray raw) {
        return loss.computeScore(batch.y(size), raw.dup(), activation, null, true);
    }

    /** Returns the loss. */
    public ILossFunction loss() {
        return loss;
    }

    /** Returns whether the loss sits in a layer without weights. */
    public boolean isLossLayer() {
        return layer instanceof LossLayer;
    }

    /** Returns how many numbers the net gives for an example. */
    public int size() {
        return size;
    }

    /** Gives the net this loss and the activation it is computed with, for a fit; the parameters stay. */
    public void install() {
        if (layer instanceof BaseOutputLayer output) {
            output.setLossFn(loss);
        } else if (layer instanceof LossLayer end) {
            end.setLossFn(loss);
        }
        layer.setActivationFn(activation);
    }

    /** Returns the activation that the loss is computed with. */
    public IActivation activation() {
        return activation;
    }

    /** Returns predictions for raw outputs, {@code [n, outputs]}, as a new array. */
    public INDArray activated(INDArray raw) {
        return activation.getActivation(numbers(raw, "the raw outputs").dup(), false);
    }

    /** Returns the raw outputs for inputs {@code [n, features]}: {@code [n, outputs]}, before the activation. */
    INDArray raw(INDArray x) {
        synchronized (net.model()) { // DL4J's fit, perhaps in another thread, needs the activation
            IActivation before = layer.getActivationFn();
            layer.setActivationFn(new ActivationIdentity());
            try {
                return net.output(x.castTo(net.params().dataType()));
            } finally {
                layer.setActivationFn(before);
            }
        }
    }
}
