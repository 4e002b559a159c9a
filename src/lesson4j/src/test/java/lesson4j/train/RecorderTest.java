package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import lesson4j.plot.Plot;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;

class RecorderTest {

    /** Stops before a batch of an epoch, both from 0. */
    private static Callback stopAt(int epoch, int batch) {
        return new Callback() {
            @Override
            public void beforeBatch(Fit fit) {
                if (fit.epoch() == epoch && fit.batch() == batch) {
                    throw Cancel.fit();
                }
            }
        };
    }

    private static XYSeries series(Plot plot, String name) {
        return plot.getSeriesCollection().stream()
                .filter(series -> series.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theTrainingLossIsShownAloneAfterAStopInTheFirstEpoch() {
        Learner learn = Drawn.learner();
        learn.fit(2, 0.1, List.of(stopAt(0, 3)));

        var chart = learn.recorder().plotLoss();

        assertThat(chart.getSeriesCollection()).extracting(XYSeries::getName).containsExactly("train");
        assertThat(chart.toString())
                .contains("Loss, stopped in the first epoch")
                .contains("batch 0 to 2");
        assertThatThrownBy(() -> learn.recorder().plotAccuracy())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "No epoch was finished, so that there is no accuracy. Call learn.fit again, or plotLoss for the"
                                + " batches' losses.");
    }

    @Test
    void validationLossesStandWhereTheirEpochsEnded() {
        Learner learn = Drawn.learner();
        int batches = learn.dls().train().batches();
        learn.fit(3, 0.1, List.of(stopAt(2, 2)));

        XYSeries valid = series(learn.recorder().plotLoss(), "valid");

        assertThat(valid.getXData()).containsExactly(batches, 2.0 * batches);
    }

    @Test
    void beforeAFitThereIsNothingToShow() {
        Recorder recorder = Drawn.learner().recorder();

        assertThatThrownBy(recorder::plotLoss)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Nothing was recorded yet. Call learn.fit(epochs, lr) first.");
        assertThat(recorder.values().rowCount()).isZero();
    }

    /** Two of one name would be added up, and "time" would be lost among the table's own columns. */
    @Test
    void metricsOfOneNameAreRefused() {
        for (Metric[] metrics : List.of(
                new Metric[] {Metrics.accuracy(), Metrics.accuracy()},
                new Metric[] {Metric.of("time", (preds, targs) -> 1)})) {
            assertThatThrownBy(
                            () -> new Learner(Drawn.learner().dls(), Nets.linear(16, 3), new CrossEntropy(), metrics))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Expected metrics of different names but found '"
                            + metrics[metrics.length - 1].name() + "'");
        }
    }
}
