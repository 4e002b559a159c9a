package lesson4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import lesson4j.Reference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LossesTest {
    private static final double[][] EXTREME = {{1000, 0, -1000}, {0, 1000, -1000}, {-1000, -1000, -1000}};

    static Stream<Arguments> references() {
        Random random = new Random(7);
        INDArray binary = Reference.matrix(Reference.draw(random, 6, -4, 4), 6);
        INDArray many = Reference.matrix(Reference.draw(random, 50, -4, 4), 5);
        INDArray parity = Nd4j.createFromArray(1., 0, 1, 0, 1, 0).reshape(6, 1);
        return Stream.of(
                Arguments.of(new MnistLoss(), "mnist", binary, parity),
                Arguments.of(
                        new MnistLoss(),
                        "mnist_extreme",
                        Nd4j.createFromArray(1000., -1000).reshape(2, 1),
                        Nd4j.createFromArray(1., 1).reshape(2, 1)),
                Arguments.of(new CrossEntropy(), "cross_entropy", many, oneHot(10, 3, 0, 9, 5, 3)),
                Arguments.of(
                        new CrossEntropy(),
                        "cross_entropy_extreme",
                        Nd4j.createFromArray(EXTREME),
                        oneHot(3, 0, 2, 1)));
    }

    /** PyTorch divides by the batch size, DL4J's gradient is the sum's; the rest must agree to 1e-9 in double. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("references")
    void agreesWithPyTorchInValueAndGradient(Loss loss, String name, INDArray z, INDArray targets) {
        int n = (int) z.size(0);
        double[] expected = Reference.numbers("losses", name, "gradient");

        var both = loss.computeGradientAndScore(targets, z, loss.activation(), null, true);

        assertThat(both.getFirst())
                .isCloseTo(Reference.of("losses", name, "value").getAsDouble(), within(1e-9));
        double[] gradient = both.getSecond().div(n).dup('c').data().asDouble();
        for (int i = 0; i < expected.length; i++) {
            assertThat(gradient[i]).isCloseTo(expected[i], within(1e-9));
        }
    }

    @Property(tries = 200)
    void theDerivativeIsTheSlope(
            @ForAll @Size(10) double[] raw, @ForAll @DoubleRange(min = 0, max = 9.99) double right) {
        double[] z = squeezed(raw);
        double[] y = new double[10];
        y[(int) right] = 1;
        for (ExampleLoss loss : new ExampleLoss[] {new MnistLoss(), new CrossEntropy()}) {
            double[] dz = new double[10];
            loss.example(z, y, dz);
            for (int i = 0; i < z.length; i++) {
                assertThat(dz[i]).isCloseTo(slope(loss, z, y, i), within(1e-6));
            }
        }
    }

    private static double[] squeezed(double[] raw) {
        return Arrays.stream(raw)
                .map(v -> Double.isFinite(v) ? 3 * Math.sin(v) : 0)
                .toArray();
    }

    private static double slope(ExampleLoss loss, double[] z, double[] y, int i) {
        double step = 1e-5;
        double[] up = z.clone();
        double[] down = z.clone();
        up[i] += step;
        down[i] -= step;
        double[] ignored = new double[z.length];
        return (loss.example(up, y, ignored) - loss.example(down, y, ignored)) / (2 * step);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("references")
    void scoresAreOnePerExampleAndMaskedOnesCountNothing(Loss loss, String name, INDArray z, INDArray targets) {
        int n = (int) z.size(0);
        INDArray mask = Nd4j.ones(n, 1);
        mask.putScalar(0, 0);

        INDArray scores = loss.computeScoreArray(targets, z, loss.activation(), mask);

        assertThat(scores.shape()).containsExactly(n, 1);
        assertThat(scores.getDouble(0)).isZero();
        INDArray gradient = loss.computeGradient(targets, z, loss.activation(), mask);
        assertThat(gradient.getRow(0).sumNumber().doubleValue()).isZero();
    }

    @Test
    void anotherActivationIsRefusedWithTheWayOut() {
        INDArray z = Nd4j.zeros(2, 1);

        assertThatThrownBy(() -> new MnistLoss().computeScore(z, z, new ActivationIdentity(), null, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "MnistLoss is computed with sigmoid but the output layer has identity. Train with a Learner,"
                                + " which sets it, or give the layer .activation(SIGMOID).");
    }

    @Test
    void targetsOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> new MnistLoss()
                        .computeScore(Nd4j.zeros(4), Nd4j.zeros(4, 1), new ActivationSigmoid(), null, true))
                .hasMessage(
                        "MnistLoss expected targets of the outputs' shape [4, 1] but found [4]. Reshape the targets,"
                                + " or one-hot encode labels.");
    }

    private static INDArray oneHot(int classes, int... labels) {
        INDArray rows = Nd4j.zeros(DataType.DOUBLE, labels.length, classes);
        for (int i = 0; i < labels.length; i++) {
            rows.putScalar(i, labels[i], 1);
        }
        return rows;
    }
}
