package lesson4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

class NetsTest {

    @Test
    void simpleNetHasTheLessonsParameters() {
        var net = Nets.simpleNet(784, 30, 1);

        assertThat(net.numParams()).isEqualTo(23_581);
        assertThat(net.getParam("0_W").shape()).containsExactly(784, 30);
        assertThat(net.output(Nd4j.zeros(5, 784)).shape()).containsExactly(5, 1);
    }

    @Test
    void weightsAndBiasesStartUniformByFanInAsInPyTorch() {
        var net = Nets.simpleNet(784, 50, 10);

        for (String name : new String[] {"0_W", "0_b", "1_W", "1_b"}) {
            INDArray param = net.getParam(name);
            double bound = 1 / Math.sqrt(name.startsWith("0") ? 784 : 50);
            assertThat(param.amaxNumber().doubleValue()).isBetween(0.5 * bound, bound);
        }
        // a uniform distribution's deviation is its bound over √3
        assertThat(net.getParam("0_W").stdNumber().doubleValue()).isCloseTo(1 / 28.0 / Math.sqrt(3), within(2e-4));
    }

    @Test
    void theSameSeedGivesTheSameStartAndACopyTrainsOnItsOwn() {
        var net = Nets.linear(784, 1);
        var copy = Nets.copy(net);

        assertThat(Nets.linear(784, 1).params()).isEqualTo(net.params());
        copy.params().addi(1);
        assertThat(copy.params()).isNotEqualTo(net.params());
    }

    @Test
    void normalStartHasDeviationOne() {
        var net = Init.normal(Nets.linear(784, 10), 42);

        assertThat(net.params().stdNumber().doubleValue()).isCloseTo(1, within(0.03));
        assertThat(net.params().meanNumber().doubleValue()).isCloseTo(0, within(0.03));
    }

    @Test
    void partsEndInRawOutputsWhateverTheLastOneIs() {
        var net = Nets.sequential(Nets.nnLinear(4, 3), Nets.nnSigmoid(), Nets.nnLinear(3, 2), Nets.nnSigmoid());

        assertThat(net.getnLayers()).isEqualTo(3);
        assertThat(net.output(Nd4j.zeros(1, 4)).minNumber().doubleValue()).isBetween(0.0, 1.0);
    }

    @Test
    void partsThatDoNotFitEachOtherAreRefusedByName() {
        assertThatThrownBy(() -> Nets.sequential(Nets.nnLinear(784, 30), Nets.nnReLU(), Nets.nnLinear(20, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The net's parts do not fit: nnLinear(20, 3) takes 20 but nnLinear(784, 30) before it gives"
                        + " 30. Make the two numbers equal.");
        var pictures = InputType.convolutionalFlat(28, 28, 1);
        assertThatThrownBy(() -> Nets.sequential(pictures, Nets.nnConv2d(3, 8, 3, 2)))
                .hasMessageContaining("nnConv2d(3, 8, 3, 2) takes 3 but the input gives 1");
        assertThatThrownBy(() -> Nets.sequential(pictures, Nets.nnConv2d(1, 8, 3, 2), Nets.nnConv2d(4, 8, 3, 2)))
                .hasMessageContaining("nnConv2d(4, 8, 3, 2) takes 4 but nnConv2d(1, 8, 3, 2) before it gives 8");
        assertThatThrownBy(() -> Nets.sequential(pictures, Nets.nnConv2d(1, 8, 3, 2), Nets.nnBatchNorm2d(4)))
                .hasMessageContaining("nnBatchNorm2d(4) takes 4 but nnConv2d(1, 8, 3, 2) before it gives 8");
        assertThatThrownBy(() -> Nets.sequential(pictures, Nets.nnConv2d(1, 8, 3, 2), Nets.nnLinear(8 * 28, 3)))
                .hasMessageContaining("nnLinear(224, 3) takes 224 but nnConv2d(1, 8, 3, 2) before it gives 1568");
        assertThatThrownBy(() -> Nets.sequential(Nets.nnSigmoid(), Nets.nnLinear(4, 3), Nets.nnLinear(4, 2)))
                .hasMessageContaining("nnLinear(4, 2) takes 4 but nnLinear(4, 3) before it gives 3");
        assertThatThrownBy(() -> Nets.sequential(
                        Nets.nnLinear(784, 30),
                        new OutputLayer.Builder(new LossMSE()).nIn(20).nOut(3).build()))
                .hasMessageContaining("nnLinear(20, 3) takes 20 but nnLinear(784, 30) before it gives 30");
    }

    @Test
    void sizesOfNothingAreRefused() {
        assertThatThrownBy(Nets::sequential).hasMessageStartingWith("Expected a net of one part or more");
        assertThatThrownBy(() -> Nets.nnLinear(0, 3))
                .hasMessageStartingWith("Expected sizes of 1 or more but found nnLinear(0, 3).");
        assertThatThrownBy(() -> Nets.nnConv2d(1, 8, 3, -2)).hasMessageContaining("nnConv2d(1, 8, 3, -2)");
        assertThatThrownBy(() -> Nets.simpleNet(4, -1, 2)).hasMessageContaining("nnLinear(4, -1)");
    }

    private static DenseLayer.Builder linear() {
        return new DenseLayer.Builder().nIn(4).nOut(3).activation(Activation.IDENTITY);
    }

    /** Wherever in the net it stands, the last part among them. */
    @Test
    void allThatIsSetInAPartIsKept() {
        DenseLayer part = linear().hasBias(false)
                .dropOut(0.5)
                .l2(0.1)
                .weightNoise(new DropConnect(0.9))
                .constrainWeights(new NonNegativeConstraint())
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .updater(new Adam(0.3))
                .name("mine")
                .build();

        for (var net : List.of(Nets.sequential(part), Nets.sequential(part, Nets.nnLinear(3, 2)))) {
            var kept = (FeedForwardLayer) net.getLayer(0).conf().getLayer();
            assertThat(net.getLayer("mine")).isSameAs(net.getLayer(0));
            assertThat(net.getLayer(0).paramTable()).containsOnlyKeys("W");
            assertThat(kept.getIDropout()).isEqualTo(part.getIDropout());
            assertThat(kept.getRegularization()).isEqualTo(part.getRegularization());
            assertThat(kept.getWeightNoise()).isEqualTo(part.getWeightNoise());
            assertThat(kept.getConstraints()).isEqualTo(part.getConstraints());
            assertThat(kept.getGradientNormalization()).isEqualTo(GradientNormalization.ClipL2PerLayer);
            assertThat(kept.getIUpdater()).isEqualTo(new Adam(0.3));
        }
    }

    @Test
    void layerNormAtTheEndAndDropoutInAnActivationAreKept() {
        var net = Nets.sequential(
                linear().build(),
                new ActivationLayer.Builder()
                        .activation(Activation.RELU)
                        .dropOut(0.5)
                        .build(),
                new DenseLayer.Builder()
                        .nIn(3)
                        .nOut(2)
                        .hasLayerNorm(true)
                        .activation(Activation.IDENTITY)
                        .build());

        assertThat(net.getnLayers()).isEqualTo(4);
        assertThat(net.getLayer(1).conf().getLayer().getIDropout()).isEqualTo(new Dropout(0.5));
        assertThat(net.getLayer(2).paramTable()).containsKey("g");
    }

    @Test
    void anEndOfOnesOwnStaysTheEnd() {
        var net = Nets.sequential(
                Nets.nnLinear(4, 3),
                new OutputLayer.Builder(new LossMSE()).nIn(3).nOut(2).build());

        assertThat(net.getnLayers()).isEqualTo(2);
    }

    @Test
    void weightsAndBiasesAreNamedByTheirLayer() {
        var net = Nets.simpleCnn(10);

        assertThat(Nets.weight(net, 1).shape()).containsExactly(16, 8, 3, 3);
        assertThat(Nets.bias(net, 4).shape()).containsExactly(10);
        Nets.weight(net, 0).assign(7);
        assertThat(net.getParam("0_W").minNumber().doubleValue()).isEqualTo(7);
        assertThatThrownBy(() -> Nets.weight(net, 5))
                .hasMessage("Expected a layer from 0 to 4 but found 5. Only those count that have weights.");
    }

    @Test
    void aStartThatAPartBringsIsKept() {
        var net = Nets.sequential(
                linear().weightInit(WeightInit.ONES).build(),
                new DenseLayer.Builder()
                        .nIn(3)
                        .nOut(3)
                        .biasInit(0.7)
                        .activation(Activation.IDENTITY)
                        .build(),
                Nets.nnLinear(3, 2));

        assertThat(net.getParam("0_W")).isEqualTo(Nd4j.ones(4, 3));
        assertThat(net.getParam("0_b")).isEqualTo(Nd4j.zeros(3));
        assertThat(net.getParam("1_b")).isEqualTo(Nd4j.ones(3).muli(0.7));
        assertThat(net.getParam("1_W").amaxNumber().doubleValue()).isLessThan(1 / Math.sqrt(3));
    }

    /** One filter per channel sees ks·ks numbers: PyTorch's bound of nn.Conv2d(3, 6, 3, groups=3) is 1/3. */
    @Test
    void depthwiseConvolutionsStartByTheirOwnWindow() {
        var net = Nets.sequential(
                InputType.convolutionalFlat(8, 8, 3),
                new DepthwiseConvolution2D.Builder()
                        .kernelSize(3, 3)
                        .depthMultiplier(2)
                        .nIn(3)
                        .nOut(6)
                        .build(),
                Nets.nnLinear(6 * 36, 2));

        assertThat(net.getParam("0_W").amaxNumber().doubleValue()).isBetween(0.28, 1.0 / 3);
    }
}
