package lesson4j.lean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where the weights and biases of a stack of dense layers lie in the net's vector of parameters. */
final class DenseLayout {
    private record Dense(int in, int out, long weights, long bias, Pointwise activation) {
        /** Returns how many weights there are, each of which multiplies once for an example. */
        long multiplications() {
            return (long) in * out;
        }
    }

    private final List<Dense> layers = new ArrayList<>();
    private long length;

    private DenseLayout() {}

    /**
     * Returns the layout of a stack of dense layers with a bias and an activation of ours, else nothing.
     *
     * @param net a net of which {@link Known} knows all that is set
     * @throws IllegalArgumentException when a layer is not as wide as the one before it gives
     */
    static Optional<DenseLayout> of(MultiLayerNetwork net) {
        var layout = new DenseLayout();
        for (int i = 0; i < net.getnLayers(); i++) {
            boolean last = i == net.getnLayers() - 1;
            if (net.getLayerWiseConfigurations().getInputPreProcess(i) != null || !layout.add(net.getLayer(i), last)) {
                return Optional.empty();
            }
        }
        return layout.length == net.numParams() && layout.length > 0 ? Optional.of(layout) : Optional.empty();
    }

    private boolean add(Layer layer, boolean last) {
        var conf = layer.conf().getLayer();
        if (conf instanceof LossLayer) {
            return last;
        }
        boolean end = last && conf instanceof OutputLayer output && output.hasBias();
        if (!end && !(conf instanceof DenseLayer dense && dense.hasBias())) {
            return false;
        }
        var dense = (FeedForwardLayer) conf;
        if (dense.getIDropout() != null) {
            return false;
        }
        Optional<Pointwise> activation = end ? Optional.of(Pointwise.IDENTITY) : Pointwise.of(dense.getActivationFn());
        int in = (int) dense.getNIn();
        int out = (int) dense.getNOut();
        if (activation.isEmpty() || !isWhole(layer.paramTable(), in, out)) {
            return false;
        }
        if (!layers.isEmpty()) {
            Width.check(Integer.toString(layers.size() + 1), conf, in, width(depth()));
        }
        long weights = (long) in * out;
        layers.add(new Dense(in, out, length, length + weights, activation.get()));
        length += weights + out;
        return true;
    }

    /** The weights column by column, then the bias, and nothing else. */
    private static boolean isWhole(Map<String, INDArray> params, int in, int out) {
        INDArray weights = params.get("W");
        INDArray bias = params.get("b");
        return params.size() == 2
                && weights != null
                && bias != null
                && Arrays.equals(weights.shape(), new long[] {in, out})
                && (weights.ordering() == 'f' || in == 1 || out == 1)
                && bias.length() == out
                && bias.offset() == weights.offset() + weights.length();
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
        return layers.stream().mapToLong(Dense::multiplications).sum();
    }

    /** Returns how many weights the largest layer has. */
    long mostWeights() {
        return layers.stream().mapToLong(Dense::multiplications).max().orElse(0);
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
