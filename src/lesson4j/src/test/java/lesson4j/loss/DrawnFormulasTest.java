package lesson4j.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lesson4j.lean.Doubles;
import lesson4j.lean.OneThread;
import lesson4j.testing.Effort;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Draws formulas, sensible and senseless: each is refused in a sentence, or its values and derivative are right for every
 * size of batch. None ends the Java VM.
 */
class DrawnFormulasTest {
    private static final int TRIES = Effort.of(30, 1000);

    @Test
    void everyFormulaIsRightOrRefused() {
        try (var one = new OneThread()) {
            drawAndCompare();
        }
    }

    private static void drawAndCompare() {
        int refused = 0;
        int derivedWrongly = 0;
        List<String> wrong = new ArrayList<>();
        for (int seed = 0; seed < TRIES; seed++) {
            int outputs = new int[] {1, 2, 3, 10}[seed % 4];
            var drawn = new DrawnFormula(seed);
            try {
                CustomLoss loss = CustomLoss.of("drawn", drawn::formula).check(outputs);
                compare(loss, outputs, seed, drawn, wrong);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage())
                        .startsWith("drawn cannot be used as a loss. Expected")
                        .endsWith(".");
                refused++;
                derivedWrongly += e.getMessage().contains("derives one of the operations wrongly") ? 1 : 0;
            }
        }
        System.getLogger("formulas")
                .log(
                        System.Logger.Level.INFO,
                        TRIES + " formulas drawn, " + refused + " refused, of them " + derivedWrongly
                                + " that SameDiff derives wrongly, " + wrong.size() + " wrong");
        assertThat(wrong).isEmpty();
        assertThat(refused).isLessThan(TRIES / 2);
    }

    /** Compares the gradient with differences of the values, for each example, where the formula is smooth. */
    private static void compare(CustomLoss loss, int outputs, int seed, DrawnFormula drawn, List<String> wrong) {
        var random = new Random(seed);
        for (int n : new int[] {1, 2, 7}) {
            INDArray y = Nd4j.zeros(DataType.DOUBLE, n, outputs);
            for (int i = 0; i < n; i++) {
                y.putScalar(i, outputs == 1 ? 0 : i % outputs, 1);
            }
            double[] at = random.doubles((long) n * outputs, 0.1, 0.9).toArray();
            INDArray z = Nd4j.createFromArray(at).reshape(n, outputs);
            double[] gradient;
            double scale;
            try {
                gradient = Doubles.of(loss.gradient(z, y));
                double value = loss.value(z, y);
                if (!Double.isFinite(value)) {
                    continue;
                }
                scale = Math.max(1e-3, Math.abs(value));
            } catch (IllegalArgumentException singlePrecisionOnly) {
                continue;
            }
            for (int place = 0; place < Math.min(at.length, 4); place++) {
                double wide = difference(loss, z, y, place, 1e-4);
                double narrow = difference(loss, z, y, place, 5e-5);
                double off = Math.abs(narrow - gradient[place]);
                boolean smooth = Math.abs(wide - narrow) <= 1e-4 * Math.max(scale, Math.abs(narrow));
                if (smooth && off > 1e-2 * Math.max(scale, Math.abs(narrow))) {
                    wrong.add(drawn.words() + " n=" + n + ": " + narrow + " " + gradient[place]);
                }
            }
        }
    }

    private static double difference(CustomLoss loss, INDArray z, INDArray y, int place, double h) {
        INDArray up = z.dup();
        up.putScalar(place, z.getDouble(place) + h);
        INDArray down = z.dup();
        down.putScalar(place, z.getDouble(place) - h);
        return (loss.value(up, y) - loss.value(down, y)) / (2 * h);
    }
}
