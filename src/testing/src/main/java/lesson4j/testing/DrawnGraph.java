package lesson4j.testing;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Draws graphs on flat pictures: detours and shortcuts, sums and merges, and turns from numbers to pictures and back. */
public final class DrawnGraph extends DrawnNet {
    private final int channels = between(1, 2);
    private final int side = between(4, 7);
    public final int inputs = channels * side * side;
    public final int outputs = between(1, 4);
    private int width = between(1, 3);
    private String last = "x";
    private int count;

    public DrawnGraph(long seed, IUpdater updater, boolean own) {
        super(seed, updater, own);
    }

    public ComputationGraph net(long start) {
        GraphBuilder graph = global(start)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.convolutionalFlat(side, side, channels));
        graph.validateOutputLayerConfig(false);
        last = convolution(graph, "x", 3, 1);
        for (int i = 0; i < between(0, 2); i++) {
            block(graph);
        }
        if (odd(6, "pictures made of numbers")) {
            pictures(graph);
        }
        if (odd(4, "a branch that leads nowhere")) {
            graph.addLayer("nowhere", new ActivationLayer(activation()), last);
        }
        if (odds(60)) {
            graph.addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), last);
            last = "mean";
        }
        if (odds(40)) {
            graph.addLayer(
                    "dense",
                    odder(new DenseLayer.Builder().nOut(5).activation(activation()))
                            .build(),
                    last);
            last = "dense";
        }
        graph.addLayer(
                "end",
                odder(new OutputLayer.Builder(new LossMSE()).nOut(outputs).activation(activation()))
                        .build(),
                last);
        ComputationGraph net = new ComputationGraph(graph.setOutputs("end").build());
        net.init();
        return odd(6, "transfer learning")
                ? new TransferLearning.GraphBuilder(net)
                        .setFeatureExtractor("c1")
                        .build()
                : net;
    }

    private String convolution(GraphBuilder graph, String from, int kernel, int stride) {
        String name = "c" + ++count;
        graph.addLayer(
                name,
                odder(new ConvolutionLayer.Builder(kernel, kernel)
                                .nOut(width)
                                .stride(stride, stride)
                                .padding(kernel / 2, kernel / 2)
                                .hasBias(odds(70))
                                .activation(activation()))
                        .build(),
                from);
        return name;
    }

    /** A detour of a convolution or two, and the sum, or something else, with what came in. */
    private void block(GraphBuilder graph) {
        String detour = convolution(graph, last, odds(70) ? 3 : 1, 1);
        if (odds(50)) {
            String name = "n" + ++count;
            graph.addLayer(
                    name, new BatchNormalization.Builder().useLogStd(odds(50)).build(), detour);
            detour = name;
        }
        String other = last;
        if (odds(30)) {
            other = convolution(graph, odd(15, "shortcut from the input") ? "x" : last, 1, 1);
        }
        String name = "v" + ++count;
        if (odd(15, "another vertex")) {
            graph.addVertex(
                    name,
                    one(
                            new MergeVertex(),
                            new ElementWiseVertex(ElementWiseVertex.Op.Average),
                            new ElementWiseVertex(ElementWiseVertex.Op.Product),
                            new ElementWiseVertex(ElementWiseVertex.Op.Subtract)),
                    detour,
                    other);
        } else {
            graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), detour, other);
        }
        last = name;
        if (odd(5, "scaled")) {
            graph.addVertex(name + "s", new ScaleVertex(0.5), name);
            last = name + "s";
        }
        width = between(1, 3);
        last = convolution(graph, last, 3, between(1, 2));
    }

    private void pictures(GraphBuilder graph) {
        graph.addLayer(
                "numbers",
                new DenseLayer.Builder().nOut(18).activation(activation()).build(),
                last);
        graph.addLayer(
                "again",
                new ConvolutionLayer.Builder(2, 2)
                        .nIn(2)
                        .nOut(2)
                        .activation(activation())
                        .build(),
                new FeedForwardToCnnPreProcessor(3, 3, 2),
                "numbers");
        last = "again";
    }
}
