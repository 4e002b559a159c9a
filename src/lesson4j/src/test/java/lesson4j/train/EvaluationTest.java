package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Enough examples for several turns in which outputs are computed while metrics look at those before. */
class EvaluationTest {
    private static final int ROWS = 3_100;
    private final INDArray x = Nd4j.rand(DataType.FLOAT, ROWS, 300);
    private final INDArray y = Nd4j.eye(10).castTo(DataType.FLOAT).repeat(0, ROWS / 10);

    @ParameterizedTest
    @ValueSource(ints = {7, 64, 1_000, ROWS})
    void predictionsAreTheNetsInTheLoadersOrder(int bs) {
        var loader = DataLoader.of(x, y).bs(bs);
        var learn = learner(loader);

        Preds preds = learn.getPreds(loader);

        assertThat(preds.preds().equalsWithEps(learn.net().output(x), 1e-5)).isTrue();
        assertThat(preds.targs()).isEqualTo(y);
    }

    @Test
    void metricsSeeEachBatchInTurnOnTheCallersThread() {
        List<Long> sizes = new ArrayList<>();
        Set<Thread> threads = new HashSet<>();
        var rightTargets = Metric.of("right", (preds, targs) -> {
            threads.add(Thread.currentThread());
            long before = sizes.stream().mapToLong(Long::longValue).sum();
            sizes.add(preds.size(0));
            return targs.equals(rows(y, before, targs.size(0))) ? 1 : 0;
        });
        var loader = DataLoader.of(x, y).bs(300);

        var figures = learner(loader, rightTargets).validate();

        assertThat(figures).containsEntry("right", 1.0);
        assertThat(sizes).hasSize(11).endsWith(300L, 100L);
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aMetricMayChangeWhatItIsGiven() {
        var spoils =
                Metric.of("spoils", (preds, targs) -> preds.muli(0).sumNumber().doubleValue());
        var loader = DataLoader.of(x, y).bs(100);

        assertThat(learner(loader, spoils).validate().get("valid_loss"))
                .isEqualTo(learner(loader).validate().get("valid_loss"));
    }

    @Test
    void aMetricThatThrowsSpoilsNothing() {
        var loader = DataLoader.of(x, y).bs(100);
        var fails = Metric.of("fails", (preds, targs) -> {
            throw new IllegalStateException("not this one");
        });
        var learn = learner(loader, fails);
        INDArray before = learn.getPreds().preds();

        assertThatThrownBy(learn::validate).hasMessage("not this one");

        assertThat(learn.getPreds().preds()).isEqualTo(before);
    }

    private Learner learner(DataLoader<Batch> loader, Metric... metrics) {
        Nd4j.getRandom().setSeed(1);
        return new Learner(DataLoaders.of(loader, loader), Nets.simpleNet(300, 40, 10), new CrossEntropy(), metrics);
    }

    private static INDArray rows(INDArray all, long first, long count) {
        return all.get(NDArrayIndex.interval(first, first + count), NDArrayIndex.all());
    }
}
