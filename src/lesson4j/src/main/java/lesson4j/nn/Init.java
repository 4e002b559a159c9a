package lesson4j.nn;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Starting values for a net's parameters; the same seed gives the same start: {@code Init.normal(net, 42)}. */
public final class Init {
    private static final Left ALL = new Left(true, true);

    private Init() {}

    /**
     * Starts as PyTorch's {@code nn.Linear} and {@code nn.Conv2d} do: weights and biases uniform in ±1/√inputs of their layer.
     *
     * @param net the net, whose layers with weights are changed in place
     * @return the same net
     */
    public static MultiLayerNetwork uniform(MultiLayerNetwork net, long seed) {
        return uniform(Nets.ready(net), seed, Collections.nCopies(net.getnLayers(), ALL));
    }

    /**
     * What of a layer's start was left to us.
     *
     * @param weights whether nobody chose how the weights start
     * @param bias whether nobody chose how the bias starts
     */
    record Left(boolean weights, boolean bias) {

        /** Asks a layer before DL4J has filled in its own choices. */
        static Left of(org.deeplearning4j.nn.conf.layers.Layer conf) {
            boolean weights = !(conf instanceof BaseLayer base) || base.getWeightInitFn() == null;
            return new Left(
                    weights, weights && (!(conf instanceof BaseLayer base) || Double.isNaN(base.getBiasInit())));
        }
    }

    /** Does the same, but for what somebody chose himself. */
    static MultiLayerNetwork uniform(MultiLayerNetwork net, long seed, List<Left> left) {
        var random = new Random(seed);
        for (int i = 0; i < net.getnLayers(); i++) {
            Layer layer = net.getLayer(i);
            if (layer.paramTable() != null && layer.paramTable().containsKey("W")) {
                uniform(layer, random, left.get(i));
            }
        }
        return net;
    }

    private static void uniform(Layer layer, Random random, Left left) {
        double bound = 1 / Math.sqrt(inputs(layer));
        fill(layer, () -> bound * (2 * random.nextDouble() - 1), left);
    }

    /**
     * Returns how many inputs a unit has.
     *
     * <p>Dense weights are {@code [in, out]}, those of a convolution {@code [out, in, height, width]}, those of one channel by
     * channel {@code [height, width, in, times]}.
     */
    private static double inputs(Layer layer) {
        INDArray weights = layer.getParam("W");
        if (layer.conf().getLayer() instanceof DepthwiseConvolution2D) {
            return weights.size(0) * weights.size(1);
        }
        return weights.rank() == 2 ? weights.size(0) : (double) weights.length() / weights.size(0);
    }

    /**
     * Starts a residual net as its authors do: convolutions normal with deviation √(2/outputs), the end uniform.
     *
     * <p>He initialisation keeps the size of signals on their way through many layers of ReLU (He et al. 2015).
     *
     * @param graph the net, which is changed in place
     */
    static void he(ComputationGraph graph, long seed) {
        var random = new Random(seed);
        for (Layer layer : graph.getLayers()) {
            INDArray weights = layer.paramTable().get("W");
            if (weights != null && weights.rank() == 4) {
                double deviation = Math.sqrt(2.0 * weights.size(1) / weights.length());
                fill(layer, () -> deviation * random.nextGaussian(), ALL);
            } else if (weights != null) {
                uniform(layer, random, ALL);
            }
        }
    }

    /**
     * Starts as the lesson's {@code torch.randn} does: weights and biases normal with mean 0 and deviation 1.
     *
     * @param net the net, whose dense layers are changed in place
     * @return the same net
     */
    public static MultiLayerNetwork normal(MultiLayerNetwork net, long seed) {
        var random = new Random(seed);
        for (Layer layer : Nets.ready(net).getLayers()) {
            if (layer.paramTable() != null && layer.paramTable().containsKey("W")) {
                fill(layer, random::nextGaussian, ALL);
            }
        }
        return net;
    }

    private static void fill(Layer layer, DoubleSupplier value, Left left) {
        fill(left.weights ? layer.getParam("W") : null, value);
        fill(left.bias ? layer.getParam("b") : null, value);
    }

    private static void fill(@Nullable INDArray param, DoubleSupplier value) {
        if (param != null) {
            double[] values = new double[(int) param.length()];
            Arrays.setAll(values, i -> value.getAsDouble());
            param.assign(Nd4j.createFromArray(values).reshape(param.shape()).castTo(param.dataType()));
        }
    }
}
