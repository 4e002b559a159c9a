package lesson4j.train;

import static lesson4j.nn.Nets.nnBatchNorm2d;
import static lesson4j.nn.Nets.nnConv2d;
import static lesson4j.nn.Nets.nnLinear;
import static lesson4j.nn.Nets.nnReLU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lesson4j.Reference;
import lesson4j.data.DataLoaders;
import lesson4j.data.LabelledImages;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** Twenty steps of small nets beside PyTorch's, whose values steps.py made; the lean step and DL4J's fit alike. */
class TorchStepsTest {
    private static final int EXAMPLES = 20;
    /** Those that our own steps know; the others go by DL4J's fit either way. */
    private static final List<String> LEAN = List.of(
            "relu",
            "tanh and sigmoid, momentum",
            "leaky relu and elu, adam",
            "padding and stride",
            "largest",
            "largest with padding",
            "batch norm",
            "l2",
            "weight decay",
            "clipping");

    private static final JsonObject TORCH = torch();

    private static JsonObject torch() {
        try (Reader reader = new InputStreamReader(
                TorchStepsTest.class.getResourceAsStream("/reference/steps.json"), StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, JsonObject.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<String> names() {
        return TORCH.entrySet().stream().map(Map.Entry::getKey);
    }

    private static MultiLayerNetwork net(String name) {
        return switch (name) {
            case "relu" -> dense(Activation.RELU, Activation.RELU);
            case "tanh and sigmoid, momentum" -> dense(Activation.TANH, Activation.SIGMOID);
            case "leaky relu and elu, adam" -> dense(Activation.LEAKYRELU, Activation.ELU);
            case "padding and stride" -> convolution(nnConv2d(1, 3, 3, 2), nnReLU(), nnLinear(36, 3));
            case "dilation" -> convolution(window(3, 3).dilation(2, 2), Activation.TANH, 24);
            case "not square" -> convolution(window(3, 2).stride(1, 2).padding(1, 0), Activation.RELU, 72);
            case "same" ->
                convolution(window(3, 3).stride(2, 2).convolutionMode(ConvolutionMode.Same), Activation.SIGMOID, 36);
            case "largest" -> pooled(Activation.TANH, pool(SubsamplingLayer.PoolingType.MAX, 2, 2, 2, 0), 36);
            case "largest with padding" ->
                pooled(Activation.RELU, pool(SubsamplingLayer.PoolingType.MAX, 3, 3, 2, 1), 36);
            case "mean" -> pooled(Activation.RELU, pool(SubsamplingLayer.PoolingType.AVG, 3, 2, 1, 0), 90);
            case "root of squares" ->
                pooled(Activation.SIGMOID, pool(SubsamplingLayer.PoolingType.PNORM, 2, 2, 2, 0), 36);
            case "batch norm" -> norm();
            case "l2" -> l2();
            case "weight decay" -> decaying();
            case "clipping" -> clipping();
            default -> throw new AssertionError(name);
        };
    }

    private static MultiLayerNetwork dense(Activation first, Activation second) {
        return Nets.sequential(
                nnLinear(48, 7),
                new ActivationLayer(first),
                nnLinear(7, 5),
                new ActivationLayer(second),
                nnLinear(5, 3));
    }

    private static MultiLayerNetwork convolution(org.deeplearning4j.nn.conf.layers.Layer... parts) {
        return Nets.sequential(InputType.convolutionalFlat(8, 6, 1), parts);
    }

    private static ConvolutionLayer.Builder window(int height, int width) {
        return new ConvolutionLayer.Builder(height, width).nIn(1).nOut(3);
    }

    private static MultiLayerNetwork convolution(ConvolutionLayer.Builder window, Activation bend, int width) {
        return convolution(window.activation(bend).build(), nnLinear(width, 3));
    }

    private static SubsamplingLayer pool(
            SubsamplingLayer.PoolingType kind, int height, int width, int stride, int padding) {
        var pool = new SubsamplingLayer.Builder(kind)
                .kernelSize(height, width)
                .stride(stride, stride)
                .padding(padding, padding);
        return (kind == SubsamplingLayer.PoolingType.PNORM ? pool.pnorm(2) : pool).build();
    }

    private static MultiLayerNetwork pooled(Activation bend, SubsamplingLayer pool, int width) {
        return convolution(nnConv2d(1, 3, 3, 1), new ActivationLayer(bend), pool, nnLinear(width, 3));
    }

    private static ConvolutionLayer withoutBias(int out) {
        ConvolutionLayer layer = nnConv2d(1, out, 3, 2);
        layer.setHasBias(false);
        return layer;
    }

    private static MultiLayerNetwork norm() {
        return convolution(
                withoutBias(4), nnBatchNorm2d(4), nnReLU(), new GlobalPoolingLayer(PoolingType.AVG), nnLinear(4, 3));
    }

    private static MultiLayerNetwork l2() {
        BaseLayer[] layers = {withoutBias(3), nnLinear(36, 3)};
        Stream.of(layers).forEach(layer -> layer.setRegularization(List.of(new L2Regularization(0.3))));
        return convolution(layers[0], nnReLU(), layers[1]);
    }

    private static BaseLayer[] denseParts() {
        return new BaseLayer[] {nnLinear(48, 7), nnLinear(7, 5), nnLinear(5, 3)};
    }

    private static MultiLayerNetwork decaying() {
        BaseLayer[] layers = denseParts();
        Stream.of(layers).forEach(layer -> layer.setRegularization(List.of(new WeightDecay(0.3, true))));
        return Nets.sequential(layers[0], nnReLU(), layers[1], nnReLU(), layers[2]);
    }

    private static MultiLayerNetwork clipping() {
        BaseLayer[] layers = denseParts();
        for (BaseLayer layer : layers) {
            layer.setGradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue);
            layer.setGradientNormalizationThreshold(0.01);
        }
        return Nets.sequential(layers[0], nnReLU(), layers[1], nnReLU(), layers[2]);
    }

    /** Draws data and start as the script does, and trains. */
    private static Learner trained(String name, boolean ownFit) {
        var random = new Random(11);
        INDArray x = Reference.matrix(Reference.draw(random, EXAMPLES * 48, 0, 1), EXAMPLES)
                .castTo(DataType.FLOAT);
        int[] labels = IntStream.range(0, EXAMPLES).map(i -> i % 3).toArray();
        var images = new LabelledImages(x, labels, List.of("a", "b", "c"), 8, 6);
        MultiLayerNetwork net = net(name);
        for (Layer layer : net.getLayers()) {
            start(layer, random);
        }
        var learn = new Learner(DataLoaders.of(images, images).bs(EXAMPLES), net, new CrossEntropy()).quiet();
        if (name.contains("adam") || name.contains("momentum")) {
            learn.opt(name.contains("adam") ? "adam" : "momentum");
        }
        if (ownFit) {
            learn.useDl4jFit();
        }
        learn.fit(20, name.contains("adam") ? 0.005 : 0.05);
        return learn;
    }

    private static void start(Layer layer, Random random) {
        INDArray weights = layer.paramTable().get("W");
        if (weights != null) {
            boolean matrix = weights.rank() == 2;
            long out = weights.size(matrix ? 1 : 0);
            double bound = 1 / Math.sqrt(weights.length() / (double) out);
            INDArray drawn = Reference.matrix(Reference.draw(random, (int) weights.length(), -bound, bound), (int) out);
            weights.assign(matrix ? drawn.transpose() : drawn.reshape(weights.shape()));
            INDArray bias = layer.paramTable().get("b");
            if (bias != null) {
                double[] values = Reference.draw(random, (int) bias.length(), -bound, bound);
                bias.assign(Reference.matrix(values, 1).reshape(bias.shape()));
            }
        }
    }

    /** The parameters in PyTorch's order and shapes. */
    private static List<double[]> tensors(MultiLayerNetwork net) {
        List<double[]> tensors = new ArrayList<>();
        for (Layer layer : net.getLayers()) {
            for (String key : List.of("W", "b", "gamma", "beta", "mean", "var")) {
                INDArray param = layer.paramTable().get(key);
                if (param != null) {
                    INDArray turned = key.equals("W") && param.rank() == 2 ? param.transpose() : param;
                    tensors.add(turned.castTo(DataType.DOUBLE).dup('c').ravel().toDoubleVector());
                }
            }
        }
        return tensors;
    }

    @ParameterizedTest
    @MethodSource("names")
    void twentyStepsGoWherePyTorchGoes(String name) {
        JsonArray expected = TORCH.getAsJsonArray(name);
        for (boolean ownFit : new boolean[] {false, true}) {
            Learner learn = trained(name, ownFit);
            boolean lean = !ownFit && LEAN.contains(name);
            assertThat(learn.summary()).contains(lean ? "BLAS on the net's parameters" : "DL4J's fit");
            List<double[]> found = tensors(learn.net());

            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                boolean variance = name.equals("batch norm") && i == 4;
                agree(name + " " + i, found.get(i), expected.get(i).getAsJsonObject(), variance);
            }
        }
    }

    /** DL4J's running variance is the batch's own; PyTorch's is n/(n − 1) times as large, for n numbers per channel. */
    private static void agree(String what, double[] found, JsonObject expected, boolean variance) {
        double n = EXAMPLES * 4 * 3;
        double start = variance ? Math.pow(0.9, 20) : 0;
        double factor = variance ? n / (n - 1) : 1;
        double[] values = new Gson().fromJson(expected.get("values"), double[].class);
        int stride = (found.length + 23) / 24;
        double within = variance ? 1e-6 : 1e-4;
        for (int i = 0; i < values.length; i++) {
            double same = start + factor * (found[i * stride] - start);
            assertThat(same).as(what).isCloseTo(values[i], within(within));
        }
        if (!variance) {
            double norm = Math.sqrt(IntStream.range(0, found.length)
                    .mapToDouble(i -> found[i] * found[i])
                    .sum());
            assertThat(norm).as(what).isCloseTo(expected.get("norm").getAsDouble(), within(1e-4));
        }
    }
}
