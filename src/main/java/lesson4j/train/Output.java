package lesson4j.train;

import lesson4j.loss.Loss;
import lesson4j.nn.FormulaLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** The end of a net: where the loss and its activation sit, and where raw outputs can be read. */
final class Output {
    private final MultiLayerNetwork net;
    private final BaseLayer layer;
    private final int size;

    Output(MultiLayerNetwork net) {
        this.net = net;
        this.layer = lossLayer(net);
        this.size = size(net);
    }

    private static BaseLayer lossLayer(MultiLayerNetwork net) {
        Layer last = conf(net, net.getnLayers() - 1);
        if (last instanceof BaseOutputLayer || last instanceof LossLayer) {
            return (BaseLayer) last;
        }
        throw new IllegalArgumentException("Expected a net that ends in an OutputLayer or LossLayer but found "
                + last.getClass().getSimpleName() + ". Build it with Nets.sequential, or add a LossLayer.");
    }

    private static int size(MultiLayerNetwork net) {
        for (int i = net.getnLayers() - 1; i >= 0; i--) {
            if (conf(net, i) instanceof FeedForwardLayer layer && layer.getNOut() > 0) {
                return (int) layer.getNOut();
            }
            if (conf(net, i) instanceof FormulaLayer formula) {
                return formula.outputs();
            }
        }
        throw new IllegalArgumentException("No layer of the net says how many outputs it has. Set nOut.");
    }

    static Layer conf(MultiLayerNetwork net, int i) {
        return net.getLayerWiseConfigurations().getConf(i).getLayer();
    }

    /** Returns how many numbers the net gives for an example. */
    int size() {
        return size;
    }

    /** Sets the loss and the activation it is computed with; the parameters stay. */
    void set(ILossFunction loss) {
        if (layer instanceof BaseOutputLayer output) {
            output.setLossFn(loss);
        } else if (layer instanceof LossLayer end) {
            end.setLossFn(loss);
        }
        if (loss instanceof Loss ours) {
            layer.setActivationFn(ours.activation());
        }
    }

    IActivation activation() {
        return layer.getActivationFn();
    }

    /** Returns the raw outputs for inputs {@code [n, features]}: {@code [n, outputs]}, before the activation. */
    INDArray raw(INDArray x) {
        IActivation activation = layer.getActivationFn();
        layer.setActivationFn(new ActivationIdentity());
        try {
            return net.output(x, false);
        } finally {
            layer.setActivationFn(activation);
        }
    }
}
