package lesson4j.train;

import static lesson4j.nn.Nets.nnLinear;
import static lesson4j.nn.Nets.nnReLU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nd4j.linalg.schedule.ScheduleType.ITERATION;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Nets;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.schedule.StepSchedule;

/** Which nets our own steps take, and what a reader is told of the others; any setting is drawn in AnyNetTest. */
class StepChoiceTest {
    private static final String WHY = "training step: DL4J's fit, because ";

    private static Learner learner(MultiLayerNetwork net) {
        return new Learner(Halves.loaders(), net, new MnistLoss()).quiet();
    }

    private static MultiLayerNetwork net(UnaryOperator<DenseLayer.Builder> hidden) {
        var layer = hidden.apply(new DenseLayer.Builder().nIn(20).nOut(8).activation(Activation.RELU));
        return Nets.sequential(layer.build(), nnLinear(8, 1));
    }

    static Stream<Arguments> hidden() {
        return Stream.of(
                Arguments.of(
                        "has weight noise", (UnaryOperator<DenseLayer.Builder>) b -> b.weightNoise(new DropConnect(1))),
                Arguments.of("has a penalty of its own", (UnaryOperator<DenseLayer.Builder>) b -> {
                    b.regularization(List.of(new L2Regularization(new StepSchedule(ITERATION, 1, 0.5, 9))));
                    return b;
                }),
                Arguments.of("has layer norm", (UnaryOperator<DenseLayer.Builder>) b -> b.hasLayerNorm(true)));
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void aSettingThatOurStepsDoNotKnowIsNamed(String what, UnaryOperator<DenseLayer.Builder> hidden) {
        assertThat(learner(net(hidden)).summary()).endsWith(WHY + "layer 1 (DenseLayer) " + what);
    }

    static Stream<UnaryOperator<DenseLayer.Builder>> besideTheLesson() {
        return Stream.of(
                b -> b.activation(Activation.LEAKYRELU),
                b -> b.hasBias(false),
                b -> b.dropOut(0.5),
                b -> b.l2(0.1),
                b -> b.l1Bias(0.1),
                b -> (DenseLayer.Builder) b.weightDecay(0.1),
                b -> b.gradientNormalization(GradientNormalization.ClipL2PerLayer));
    }

    @ParameterizedTest
    @MethodSource("besideTheLesson")
    void whatLiesBesideTheLessonIsOurs(UnaryOperator<DenseLayer.Builder> hidden) {
        assertThat(learner(net(hidden)).summary()).endsWith("training step: dense BLAS on the net's parameters");
    }

    @Test
    void dropoutOfAnotherKindIsDl4js() {
        var noisy = net(b -> b.dropOut(new GaussianNoise(1)));

        assertThat(learner(noisy).summary()).endsWith(WHY + "layer 1 has dropout of a kind of its own");
    }

    /** ReLU6 and leaky ones are objects of the same class as ReLU. */
    @Test
    void aReluWithACeilingOfItsOwnIsNotOurs() {
        var relu6 = net(b -> b.activation(new ActivationReLU(6.0, null, null)));

        assertThat(learner(relu6).summary()).contains(WHY);
    }

    @Test
    void aSettingOfTheWholeNetIsNamed() {
        var conf = new NeuralNetConfiguration.Builder()
                .miniBatch(false)
                .list(new OutputLayer.Builder(new LossMSE())
                        .nIn(20)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .build();
        var net = new MultiLayerNetwork(conf);
        net.init();

        assertThat(learner(net).summary())
                .endsWith(WHY + "the net's configuration has a setting of its own, miniBatch");
    }

    @Test
    void doublePrecisionIsDl4js() {
        assertThat(learner(Nets.simpleNet(20, 8, 1).convertDataType(DataType.DOUBLE))
                        .summary())
                .endsWith(WHY + "its numbers are of the type DOUBLE");
    }

    @Test
    void aClassOfOnesOwnTrainsItself() {
        List<INDArray> seen = new ArrayList<>();
        var net = new MultiLayerNetwork(Nets.simpleNet(20, 8, 1).getLayerWiseConfigurations()) {
            @Override
            public void fit(INDArray x, INDArray y) {
                seen.add(x);
            }
        };
        net.init();

        learner(net).fit(1, 0.1);

        assertThat(seen).hasSize(7);
    }

    @Test
    void aFrozenLayerOfTransferLearningStaysAndTheOthersLearnAsByFit() {
        MultiLayerNetwork frozen = new TransferLearning.Builder(Nets.simpleNet(20, 8, 1))
                .setFeatureExtractor(0)
                .build();
        INDArray before = frozen.getLayer(0).params().dup();
        Learner learn = learner(frozen);
        MultiLayerNetwork twin = Nets.copy(frozen);
        twin.setLearningRate(0.5);

        learn.fit(1, 0.5);
        for (Batch batch : Halves.loaders().train()) {
            twin.fit(batch.x(), batch.y());
        }

        assertThat(learn.summary()).endsWith(WHY + "layer 1 is a FrozenLayer");
        assertThat(frozen.getLayer(0).params()).isEqualTo(before);
        assertThat(frozen.params().sub(twin.params()).amaxNumber().doubleValue())
                .isLessThan(1e-6);
        assertThat(frozen.getLayer(1)
                        .params()
                        .sub(twin.getLayer(1).params())
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-6);
    }

    private static ComputationGraph graph(boolean sum) {
        var graph = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.convolutionalFlat(5, 5, 1))
                .addLayer(
                        "conv",
                        new ConvolutionLayer.Builder(2, 2)
                                .nOut(2)
                                .activation(Activation.TANH)
                                .build(),
                        "x")
                .addLayer(
                        "dense",
                        new DenseLayer.Builder()
                                .nOut(18)
                                .activation(Activation.TANH)
                                .build(),
                        "conv");
        graph.addLayer(
                "again",
                new ConvolutionLayer.Builder(2, 2)
                        .nIn(2)
                        .nOut(2)
                        .activation(Activation.TANH)
                        .build(),
                new FeedForwardToCnnPreProcessor(3, 3, 2),
                "dense");
        if (sum) {
            graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "again", "again");
        }
        graph.addLayer("end", new OutputLayer.Builder(new LossMSE()).nOut(3).build(), sum ? "sum" : "again");
        var net = new ComputationGraph(graph.setOutputs("end").build());
        net.init();
        return net;
    }

    @Test
    void aGraphThatTurnsNumbersIntoPicturesIsTrainedByFit() {
        INDArray x = Nd4j.rand(DataType.FLOAT, 12, 25);
        INDArray y = Nd4j.eye(3).castTo(DataType.FLOAT).repeat(0, 4);
        var dls = DataLoaders.of(DataLoader.of(x, y).bs(4), DataLoader.of(x, y));
        Learner learn = new Learner(dls, graph(false), new CrossEntropy()).quiet();
        Learner fit = new Learner(dls, learn.graph().clone(), new CrossEntropy())
                .quiet()
                .useDl4jFit();

        learn.fit(3, 0.1);
        fit.fit(3, 0.1);

        assertThat(learn.summary())
                .endsWith(WHY + "what comes before layer 'again' is turned by a FeedForwardToCnnPreProcessor");
        assertThat(learn.graph().params().sub(fit.graph().params()).amaxNumber().doubleValue())
                .isLessThan(1e-6);
    }

    /** Each step reads a batch's numbers by the net's width. */
    @Test
    void examplesOfAnotherWidthAreRefusedByEachStep() {
        INDArray x = Nd4j.rand(DataType.FLOAT, 8, 30);
        INDArray y = Nd4j.ones(DataType.FLOAT, 8, 2).divi(2);
        var dls = DataLoaders.of(DataLoader.of(x, y).bs(4), DataLoader.of(x, y));
        var pictures =
                Nets.sequential(InputType.convolutionalFlat(6, 6, 1), Nets.nnConv2d(1, 2, 3, 2), Nets.nnLinear(18, 2));
        var drops = Nets.sequential(
                new DenseLayer.Builder().nIn(36).nOut(3).dropOut(0.5).build(), nnReLU(), nnLinear(3, 2));
        for (MultiLayerNetwork net : List.of(Nets.simpleNet(36, 3, 2), pictures, drops)) {
            for (Learner learn : List.of(
                    new Learner(dls, net, new CrossEntropy()).quiet(),
                    new Learner(dls, net, new CrossEntropy()).quiet().useDl4jFit())) {
                INDArray before = net.params().dup();

                assertThatThrownBy(() -> learn.fit(1, 0.1))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("Expected examples of 36 numbers, as many as the net takes, but found 30."
                                + " Build the net for 30 inputs, or give it other data.");
                assertThatThrownBy(learn::validate).hasMessageStartingWith("Expected examples of 36 numbers");
                assertThat(net.params()).isEqualTo(before);
            }
        }
    }

    /** DL4J itself notices when it multiplies; our steps would read what lies behind. */
    @Test
    void layersThatDoNotFitEachOtherAreRefused() {
        String json = Nets.simpleNet(20, 8, 1).getLayerWiseConfigurations().toJson();
        var conf = MultiLayerConfiguration.fromJson(json.replaceAll("(?i)\"nin\" : 8", "\"nin\" : 9"));
        var net = new MultiLayerNetwork(conf);
        net.init();

        assertThat(net.getParam("1_W").shape()).containsExactly(9, 1);
        assertThatThrownBy(() -> learner(net).fit(1, 0.1))
                .hasMessage("Layer 2 (OutputLayer) takes 9 numbers but what is before it gives 8. Make the two equal.");
    }

    /** PyTorch: "pad should be at most half of effective kernel size"; DL4J writes where it must not, and the JVM dies. */
    @Test
    void poolingOfNothingButPaddingIsRefused() {
        var pooled = Nets.sequential(
                InputType.convolutionalFlat(4, 5, 1),
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(1, 1)
                        .stride(2, 2)
                        .padding(1, 1)
                        .build(),
                Nets.nnLinear(12, 1));

        assertThatThrownBy(() -> learner(pooled).fit(1, 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layer 1 (SubsamplingLayer) has windows of 1 with a padding of 1, so that some see nothing"
                        + " but padding. Make the padding smaller than the window.");
        assertThatThrownBy(() -> learner(pooled).useDl4jFit().fit(1, 0.1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A fit that fails half-way must not make all that comes after it fail. */
    @Test
    void aFitThatFailsLeavesNoWorkspaceOpen() {
        ILossFunction bad = new LossMSE() {
            @Override
            public INDArray computeGradient(INDArray labels, INDArray raw, IActivation activation, INDArray mask) {
                throw new IllegalArgumentException("not today");
            }
        };
        Learner learn = new Learner(Halves.loaders(), Nets.simpleNet(20, 8, 1), bad)
                .quiet()
                .useDl4jFit();

        assertThatThrownBy(() -> learn.fit(1, 0.1)).hasMessageContaining("not today");

        assertThat(Nd4j.getMemoryManager().getCurrentWorkspace()).isNull();
        learner(Nets.simpleNet(20, 8, 1)).useDl4jFit().fit(1, 0.1);
    }
}
