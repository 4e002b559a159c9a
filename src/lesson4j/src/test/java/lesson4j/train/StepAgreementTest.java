package lesson4j.train;

import static lesson4j.train.Metrics.accuracy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lesson4j.Reference;
import lesson4j.data.DataLoaders;
import lesson4j.data.LabelledImages;
import lesson4j.data.Seed;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import lesson4j.nn.ResNet;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** The lean steps against DL4J's own fit, from the same start on the same batches. */
class StepAgreementTest {
    private static final String CONVOLUTIONS = "convolutions by BLAS on the net's parameters";

    private static LabelledImages images(int n, int channels, int side) {
        INDArray x = Reference.matrix(Reference.draw(new Random(3), n * channels * side * side, 0, 1), n)
                .castTo(DataType.FLOAT);
        int[] labels = IntStream.range(0, n).map(i -> i % 3).toArray();
        return new LabelledImages(x, labels, List.of("a", "b", "c"), channels * side, side);
    }

    @AfterEach
    void seedAsBefore() {
        Seed.set(42);
    }

    private static DataLoaders loaders(int channels, int side) {
        return DataLoaders.of(images(60, channels, side), images(20, channels, side))
                .bs(20)
                .seed(1);
    }

    static Stream<IUpdater> optimisers() {
        return Stream.of(new Sgd(), new Nesterovs(0.9), new Adam());
    }

    /**
     * Trains twins by either step. Float sums in another order differ in the seventh digit; where one of them decides on
     * which side of ReLU's kink a value falls, more. A mistake would show from every start, so the best of three counts.
     */
    private static void agree(Supplier<Learner> twin, IUpdater optimiser, double lr, String step) {
        double best = Double.MAX_VALUE;
        for (int seed = 1; seed <= 3 && best > 1e-5; seed++) {
            Seed.set(seed);
            Learner lean = twin.get().opt(optimiser).quiet();
            Seed.set(seed);
            Learner own = twin.get().opt(optimiser).quiet().useDl4jFit();
            assertThat(lean.anyNet().params()).isEqualTo(own.anyNet().params());
            assertThat(lean.summary()).endsWith(step);

            lean.fit(2, lr);
            own.fit(2, lr);

            INDArray difference = lean.anyNet().params().sub(own.anyNet().params());
            double scale = own.anyNet().params().norm2Number().doubleValue();
            best = Math.min(best, difference.norm2Number().doubleValue() / scale);
            assertThat(lean.recorder().last("valid_loss"))
                    .isCloseTo(own.recorder().last("valid_loss"), within(1e-2));
            assertThat(lean.anyNet().iterations())
                    .isEqualTo(6)
                    .isEqualTo(own.anyNet().iterations());
        }
        assertThat(best).isLessThan(1e-5);
    }

    private static Learner learner(int channels, int side, MultiLayerNetwork net) {
        return new Learner(loaders(channels, side), net, new CrossEntropy(), accuracy());
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void aDenseNetIsTrainedAsDl4jTrainsIt(IUpdater optimiser) {
        agree(
                () -> learner(
                        1,
                        12,
                        Nets.sequential(
                                Nets.nnLinear(144, 9), Nets.nnReLU(), Nets.nnLinear(9, 7), Nets.nnLinear(7, 3))),
                optimiser,
                0.01,
                "dense BLAS on the net's parameters");
    }

    /** Not by Adam: it makes full steps of a gradient that is rounding alone, as that of a bias before batch norm. */
    @Test
    void theSmallCnnIsTrainedAsDl4jTrainsIt() {
        agree(() -> learner(1, 28, Nets.simpleCnn(3)), new Nesterovs(0.9), 0.01, CONVOLUTIONS);
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void aResidualNetIsTrainedAsDl4jTrainsIt(IUpdater optimiser) {
        agree(
                () -> new Learner(loaders(3, 28), ResNet.of(4, 3, 3, 28), new CrossEntropy(), accuracy()),
                optimiser,
                0.001,
                CONVOLUTIONS);
    }

    /** So wide that a few examples are laid out at a time; the last nine of 33 do not share out evenly. */
    @Test
    void wideConvolutionsAreTrainedAsDl4jTrainsThem() {
        agree(
                () -> new Learner(
                        DataLoaders.of(images(33, 1, 28), images(9, 1, 28))
                                .bs(12)
                                .seed(1),
                        Nets.sequential(
                                InputType.convolutionalFlat(28, 28, 1),
                                Nets.nnConv2d(1, 24, 3, 1),
                                new ActivationLayer(Activation.TANH),
                                Nets.nnConv2d(24, 24, 3, 1),
                                new ActivationLayer(Activation.TANH),
                                Nets.nnConv2d(24, 3, 3, 4),
                                Nets.nnLinear(3 * 7 * 7, 3)),
                        new CrossEntropy(),
                        accuracy()),
                new Nesterovs(0.9),
                0.1,
                CONVOLUTIONS);
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void poolingFlatteningAndDenseLayersFollowConvolutions(IUpdater optimiser) {
        agree(() -> learner(2, 12, pooled()), optimiser, 0.01, CONVOLUTIONS);
    }

    private static MultiLayerNetwork pooled() {
        return Nets.sequential(
                InputType.convolutionalFlat(12, 12, 2),
                Nets.nnConv2d(2, 5, 3, 1),
                Nets.nnReLU(),
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build(),
                Nets.nnConv2d(5, 4, 3, 2),
                Nets.nnSigmoid(),
                new DenseLayer.Builder()
                        .nIn(36)
                        .nOut(7)
                        .activation(Activation.TANH)
                        .build(),
                Nets.nnLinear(7, 3));
    }
}
