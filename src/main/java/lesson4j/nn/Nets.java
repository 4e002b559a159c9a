package lesson4j.nn;

import java.util.ArrayList;
import java.util.List;
import lesson4j.data.Seed;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * The lesson's nets, ready to train: {@code Nets.simpleNet(784, 30, 1)}.
 *
 * <p>All end in raw outputs and start as PyTorch's {@code nn.Linear} does, from the seed in force.
 */
public final class Nets {
    private Nets() {}

    /** Returns a single linear layer, {@code nn.Linear(in, out)}: {@code [n, in]} to {@code [n, out]}. */
    public static MultiLayerNetwork linear(int in, int out) {
        return sequential(nnLinear(in, out));
    }

    /** Returns linear, ReLU, linear: the lesson's {@code simple_net}, {@code [n, in]} to {@code [n, out]}. */
    public static MultiLayerNetwork simpleNet(int in, int hidden, int out) {
        return sequential(nnLinear(in, hidden), nnReLU(), nnLinear(hidden, out));
    }

    /**
     * Returns a net of parts that follow each other, PyTorch's {@code nn.Sequential}.
     *
     * <p>{@code sequential(nnLinear(784, 30), nnReLU(), nnLinear(30, 1))}. The last part is the output.
     *
     * @param parts layers from the input to the output, each as wide as the one before it gives
     */
    public static MultiLayerNetwork sequential(Layer... parts) {
        var list = new NeuralNetConfiguration.Builder()
                .seed(Seed.get())
                .updater(new Sgd(0.1))
                .list();
        fused(parts).forEach(list::layer);
        MultiLayerNetwork net = new MultiLayerNetwork(list.build());
        net.init();
        return Init.uniform(net, Seed.get());
    }

    /** Returns a fully connected layer, {@code nn.Linear(in, out)}, without an activation. */
    public static DenseLayer nnLinear(int in, int out) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(Activation.IDENTITY)
                .build();
    }

    /** Returns the rectified linear unit, {@code nn.ReLU()}: max(x, 0). */
    public static ActivationLayer nnReLU() {
        return new ActivationLayer(Activation.RELU);
    }

    /** Returns the sigmoid, {@code nn.Sigmoid()}: 1/(1 + e^−x). */
    public static ActivationLayer nnSigmoid() {
        return new ActivationLayer(Activation.SIGMOID);
    }

    /**
     * Returns a part whose forward pass is a formula of your own; declare its parameters with {@code .param}.
     *
     * <p>{@code formula(784, 10, (sd, x, p) -> x.mmul(p.get("w")).add(p.get("b"))).param("w", 784, 10).param("b", 10)}
     */
    public static FormulaLayer formula(int in, int out, FormulaLayer.Forward forward) {
        return new FormulaLayer(in, out, forward);
    }

    /** Returns a copy with the same parameters that trains on its own, for a fair comparison from one start. */
    public static MultiLayerNetwork copy(MultiLayerNetwork net) {
        return net.clone();
    }

    /** Joins each activation to the dense layer before it, and makes the last layer the output. */
    private static List<Layer> fused(Layer[] parts) {
        List<Layer> layers = new ArrayList<>();
        for (Layer part : parts) {
            Layer before = layers.isEmpty() ? null : layers.get(layers.size() - 1);
            if (part instanceof ActivationLayer activation && before instanceof DenseLayer dense && isPlain(dense)) {
                dense.setActivationFn(activation.getActivationFn());
            } else {
                layers.add(part.clone());
            }
        }
        int last = layers.size() - 1;
        if (layers.get(last) instanceof DenseLayer dense && isPlain(dense)) {
            layers.set(last, output(dense));
        } else {
            layers.add(new LossLayer.Builder(new LossMSE())
                    .activation(Activation.IDENTITY)
                    .build());
        }
        return layers;
    }

    private static boolean isPlain(DenseLayer layer) {
        return layer.getActivationFn() instanceof ActivationIdentity;
    }

    private static OutputLayer output(DenseLayer dense) {
        return new OutputLayer.Builder(new LossMSE())
                .nIn(dense.getNIn())
                .nOut(dense.getNOut())
                .activation(Activation.IDENTITY)
                .build();
    }
}
