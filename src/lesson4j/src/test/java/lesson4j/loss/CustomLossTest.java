package lesson4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import lesson4j.Reference;
import lesson4j.lean.Doubles;
import lesson4j.nn.Nets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CustomLossTest {
    /** The lesson's losses once more, each in a line, per example or as a mean. */
    private static final Map<CustomLoss, ExampleLoss> SAME = Map.of(
            CustomLoss.of("myloss", (sd, preds, targs) -> {
                var s = sd.nn.sigmoid(preds);
                return targs.mul(s.rsub(1)).add(targs.rsub(1).mul(s)).mean();
            }),
            Losses.myLoss(),
            CustomLoss.of(
                    "minus p",
                    (sd, preds, targs) ->
                            sd.nn.softmax(preds, 1).mul(targs).sum(1).neg()),
            Losses.minusP(),
            CustomLoss.of(
                    "minus log p",
                    (sd, preds, targs) ->
                            sd.nn.logSoftmax(preds).mul(targs).sum(true, 1).neg()),
            Losses.crossEntropy(),
            CustomLoss.of(
                    "l1",
                    (sd, preds, targs) -> sd.math
                            .abs(sd.nn.softmax(preds, 1).sub(targs))
                            .sum(1)
                            .mean()),
            Losses.l1Sum());

    @Property(tries = 20)
    void givesWhatTheHandWrittenLossGives(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int n) {
        double[] z = Reference.draw(new Random(seed), n * 10, -4, 4);
        double[] y = new double[n * 10];
        for (int i = 0; i < n; i++) {
            y[i * 10 + Math.floorMod(seed + 3 * i, 10)] = 1;
        }
        SAME.forEach((custom, written) -> {
            double[] dz = new double[z.length];
            double[] expected = new double[z.length];

            double value = Arrays.stream(custom.batch(DataType.DOUBLE, z, y, n, 10, dz))
                    .sum();

            double writtenValue =
                    Arrays.stream(written.batch(z, y, n, 10, expected)).sum();
            assertThat(value).as(custom.name()).isCloseTo(writtenValue, within(1e-6 * Math.abs(writtenValue)));
            for (int i = 0; i < dz.length; i++) {
                assertThat(dz[i]).isCloseTo(expected[i], within(1e-6 * Math.abs(expected[i]) + 1e-12));
            }
        });
    }

    @Test
    void aSavedNetKeepsTheFormulaAndTheActivation() {
        var loss = CustomLoss.of(
                        "half square",
                        (sd, preds, targs) -> preds.sub(targs).pow(2).div(2).sum(1))
                .predictsBy(Activation.SOFTMAX)
                .check(3);
        var conf = Nets.linear(4, 3).getLayerWiseConfigurations();
        ((OutputLayer) conf.getConf(0).getLayer()).setLossFn(loss);

        var read = MultiLayerConfiguration.fromJson(conf.toJson());

        var back = (CustomLoss) ((OutputLayer) read.getConf(0).getLayer()).getLossFn();
        INDArray z = Nd4j.createFromArray(1f, 2, 3, 4, 5, 6).reshape(2, 3);
        INDArray y = Nd4j.zeros(2, 3);
        var both = back.computeGradientAndScore(y, z, back.activation(), null, true);
        assertThat(back.name()).isEqualTo("half square");
        assertThat(back.activation()).isEqualTo(loss.activation());
        assertThat(both.getFirst()).isEqualTo(91 / 4.0);
        assertThat(both.getSecond()).isEqualTo(z);
        assertThatThrownBy(() -> back.check(4))
                .hasMessage("half square was saved for 3 outputs but the net gives 4."
                        + " Write the formula again with CustomLoss.of.");
    }

    @Test
    void aFormulaOfAnotherShapeIsRefused() {
        refused(
                (sd, preds, targs) -> preds.sub(targs),
                "Expected one value per example, [b] or [b, 1], or a single number but found shape [b, 10]."
                        + " End the formula with .mean(1), .sum(1) or .mean().");
        refused(
                (sd, preds, targs) -> preds.sub(targs).sum(0),
                "Expected one value per example, [b] or [b, 1], or a single number but found shape [10]."
                        + " End the formula with .mean(1), .sum(1) or .mean().");
    }

    @Test
    void aReductionOverTheOnlyOutputIsRefused() {
        var loss = CustomLoss.of(
                "mine", (sd, preds, targs) -> preds.sub(targs).pow(2).mean(1));

        assertThatThrownBy(() -> loss.check(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mine cannot be used as a loss. Expected a formula without a reduction over the outputs,"
                        + " because there is one only, but found .mean(1), .sum(1) or the like. Leave it out: [b, 1]"
                        + " is one value per example already.");
    }

    @Test
    void aFormulaThatTouchesNoPredictionIsRefused() {
        refused(
                (sd, preds, targs) -> targs.mean(),
                "Expected a formula that depends on preds but found one that touches no prediction."
                        + " Use preds in it, whose shape is [b, 10].");
    }

    @Test
    void aFormulaThatMixesTypesIsRefused() {
        refused(
                (sd, preds, targs) ->
                        preds.sub(sd.constant("half", Nd4j.scalar(0.5))).mean(),
                "Expected numbers of type FLOAT, as preds and targs are, but found DOUBLE in 'half'."
                        + " Call .castTo(DataType.FLOAT) on it.");
    }

    @Test
    void aFormulaWithoutADerivativeIsRefused() {
        assertThatThrownBy(() -> CustomLoss.of(
                                "mine",
                                (sd, preds, targs) ->
                                        preds.gt(0).castTo(DataType.FLOAT).mean())
                        .check(10))
                .hasMessageStartingWith("mine cannot be used as a loss. Expected a formula");
    }

    /** SameDiff's own derivative of this is wrong for a batch of one, and its mean fails there. */
    /** Far out a tanh is flat, and a derivative that is wrong there is 0 as the right one. */
    @Test
    void aWrongDerivativeIsFoundWhereTheFormulaIsFlatAlmostEverywhere() {
        CustomLoss loss = CustomLoss.of(
                "flat",
                (sd, preds, targs) -> sd.math
                        .tanh(sd.math.square(sd.mmul(preds, preds, false, true, false)))
                        .sum(1));

        assertThatThrownBy(() -> loss.check(3)).hasMessageContaining("derives one of the operations wrongly");
    }

    @Test
    void aSoftmaxByHandAndAMeanOverTheBatchAreRightForABatchOfOne() {
        CustomLoss byHand = CustomLoss.of("by hand", (sd, preds, targs) -> {
            var e = sd.math.exp(preds);
            return sd.math.log(e.div(e.sum(true, 1))).mul(targs).sum(1).neg();
        });
        CustomLoss centred = CustomLoss.of(
                "centred",
                (sd, preds, targs) ->
                        sd.math.square(preds.sub(preds.mean(0)).sub(targs)).sum(1));
        INDArray z = Nd4j.createFromArray(new float[][] {{0.5f, -1, 2}});
        INDArray y = Nd4j.createFromArray(new float[][] {{0, 0, 1}});

        INDArray expected = Losses.crossEntropy().gradient(z, y);

        assertThat(byHand.gradient(z, y).sub(expected).amaxNumber().doubleValue())
                .isLessThan(1e-6);
        assertThat(byHand.value(z, y)).isCloseTo(Losses.crossEntropy().value(z, y), within(1e-6));
        assertThat(centred.value(z, y)).isCloseTo(1, within(1e-6));
        assertThat(centred.gradient(z, y).amaxNumber().doubleValue()).isLessThan(1e-6);
    }

    @Test
    void whatCannotBeRightForABatchOfOneIsRefused() {
        assertThatThrownBy(() -> CustomLoss.of(
                                "mine",
                                (sd, preds, targs) -> preds.sub(targs).sum(0).mean())
                        .check(3))
                .hasMessage("mine cannot be used as a loss. Expected a formula that works for a batch of one, which the"
                        + " last batch may be, but found that it does not: it adds up over the batch, perhaps by"
                        + " .sum(0). Take means over the batch.");
    }

    @Test
    void anOperationThatCanEndTheJavaVmIsRefused() {
        assertThatThrownBy(() -> CustomLoss.of(
                                "mine",
                                (sd, preds, targs) ->
                                        sd.gather(preds, new int[] {-5}, 0).mean())
                        .check(3))
                .hasMessageContaining("found 'gather', which can end the whole Java VM");
    }

    @Test
    void aMeanGivesEachExampleItsOwnLoss() {
        CustomLoss mean = CustomLoss.of(
                "mean", (sd, preds, targs) -> sd.math.square(preds.sub(targs)).mean());
        INDArray z = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {0, 0}});
        INDArray y = Nd4j.zeros(3, 2);

        INDArray losses = mean.computeScoreArray(y, z, mean.activation(), null);

        assertThat(Doubles.of(losses)).containsExactly(new double[] {2.5, 12.5, 0}, within(1e-6));
    }

    private static void refused(CustomLoss.Formula formula, String sentence) {
        assertThatThrownBy(() -> CustomLoss.of("mine", formula).check(10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mine cannot be used as a loss. " + sentence);
    }

    @Test
    void aLossNeverBuiltSaysWhyItCannotBeSaved() {
        assertThatThrownBy(() -> CustomLoss.of("mine", (sd, preds, targs) -> preds.mean())
                        .saved())
                .hasMessage("mine cannot be saved before its formula is built."
                        + " Call check(outputs), or make a Learner with it.");
    }
}
