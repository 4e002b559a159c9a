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
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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
