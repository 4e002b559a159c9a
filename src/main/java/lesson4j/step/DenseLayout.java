package lesson4j.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Where the weights and biases of a plain stack of dense layers lie in the net's vector of parameters. */
final class DenseLayout {
    private record Dense(int in, int out, long weights, long bias, Pointwise activation) {}

    private final List<Dense> layers;

    private DenseLayout(List<Dense> layers) {
        this.layers = layers;
    }

    /** Returns the layout, or nothing when the net has a part that only DL4J's own fit knows. */
    static Optional<DenseLayout> of(MultiLayerNetwork net) {
        List<Dense> layers = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < net.getnLayers(); i++) {
            Layer conf = net.getLayer(i).conf().getLayer();
            if (net.getLayerWiseConfigurations().getInputPreProcess(i) != null || !isPlain(conf)) {
                return Optional.empty();
            }
            if (conf instanceof FeedForwardLayer dense && (conf instanceof DenseLayer || conf instanceof OutputLayer)) {
                long weights = dense.getNIn() * dense.getNOut();
                Pointwise activation = conf instanceof OutputLayer
                        ? Pointwise.IDENTITY
                        : Plain.activation(dense).orElseThrow();
                layers.add(
                        new Dense((int) dense.getNIn(), (int) dense.getNOut(), offset, offset + weights, activation));
                offset += weights + dense.getNOut();
            }
        }
        return offset == net.numParams() && offset > 0 ? Optional.of(new DenseLayout(layers)) : Optional.empty();
    }

    /** A dense layer with a bias, or the end of the net. */
    private static boolean isPlain(Layer conf) {
        if (conf instanceof LossLayer || conf instanceof OutputLayer output && output.hasBias()) {
            return Plain.isEnd(conf);
        }
        return conf instanceof DenseLayer dense && dense.hasBias() && !dense.hasLayerNorm() && Plain.is(conf);
    }

    int depth() {
        return layers.size();
    }

    /** Returns the width of layer {@code l}; 0 is the input. */
    int width(int l) {
        return l == 0 ? layers.get(0).in : layers.get(l - 1).out;
    }

    /** Returns how many multiplications take an example through the net. */
    long multiplications() {
        return layers.stream().mapToLong(layer -> (long) layer.in * layer.out).sum();
    }

    int widest() {
        return layers.stream().mapToInt(Dense::out).max().orElse(0);
    }

    long weights(int l) {
        return layers.get(l - 1).weights;
    }

    long bias(int l) {
        return layers.get(l - 1).bias;
    }

    Pointwise activation(int l) {
        return layers.get(l - 1).activation;
    }
}
