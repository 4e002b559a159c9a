package lesson4j.train;

import static lesson4j.nn.Nets.nnLinear;
import static lesson4j.nn.Nets.nnReLU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Nets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** What no step can train is refused in a sentence, and leaves the net as it was. */
class RefusedNetsTest {
    private static Learner learner(MultiLayerNetwork net) {
        return new Learner(Halves.loaders(), net, new MnistLoss()).quiet();
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

    private static Learner norms(MultiLayerNetwork net, int examples, int bs) {
        INDArray x = Nd4j.rand(DataType.FLOAT, examples, 4);
        INDArray y = Nd4j.zeros(DataType.FLOAT, examples, 2);
        y.getColumn(1).assign(1);
        var dls = DataLoaders.of(DataLoader.of(x, y).bs(bs), DataLoader.of(x, y));
        return new Learner(dls, net, new CrossEntropy()).quiet();
    }

    /** PyTorch: "Expected more than 1 value per channel when training, got input size torch.Size([1, 3])". */
    @Test
    void batchNormOfOneNumberAChannelIsRefused() {
        var numbers = Nets.sequential(nnLinear(4, 3), Nets.nnBatchNorm2d(3), nnLinear(3, 2));
        InputType square = InputType.convolutionalFlat(2, 2, 1);
        var pixel = Nets.sequential(square, Nets.nnConv2d(1, 3, 3, 2), Nets.nnBatchNorm2d(3), nnLinear(3, 2));
        for (MultiLayerNetwork net : List.of(numbers, pixel)) {
            for (Learner learn : List.of(norms(net, 9, 4), norms(net, 9, 4).useDl4jFit(), norms(net, 3, 1))) {
                INDArray before = net.params().dup();

                for (ThrowingCallable fit : List.<ThrowingCallable>of(
                        () -> learn.fit(1, 0.1), () -> learn.fineTune(1, 0.1), learn::lrFind)) {
                    assertThatThrownBy(fit)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage(
                                    "Layer 2 (BatchNormalization) measures how far each channel's numbers are spread"
                                            + " over a batch, but found a batch of 1 example, with one number a channel."
                                            + " Choose a batch size of 2 or more that leaves no single example over at"
                                            + " the end.");
                }
                assertThat(net.params()).isEqualTo(before);
                learn.validate();
            }
            norms(net, 10, 4).fit(1, 0.1);
        }
    }

    /** Four pixels have a spread, and a frozen norm takes the one it has learned. */
    @Test
    void batchNormWithMoreNumbersOrFrozenTakesOneExample() {
        InputType square = InputType.convolutionalFlat(2, 2, 1);
        var pixels = Nets.sequential(square, Nets.nnConv2d(1, 3, 1, 1), Nets.nnBatchNorm2d(3), nnLinear(12, 2));
        norms(pixels, 9, 4).fit(1, 0.1);

        var numbers = Nets.sequential(nnLinear(4, 3), Nets.nnBatchNorm2d(3), nnLinear(3, 2));
        var frozen = new TransferLearning.Builder(numbers)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Sgd(0.1))
                        .build())
                .setFeatureExtractor(1)
                .build();
        norms(frozen, 9, 4).fit(1, 0.1);
    }

    /** Its last pictures have one pixel. */
    @Test
    void aGraphOfPicturesThatEndInOnePixelIsRefusedToo() {
        INDArray x = Nd4j.rand(DataType.FLOAT, 3, 784);
        INDArray y = Nd4j.zeros(DataType.FLOAT, 3, 2);
        y.getColumn(1).assign(1);
        var dls = DataLoaders.of(DataLoader.of(x, y).bs(2), DataLoader.of(x, y));

        assertThatThrownBy(() -> new Learner(dls, Nets.resnet18(2), new CrossEntropy())
                        .quiet()
                        .fit(1, 0.1))
                .hasMessageContaining("(BatchNormalization) measures");
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
