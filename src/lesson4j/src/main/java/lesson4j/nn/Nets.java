package lesson4j.nn;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.wrong;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import lesson4j.data.Seed;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

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
     * @param parts layers from the input to the output, each as wide as the one before it gives; all that is set in them,
     *     such as dropout, l2, no bias or a start of their own, stays
     * @throws IllegalArgumentException when one takes another number than the one before it gives; both are named
     */
    public static MultiLayerNetwork sequential(Layer... parts) {
        var all = new Parts(parts);
        return started(all, all.first() > 0 ? InputType.feedForward(all.first()) : null);
    }

    /**
     * Returns the same for parts that look at pictures. DL4J then knows how flat inputs become rows and columns.
     *
     * <p>{@code sequential(convolutionalFlat(28, 28, 1), nnConv2d(1, 8, 5, 2), nnReLU(), …)}
     *
     * @param input height, width and channels of the pictures, which still come flat: {@code [n, channels · height · width]}
     */
    public static MultiLayerNetwork sequential(InputType input, Layer... parts) {
        return started(new Parts(parts), input);
    }

    private static MultiLayerNetwork started(Parts parts, @Nullable InputType input) {
        var list = new NeuralNetConfiguration.Builder()
                .seed(Seed.get())
                .updater(new Sgd(0.1))
                .list();
        parts.layers().forEach(list::layer);
        if (input != null) {
            list.setInputType(input);
        }
        List<Init.Left> start = parts.layers().stream().map(Init.Left::of).toList();
        var conf = list.build();
        parts.check(
                conf.getConfs().stream().map(NeuralNetConfiguration::getLayer).toList());
        NetSize.check(conf.getConfs().stream());
        MultiLayerNetwork net = new MultiLayerNetwork(conf);
        net.init();
        return Init.uniform(net, Seed.get(), start);
    }

    /**
     * Returns fastbook's convolutional net of chapter 13: five convolutions that halve the picture, with batch norm.
     *
     * <p>28×28 pixels become 14×14×8, 7×7×16, 4×4×32, 2×2×64 and 1×1×classes, flat inputs {@code [n, 784]}.
     *
     * @param classes how many outputs it has
     */
    public static MultiLayerNetwork simpleCnn(int classes) {
        positive("simpleCnn", classes);
        int[] widths = {1, 8, 16, 32, 64};
        List<Layer> parts = new ArrayList<>();
        for (int i = 1; i < widths.length; i++) {
            parts.add(nnConv2d(widths[i - 1], widths[i], i == 1 ? 5 : 3, 2));
            parts.add(nnReLU());
            parts.add(nnBatchNorm2d(widths[i]));
        }
        parts.add(nnConv2d(64, classes, 3, 2));
        parts.add(nnBatchNorm2d(classes));
        return sequential(InputType.convolutionalFlat(28, 28, 1), parts.toArray(Layer[]::new));
    }

    /** Returns ResNet-18 for grey pictures of 28×28 pixels, {@code [n, 784]}: {@code resnet18(2)}. */
    public static ResNet resnet18(int classes) {
        return resnet18(classes, 1, 28);
    }

    /**
     * Returns ResNet-18: a 7×7 stem, four stages of two residual blocks, the mean over the picture, one linear layer.
     *
     * <p>11.2 million parameters, started as its authors do; see {@link ResNet}.
     *
     * @param classes how many outputs it has
     * @param channels 1 for grey pictures, 3 for colour
     * @param side height and width in pixels; inputs come flat, {@code [n, channels · side · side]}
     */
    public static ResNet resnet18(int classes, int channels, int side) {
        positive("resnet18", classes, channels, side);
        return ResNet.of(64, classes, channels, side);
    }

    /** Returns a fully connected layer, {@code nn.Linear(in, out)}, without an activation. */
    public static DenseLayer nnLinear(int in, int out) {
        positive("nnLinear", in, out);
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(Activation.IDENTITY)
                .build();
    }

    /**
     * Returns a convolution, {@code nn.Conv2d(in, out, ks, stride, padding=ks//2)}, without an activation.
     *
     * @param in how many channels come in
     * @param out how many filters it has, and so channels go out
     * @param ks the side of its window, in pixels
     * @param stride how far the window moves; 2 halves the picture
     */
    public static ConvolutionLayer nnConv2d(int in, int out, int ks, int stride) {
        positive("nnConv2d", in, out, ks, stride);
        return new ConvolutionLayer.Builder(ks, ks)
                .nIn(in)
                .nOut(out)
                .stride(stride, stride)
                .padding(ks / 2, ks / 2)
                .activation(Activation.IDENTITY)
                .build();
    }

    /**
     * Returns batch norm over the channels of pictures, with the settings of {@code nn.BatchNorm2d(channels)}.
     *
     * <p>Training computes the same. The running variance, which predictions use, is DL4J's: the batch's own,
     * and not PyTorch's estimate, which is n/(n − 1) times as large for n numbers per channel: 1.6 % for 64 pixels in all,
     * a third for four.
     */
    public static BatchNormalization nnBatchNorm2d(int channels) {
        positive("nnBatchNorm2d", channels);
        return new BatchNormalization.Builder()
                .nIn(channels)
                .nOut(channels)
                .useLogStd(false)
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
        positive("formula", in, out);
        return new FormulaLayer(in, out, forward);
    }

    /**
     * Returns the weights of a layer, PyTorch's {@code net[i].weight} the other way round: {@code weight(net, 0)}.
     *
     * @param i which of the layers that have weights, counted from 0
     * @return the net's own memory, {@code [in, out]} or, of a convolution, {@code [out, in, ks, ks]}; {@code dup()} copies
     */
    public static INDArray weight(MultiLayerNetwork net, int i) {
        return param(net, i, "W");
    }

    /** Returns the biases of a layer, {@code [out]}, the net's own memory: {@code bias(net, 0)}. */
    public static INDArray bias(MultiLayerNetwork net, int i) {
        return param(net, i, "b");
    }

    private static INDArray param(MultiLayerNetwork net, int i, String name) {
        var all = Arrays.stream(ready(net).getLayers())
                .map(layer -> layer.paramTable().get(name))
                .filter(Objects::nonNull)
                .toList();
        if (i < 0 || i >= all.size()) {
            throw wrong(
                    "Expected a layer from 0 to %d but found %d. Only those count that have weights.",
                    all.size() - 1, i);
        }
        return all.get(i);
    }

    /** Refuses a net that has no parameters yet. */
    static <T extends Model> T ready(T net) {
        if (NetText.layers(given(net, "the net")).length == 0) {
            throw new IllegalStateException(NetText.withoutLayers(net));
        }
        return net;
    }

    static void positive(String name, int... sizes) {
        if (Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            String found = Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("Expected sizes of 1 or more but found " + name + "(" + found
                    + "). The lesson's first layer is nnLinear(784, 30).");
        }
    }

    /** Returns a copy with the same parameters that trains on its own, to compare from one start. */
    public static MultiLayerNetwork copy(MultiLayerNetwork net) {
        return ready(net).clone();
    }

    /** Returns a copy of a graph with the same parameters that trains on its own. */
    public static ComputationGraph copy(ComputationGraph graph) {
        return ready(graph).clone();
    }
}
