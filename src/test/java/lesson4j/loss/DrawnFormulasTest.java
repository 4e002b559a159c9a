package lesson4j.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lesson4j.Effort;
import lesson4j.step.OneThread;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Draws formulas, sensible and senseless: each is refused in a sentence, or its values and derivative are right for every
 * size of batch. None ends the Java VM.
 */
class DrawnFormulasTest {
    private static final int TRIES = Effort.of(60, 1000);

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
            var drawn = new Drawing(seed);
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
        assertThat(TRIES - refused).isGreaterThan(TRIES / 5);
    }

    /** Compares the gradient with differences of the values, for each example, where the formula is smooth. */
    private static void compare(CustomLoss loss, int outputs, int seed, Drawing drawn, List<String> wrong) {
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
                gradient = Numbers.of(loss.gradient(z, y));
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
                    wrong.add(drawn.words + " n=" + n + ": " + narrow + " " + gradient[place]);
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

    /** One formula, the same each time it is built. */
    private static final class Drawing {
        private final long seed;
        private String words = "";

        Drawing(long seed) {
            this.seed = seed;
        }

        SDVariable formula(SameDiff sd, SDVariable preds, SDVariable targs) {
            var random = new Random(seed);
            words = "";
            SDVariable at = preds;
            int steps = 1 + random.nextInt(5);
            for (int i = 0; i < steps; i++) {
                at = step(random, sd, at, preds, targs);
            }
            return random.nextInt(3) == 0 ? at.mean() : random.nextBoolean() ? at.mean(1) : at.sum(1);
        }

        private SDVariable step(Random random, SameDiff sd, SDVariable x, SDVariable p, SDVariable t) {
            int dim = random.nextInt(8) == 0 ? random.nextInt(9) - 4 : random.nextInt(2);
            int kind = random.nextInt(40);
            words += " " + kind + "/" + dim;
            return switch (kind) {
                case 0 -> x.sub(t);
                case 1 -> x.mul(t);
                case 2 -> x.add(p);
                case 3 -> x.div(p.add(3));
                case 4 -> sd.math.square(x);
                case 5 -> sd.math.abs(x);
                case 6 -> sd.math.exp(x);
                case 7 -> sd.math.log(x.add(2));
                case 8 -> sd.math.sqrt(sd.math.abs(x).add(0.1));
                case 9 -> sd.math.tanh(x);
                case 10 -> sd.nn.sigmoid(x);
                case 11 -> sd.nn.relu(x, 0);
                case 12 -> sd.nn.softplus(x);
                case 13 -> sd.nn.softmax(x, dim);
                case 14 -> sd.nn.logSoftmax(x);
                case 15 -> sd.nn.logSoftmax(x, dim);
                case 16 -> x.div(x.sum(true, dim).add(1));
                case 17 -> x.sub(x.mean(true, dim));
                case 18 -> x.sub(x.mean(dim));
                case 19 -> x.mul(sd.max(x, true, dim));
                case 20 -> x.mul(x.norm2(true, dim));
                case 21 -> x.mul(sd.math.logSumExp(x, dim));
                case 22 -> sd.clipByValue(x, 0.2, 0.6);
                case 23 -> sd.math.pow(x.add(1), 3);
                case 24 -> x.mul(sd.standardDeviation(x, false, true, dim));
                case 25 -> sd.mmul(x, x, false, true, false);
                case 26 -> sd.permute(x, 1, 0);
                case 27 -> x.reshape(-1, 1);
                case 28 -> sd.concat(dim, x, t);
                case 29 -> sd.min(x, t);
                case 30 -> sd.max(x, t);
                case 31 -> x.gt(0.4).castTo(x.dataType()).mul(x);
                case 32 -> sd.squeeze(x, dim);
                case 33 -> sd.math.erf(x);
                case 34 -> sd.nn.gelu(x);
                case 35 -> sd.prod(x, true, dim);
                case 36 -> sd.nn.elu(x);
                case 37 -> sd.math.cube(x);
                case 38 -> x.rsub(1).mul(t).add(x.mul(t.rsub(1)));
                default -> sd.math.cosineSimilarity(x, t.add(0.1), dim);
            };
        }
    }
}
