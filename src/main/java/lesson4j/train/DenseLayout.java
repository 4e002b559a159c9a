package lesson4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/** Where the weights and biases of a plain stack of dense layers lie in the net's vector of parameters. */
final class DenseLayout {
    private record Dense(int in, int out, long weights, long bias, Pointwise activation) {}

    private final List<Dense> layers;

    private DenseLayout(List<Dense> layers) {
        this.layers = layers;
    }

    /** Returns the layout, or nothing when the net has a part that only DL4J's own fit knows. */
    static Optional<DenseLayout> of(MultiLayerNetwork net) {
        if (net.params().dataType() != DataType.FLOAT || !net.getListeners().isEmpty()) {
            return Optional.empty();
        }
        List<Dense> layers = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < net.getnLayers(); i++) {
            Layer conf = Output.conf(net, i);
            if (net.getLayerWiseConfigurations().getInputPreProcess(i) != null || !isPlain(conf)) {
                return Optional.empty();
            }
            if (conf instanceof FeedForwardLayer dense && (conf instanceof DenseLayer || conf instanceof OutputLayer)) {
                long weights = dense.getNIn() * dense.getNOut();
                Pointwise activation = conf instanceof OutputLayer
                        ? Pointwise.IDENTITY
                        : pointwise(dense).get();
                layers.add(
                        new Dense((int) dense.getNIn(), (int) dense.getNOut(), offset, offset + weights, activation));
                offset += weights + dense.getNOut();
            }
        }
        return offset == net.numParams() && offset > 0 ? Optional.of(new DenseLayout(layers)) : Optional.empty();
    }

    /** A dense layer with a bias and nothing else: no dropout, decay, noise, constraint or normalisation. */
    private static boolean isPlain(Layer conf) {
        if (conf.getIDropout() != null
                || conf.getConstraints() != null && !conf.getConstraints().isEmpty()) {
            return false;
        }
        if (conf instanceof LossLayer) {
            return true;
        }
        boolean known = conf instanceof OutputLayer output && output.hasBias()
                || conf instanceof DenseLayer dense
                        && dense.hasBias()
                        && !dense.hasLayerNorm()
                        && pointwise(dense).isPresent();
        return known && conf instanceof BaseLayer base && isUnregularised(base);
    }

    private static boolean isUnregularised(BaseLayer conf) {
        return empty(conf.getRegularization())
                && empty(conf.getRegularizationBias())
                && conf.getWeightNoise() == null
                && (conf.getGradientNormalization() == null
                        || conf.getGradientNormalization().name().equals("None"));
    }

    private static boolean empty(List<?> list) {
        return list == null || list.isEmpty();
    }

    private static Optional<Pointwise> pointwise(BaseLayer conf) {
        return Pointwise.of(conf.getActivationFn());
    }

    int depth() {
        return layers.size();
    }

    /** Returns the width of layer {@code l}; 0 is the input. */
    int width(int l) {
        return l == 0 ? layers.get(0).in : layers.get(l - 1).out;
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
