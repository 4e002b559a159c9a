package lesson4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import lesson4j.Reference;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class LossPlanTest {
    private static final int OUTPUTS = 4;

    @Test
    void laterBatchesRepeatTheFirstOnesOperationsOnTheirOwnValues() {
        LossGraph graph = LossBuilder.build(
                "minus p",
                (sd, preds, targs) -> sd.nn.softmax(preds, 1).mul(targs).sum(1).neg(),
                DataType.DOUBLE,
                OUTPUTS);

        for (int batch = 0; batch < 4; batch++) {
            int n = batch == 2 ? 5 : 7;
            double[] z = Reference.draw(new Random(batch), n * OUTPUTS, -3, 3);
            double[] dz = new double[z.length];
            double[] expected = new double[z.length];

            double[] losses = graph.run(z, classes(n, batch), n, dz);

            assertThat(graph.repeats(n)).isTrue();
            assertThat(losses)
                    .containsExactly(Losses.minusP().batch(z, classes(n, batch), n, OUTPUTS, expected), within(1e-12));
            assertThat(dz).containsExactly(expected, within(1e-12));
        }
    }

    @Test
    void chanceInAFormulaIsDrawnForEachBatch() {
        LossGraph graph = LossBuilder.build(
                "noisy",
                (sd, preds, targs) -> {
                    var noise = sd.random.uniform(0, 1, DataType.FLOAT, OUTPUTS);
                    return preds.sub(targs).mul(noise).pow(2).mean();
                },
                DataType.FLOAT,
                OUTPUTS);
        double[] z = Reference.draw(new Random(1), 7 * OUTPUTS, -3, 3);

        double first = graph.run(z, classes(7, 0), 7, new double[z.length])[0];
        double second = graph.run(z, classes(7, 0), 7, new double[z.length])[0];

        assertThat(graph.repeats(7)).isFalse();
        assertThat(first).isNotEqualTo(second);
    }

    private static double[] classes(int n, int first) {
        double[] y = new double[n * OUTPUTS];
        Arrays.setAll(y, i -> i % OUTPUTS == (i / OUTPUTS + first) % OUTPUTS ? 1 : 0);
        return y;
    }
}
