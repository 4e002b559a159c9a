package lesson4j.lean;

import lesson4j.loss.Decode;
import lesson4j.loss.Loss;
import lesson4j.loss.Targets;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.util.OutputLayerUtil;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
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
     * @param loss what its outputs are judged by; one of DL4J's is computed with the activation that the net ends in
     * @throws IllegalArgumentException when the net has no layer that holds a loss, or this one cannot judge by what it
     *     ends in
     */
    public Output(Net net, ILossFunction loss) {
        this.net = net;
        this.loss = loss;
        this.layer = lossLayer(net);
        this.activation = loss instanceof Loss ours ? ours.activation() : layer.getActivationFn();
        this.size = net.outputs();
        checkPair();
    }

    /** Asks DL4J's own rules for pairs such as a softmax over one output, which it knows when a net is built only. */
    private void checkPair() {
        try {
            OutputLayerUtil.validateOutputLayerConfiguration("", size, layer instanceof LossLayer, activation, loss);
        } catch (DL4JInvalidConfigException e) {
            boolean always = size == 1 && activation instanceof ActivationSoftmax;
            throw new IllegalArgumentException(
                    always
                            ? Targets.name(loss)
                                    + " takes a softmax, which over one output is always 1. Give the net an"
                                    + " output per class, or take MnistLoss or binaryCrossEntropy() for yes or no."
                            : Targets.name(loss) + " expects probabilities but the net ends in " + activation
                                    + ". For one class of several take CrossEntropy, for yes or no binaryCrossEntropy(),"
                                    + " which bring their own activation, or end the net in SOFTMAX or SIGMOID.",
                    e);
        }
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
        return activation.getActivation(raw.dup(), false);
    }

    /**
     * Returns the class that each row of raw outputs means, {@code [n]}, int; metrics, interpretation and predictions
     * all ask here.
     *
     * @throws IllegalStateException when an output is not a number
     */
    public INDArray classes(INDArray raw) {
        return loss instanceof Loss ours ? ours.decode(raw) : Decode.outputs(raw, activation, Decode.threshold(loss));
    }

    /** Returns the raw outputs for inputs {@code [n, features]}: {@code [n, outputs]}, before the activation. */
    public INDArray raw(INDArray x) {
        synchronized (net.model()) { // DL4J's fit, perhaps in another thread, needs the activation
            IActivation before = layer.getActivationFn();
            layer.setActivationFn(new ActivationIdentity());
            try {
                return net.output(x);
            } finally {
                layer.setActivationFn(before);
            }
        }
    }
}
