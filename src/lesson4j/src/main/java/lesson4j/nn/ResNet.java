package lesson4j.nn;

import java.nio.file.Path;
import lesson4j.data.Seed;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * The residual net of 18 layers (He et al. 2015), part by part as torchvision builds it: {@code Nets.resnet18(2)}.
 *
 * <p>A block adds what it computes to what came in, so that a signal finds its way back through many layers. The parts
 * have torchvision's names, {@code layer2.0.downsample.1} for one; {@link #load} takes its weights by them.
 */
public final class ResNet extends ComputationGraph {
    private static final long serialVersionUID = 1L;

    private ResNet(ComputationGraphConfiguration configuration) {
        super(configuration);
    }

    /**
     * Returns a net of four stages of two blocks each.
     *
     * @param width channels of the first stage; each later one has twice as many; ResNet-18 has 64
     * @param classes how many outputs it has
     * @param channels how many channels a picture has
     * @param side height and width in pixels
     */
    public static ResNet of(int width, int classes, int channels, int side) {
        Nets.positive("ResNet.of", width, classes, channels, side);
        // its largest convolutions, whose widths are not to go over the largest number
        NetSize.check(9.0 * 8 * 8 * width * width);
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(Seed.get())
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.convolutionalFlat(side, side, channels));
        convolution(graph, "conv1", "x", channels, width, 7, 2);
        norm(graph, "bn1", "conv1", width);
        relu(graph, "relu", "bn1");
        graph.addLayer(
                "maxpool",
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(3, 3)
                        .stride(2, 2)
                        .padding(1, 1)
                        .build(),
                "relu");
        String last = "maxpool";
        int in = width;
        for (int stage = 1; stage <= 4; stage++) {
            int out = width << (stage - 1);
            for (int block = 0; block < 2; block++) {
                last = block(graph, "layer" + stage + "." + block, last, in, out, stage > 1 && block == 0 ? 2 : 1);
                in = out;
            }
        }
        graph.addLayer("avgpool", new GlobalPoolingLayer(PoolingType.AVG), last);
        graph.addLayer(
                "fc",
                new OutputLayer.Builder(new LossMSE())
                        .nIn(in)
                        .nOut(classes)
                        .activation(Activation.IDENTITY)
                        .build(),
                "avgpool");
        ComputationGraphConfiguration conf = graph.setOutputs("fc").build();
        NetSize.check(conf.getVertices().values().stream()
                .filter(LayerVertex.class::isInstance)
                .map(vertex -> ((LayerVertex) vertex).getLayerConf()));
        ResNet net = new ResNet(conf);
        net.init();
        Init.he(net, Seed.get());
        return net;
    }

    /** Adds two convolutions beside a shortcut, which has a convolution too where the shape changes. */
    private static String block(GraphBuilder graph, String name, String input, int in, int out, int stride) {
        convolution(graph, name + ".conv1", input, in, out, 3, stride);
        norm(graph, name + ".bn1", name + ".conv1", out);
        relu(graph, name + ".relu1", name + ".bn1");
        convolution(graph, name + ".conv2", name + ".relu1", out, out, 3, 1);
        norm(graph, name + ".bn2", name + ".conv2", out);
        String shortcut = input;
        if (stride != 1 || in != out) {
            convolution(graph, name + ".downsample.0", input, in, out, 1, stride);
            shortcut = name + ".downsample.1";
            norm(graph, shortcut, name + ".downsample.0", out);
        }
        graph.addVertex(name + ".add", new ElementWiseVertex(ElementWiseVertex.Op.Add), name + ".bn2", shortcut);
        relu(graph, name, name + ".add");
        return name;
    }

    /** Batch norm shifts what comes out, so that a bias would do nothing. */
    private static void convolution(
            GraphBuilder graph, String name, String input, int in, int out, int ks, int stride) {
        ConvolutionLayer layer = Nets.nnConv2d(in, out, ks, stride);
        layer.setHasBias(false);
        graph.addLayer(name, layer, input);
    }

    private static void norm(GraphBuilder graph, String name, String input, int channels) {
        BatchNormalization layer = Nets.nnBatchNorm2d(channels);
        graph.addLayer(name, layer, input);
    }

    private static void relu(GraphBuilder graph, String name, String input) {
        graph.addLayer(name, new ActivationLayer(Activation.RELU), input);
    }

    /**
     * Takes weights, such as those trained on ImageNet, from a safetensors file with torchvision's names.
     *
     * <p>{@code safetensors.torch.save_file(torchvision.models.resnet18(weights="DEFAULT").state_dict(), "r18.safetensors")}
     * writes one. Colour weights of the first layer are summed for grey pictures. An end for other classes is left out, and
     * this net keeps its own start there.
     *
     * @return this net
     * @throws IllegalArgumentException when a part is missing or has another shape
     */
    public ResNet load(Path weights) {
        TorchWeights.of(SafeTensors.read(weights), weights).into(this);
        return this;
    }
}
