package lesson4j.loss;

import static lesson4j.loss.Losses.binaryCrossEntropy;
import static lesson4j.loss.Losses.binaryCrossEntropySum;
import static lesson4j.loss.Losses.columnTargets;
import static lesson4j.loss.Losses.crossEntropy;
import static lesson4j.loss.Losses.l1Mean;
import static lesson4j.loss.Losses.l1Sum;
import static lesson4j.loss.Losses.minusP;
import static lesson4j.loss.Losses.myLoss;
import static lesson4j.loss.Losses.plusP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import lesson4j.Reference;
import lesson4j.nn.Nets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LessonLossesTest {
    private static final INDArray EXTREME =
            Nd4j.createFromArray(new double[][] {{1000, 0, -1000}, {0, 1000, -1000}, {-1000, -1000, -1000}});

    /** The lesson's hand test: sure of 3, of 4 and of 0. */
    private static final INDArray HAND = Nd4j.createFromArray(new double[][] {
        {-2, -3.5, -2.3, 3.5, -2.5, -2.1, -3.1, -3.4, -4, -3},
        {-2, -3.5, -2.3, -2.5, 3.5, -2.1, -3.1, -3.4, -4, -3},
        {3.5, -3.5, -2.3, -3.5, -2.5, -2.1, -3.1, -3.4, -4, -3}
    });

    static Stream<BatchLoss> all() {
        return Stream.of(
                myLoss(),
                plusP(),
                minusP(),
                crossEntropy(),
                l1Sum(),
                l1Mean(),
                binaryCrossEntropy(),
                binaryCrossEntropySum(),
                columnTargets(myLoss()),
                columnTargets(plusP()),
                columnTargets(minusP()));
    }

    /** Relative to 1e-6 in double; PyTorch's own rounding of a fading gradient needs the 1e-15. */
    @ParameterizedTest
    @MethodSource("all")
    void agreesWithPyTorchInValueAndGradient(BatchLoss loss) {
        Random random = new Random(7);
        Reference.draw(random, 6, -4, 4);
        INDArray many = Reference.matrix(Reference.draw(random, 50, -4, 4), 5);

        agrees(loss, "random", many, oneHot(10, 3, 0, 9, 5, 3), 1e-6);
        agrees(loss, "extreme", EXTREME, oneHot(3, 0, 2, 1), 1e-6);
    }

    /** In float, whose own rounding is 6e-8. */
    @ParameterizedTest
    @MethodSource("all")
    void agreesWithPyTorchInFloat(BatchLoss loss) {
        INDArray z = EXTREME.castTo(DataType.FLOAT);

        agrees(loss, "extreme", z, oneHot(3, 0, 2, 1).castTo(DataType.FLOAT), 1e-5);
    }

    private static void agrees(BatchLoss loss, String inputs, INDArray z, INDArray targets, double relative) {
        double value =
                Reference.of("losses", "lesson", loss.name(), inputs, "value").getAsDouble();
        double[] expected = Reference.numbers("losses", "lesson", loss.name(), inputs, "gradient");

        var both = loss.computeGradientAndScore(targets, z, loss.activation(), null, true);

        assertThat(both.getFirst()).isCloseTo(value, within(relative * Math.abs(value) + 1e-15));
        double[] gradient = both.getSecond().div(z.size(0)).dup('c').data().asDouble();
        for (int i = 0; i < expected.length; i++) {
            assertThat(gradient[i]).isCloseTo(expected[i], within(relative * Math.abs(expected[i]) + 1e-15));
        }
    }

    @Property(tries = 50)
    void everyDerivativeIsTheSlope(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int n) {
        double[] z = Reference.draw(new Random(seed), n * 10, -3, 3);
        double[] y = new double[n * 10];
        for (int i = 0; i < n; i++) {
            y[i * 10 + Math.floorMod(seed + 3 * i, 10)] = 1;
        }
        all().forEach(loss -> {
            double[] dz = new double[z.length];
            loss.batch(z, y, n, 10, dz);
            for (int i = 0; i < z.length; i++) {
                assertThat(dz[i]).as(loss.name()).isCloseTo(slope(loss, z, y, n, i), within(1e-6));
            }
        });
    }

    private static double slope(BatchLoss loss, double[] z, double[] y, int n, int i) {
        double step = 1e-5;
        double[] up = z.clone();
        double[] down = z.clone();
        up[i] += step;
        down[i] -= step;
        double[] ignored = new double[z.length];
        return (Arrays.stream(loss.batch(up, y, n, 10, ignored)).sum()
                        - Arrays.stream(loss.batch(down, y, n, 10, ignored)).sum())
                / (2 * step);
    }

    @Test
    void givesTheLessonsWorkedExamples() {
        INDArray three = HAND.getRow(0, true);
        INDArray four = HAND.getRow(1, true);

        assertThat(score(myLoss(), three, oneHot(10, 3))).isCloseTo(0.05947, within(5e-6));
        assertThat(score(myLoss(), four, oneHot(10, 3))).isCloseTo(0.23844, within(5e-6));
        assertThat(score(myLoss(), HAND, oneHot(10, 3, 4, 0))).isCloseTo(0.05648, within(5e-6));
        assertThat(score(columnTargets(myLoss()), HAND, oneHot(10, 3, 4, 0))).isCloseTo(0.17489, within(5e-6));
        assertThat(score(plusP(), HAND, oneHot(10, 3, 4, 0))).isCloseTo(0.98274, within(5e-6));
        assertThat(score(plusP(), HAND, oneHot(10, 4, 3, 0))).isCloseTo(0.32988, within(5e-6));
        assertThat(score(crossEntropy(), HAND, oneHot(10, 3, 4, 0))).isCloseTo(0.01742, within(5e-6));
        assertThat(score(crossEntropy(), HAND, oneHot(10, 4, 3, 0))).isCloseTo(4.01742, within(5e-6));
    }

    /** DL4J's gradient is that of the sum over examples; PyTorch's, and so ours, that of their mean. */
    @ParameterizedTest
    @MethodSource("all")
    void valueAndGradientAreThoseOfTheMean(BatchLoss loss) {
        INDArray targets = oneHot(10, 3, 3, 0);
        INDArray raw = HAND.dup();

        INDArray gradient = loss.gradient(raw, targets);

        INDArray ofTheSum = loss.computeGradient(targets, HAND.dup(), loss.activation(), null);
        assertThat(loss.value(raw, targets)).isEqualTo(score(loss, HAND, targets));
        assertThat(gradient.mul(3).distance2(ofTheSum)).isLessThan(1e-12);
        assertThat(gradient.norm2Number().doubleValue()).isPositive();
        assertThat(raw).isEqualTo(HAND);
    }

    @Test
    void givesChapterFivesMean() {
        INDArray z = Nd4j.createFromArray(new double[][] {
            {.6734, .2576}, {.4689, .4607}, {-2.2457, -.3727}, {4.4164, -1.2760}, {.9233, .5347}, {1.0698, 1.6187}
        });

        assertThat(score(crossEntropy(), z, oneHot(2, 0, 1, 0, 1, 1, 0))).isCloseTo(1.8045, within(1.5e-4));
    }

    /** The raw outputs whose softmax the write-up's made-up probabilities are; 0 becomes e⁻⁸⁰. */
    @Test
    void theDistanceToProbabilitiesIsTheWriteUps() {
        INDArray first = logarithms(0.2, 0.1, 0, 0.4, 0.3, 0, 0, 0, 0, 0);
        INDArray better = logarithms(0.2, 0.1, 0, 0.7, 0, 0, 0, 0, 0, 0);

        assertThat(score(l1Mean(), first, oneHot(10, 3))).isCloseTo(0.12, within(1e-12));
        assertThat(score(l1Mean(), better, oneHot(10, 3))).isCloseTo(0.06, within(1e-12));
        assertThat(score(l1Sum(), better, oneHot(10, 3))).isCloseTo(2 * (1 - 0.7), within(1e-12));
    }

    private static INDArray logarithms(double... p) {
        return Nd4j.createFromArray(
                        Arrays.stream(p).map(v -> Math.log(Math.max(v, 1e-35))).toArray())
                .reshape(1, p.length);
    }

    @ParameterizedTest
    @MethodSource("all")
    void survivesSavingAndLoading(BatchLoss loss) {
        var conf = Nets.linear(4, 3).getLayerWiseConfigurations();
        ((OutputLayer) conf.getConf(0).getLayer()).setLossFn(loss);

        var read = MultiLayerConfiguration.fromJson(conf.toJson());

        assertThat(((OutputLayer) read.getConf(0).getLayer()).getLossFn()).isEqualTo(loss);
    }

    @Test
    void theShapeTrapIsKnownForLossesLinearInTheirTargetsOnly() {
        assertThatThrownBy(() -> columnTargets(l1Sum()))
                .hasMessage("Expected a loss linear in its targets, myLoss(), plusP() or minusP(), but found L1Sum."
                        + " With other losses [n, 1] labels have no meaning of their own.");
    }

    private static double score(Loss loss, INDArray z, INDArray targets) {
        return loss.computeScore(targets, z, loss.activation(), null, true);
    }

    private static INDArray oneHot(int classes, int... labels) {
        INDArray rows = Nd4j.zeros(DataType.DOUBLE, labels.length, classes);
        for (int i = 0; i < labels.length; i++) {
            rows.putScalar(i, labels[i], 1);
        }
        return rows;
    }
}
