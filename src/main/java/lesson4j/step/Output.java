package lesson4j.step;

import lesson4j.loss.Loss;
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
    private final BaseLayer layer;
    private final int size;

    /**
     * Finds the end of a net.
     *
     * @throws IllegalArgumentException when it has no layer that holds a loss
     */
    public Output(Net net) {
        this.net = net;
        this.layer = lossLayer(net);
        this.size = net.outputs();
    }

    private static BaseLayer lossLayer(Net net) {
        Layer last = net.end().conf().getLayer();
        if (last instanceof BaseOutputLayer || last instanceof LossLayer) {
            return (BaseLayer) last;
        }
        throw new IllegalArgumentException("Expected a net that ends in an OutputLayer or LossLayer but found "
                + last.getClass().getSimpleName() + ". Build it with Nets.sequential, or add a LossLayer.");
    }

    /** Returns how many numbers the net gives for an example. */
    public int size() {
        return size;
    }

    /** Sets the loss and the activation it is computed with; the parameters stay. */
    public void set(ILossFunction loss) {
        if (layer instanceof BaseOutputLayer output) {
            output.setLossFn(loss);
        } else if (layer instanceof LossLayer end) {
            end.setLossFn(loss);
        }
        if (loss instanceof Loss ours) {
            layer.setActivationFn(ours.activation());
        }
    }

    /** Returns the activation that the loss is computed with. */
    public IActivation activation() {
        return layer.getActivationFn();
    }

    /** Returns the raw outputs for inputs {@code [n, features]}: {@code [n, outputs]}, before the activation. */
    public INDArray raw(INDArray x) {
        IActivation activation = layer.getActivationFn();
        layer.setActivationFn(new ActivationIdentity());
        try {
            return net.output(x);
        } finally {
            layer.setActivationFn(activation);
        }
    }
}
