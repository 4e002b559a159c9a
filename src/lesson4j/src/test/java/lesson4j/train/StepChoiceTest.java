package lesson4j.train;

import static lesson4j.nn.Nets.nnLinear;
import static org.assertj.core.api.Assertions.assertThat;
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
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
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
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.L2Regularization;
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
}
