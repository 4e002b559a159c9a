package lesson4j.nn;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Starting values for a net's parameters; the same seed gives the same start: {@code Init.normal(net, 42)}. */
public final class Init {
    private Init() {}

    /**
     * Starts as PyTorch's {@code nn.Linear} and {@code nn.Conv2d} do: weights and biases uniform in ±1/√inputs of their layer.
     *
     * @param net the net, whose layers with weights are changed in place
     * @return the same net
     */
    public static MultiLayerNetwork uniform(MultiLayerNetwork net, long seed) {
        var random = new Random(seed);
        for (Layer layer : net.getLayers()) {
            if (layer.paramTable() != null && layer.paramTable().containsKey("W")) {
                uniform(layer, random);
            }
        }
        return net;
    }

    private static void uniform(Layer layer, Random random) {
        double bound = 1 / Math.sqrt(inputs(layer.getParam("W")));
        fill(layer, () -> bound * (2 * random.nextDouble() - 1));
    }

    /** Dense weights are {@code [in, out]}, those of a convolution {@code [out, in, height, width]}. */
    private static double inputs(INDArray weights) {
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
                fill(layer, () -> deviation * random.nextGaussian());
            } else if (weights != null) {
                uniform(layer, random);
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
        for (Layer layer : net.getLayers()) {
            if (layer.paramTable() != null && layer.paramTable().containsKey("W")) {
                fill(layer, random::nextGaussian);
            }
        }
        return net;
    }

    private static void fill(Layer layer, DoubleSupplier value) {
        for (String name : new String[] {"W", "b"}) {
            INDArray param = layer.getParam(name);
            if (param != null) {
                double[] values = new double[(int) param.length()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = value.getAsDouble();
                }
                param.assign(Nd4j.createFromArray(values).reshape(param.shape()).castTo(param.dataType()));
            }
        }
    }
}
