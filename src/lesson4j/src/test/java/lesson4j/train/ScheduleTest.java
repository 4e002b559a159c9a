package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;

class ScheduleTest {

    /** The values are fastai's combined_cos(0.25, 0.1/25, 0.1, 0.1/1e5) at the same places. */
    @Test
    void oneCycleRisesForAQuarterAndFallsToAlmostNothing() {
        Schedule cycle = Schedule.oneCycle(0.1);

        assertThat(cycle.at(0)).isCloseTo(0.004, within(1e-12));
        assertThat(cycle.at(0.125)).isCloseTo(0.052, within(1e-12));
        assertThat(cycle.at(0.25)).isCloseTo(0.1, within(1e-12));
        assertThat(cycle.at(0.625)).isCloseTo(0.0500005, within(1e-12));
        assertThat(cycle.at(1)).isCloseTo(1e-6, within(1e-12));
    }

    /** Adam's beta1 seen by a callback after the schedule: fastai's moms (0.95, 0.85, 0.95). */
    @Test
    void momentumGoesTheOtherWayWhereTheOptimiserHasOne() {
        Learner learn = Drawn.learner().opt(new Adam());
        List<Double> betas = new ArrayList<>();
        learn.with(new Callback() {
            @Override
            public void afterBatch(Fit fit) {
                betas.add(((Adam) ((BaseLayer) learn.net().getLayer(0).conf().getLayer()).getIUpdater()).getBeta1());
            }
        });

        learn.fitOneCycle(4, 0.01);

        assertThat(betas.get(0)).isCloseTo(0.95, within(1e-12));
        assertThat(betas.get(4)).isCloseTo(0.85, within(1e-12));
        assertThat(betas.get(15)).isGreaterThan(0.94);
    }

    @Test
    void constantStaysAndCosineGoesFromOneToTheOther() {
        assertThat(Schedule.constant(0.3).at(0.7)).isEqualTo(0.3);
        assertThat(Schedule.cosine(1, 0).at(0.5)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aShareOutsideItsRangeIsRefused() {
        assertThatThrownBy(() -> Schedule.oneCycle(0.1, 1, 25))
                .hasMessage("Expected a highest rate and a divisor above 0 and a share between 0 and 1"
                        + " but found 0.1, 25.0 and 1.0. fastai's are 25 and 0.25.");
    }

    @Test
    void fitOneCycleTrainsWithItsRates() {
        Learner learn = Drawn.learner();

        learn.fitOneCycle(4, 0.1);

        List<Double> lrs = learn.recorder().lrs();
        assertThat(lrs).hasSize(4 * 4);
        assertThat(lrs.get(0)).isCloseTo(0.004, within(1e-12));
        assertThat(lrs.get(4)).isCloseTo(0.1, within(1e-12));
        assertThat(lrs.get(15)).isLessThan(0.01);
    }

    /** fastai: one epoch with pct_start 0.99, then half the rate with pct_start 0.3 and div 5; the recorder starts anew. */
    @Test
    void fineTuneIsOneEpochAndThenTheRestAtHalfTheRate() {
        Learner learn = Drawn.learner();
        double[] first = new double[1];
        learn.with(new Callback() {
            @Override
            public void afterBatch(Fit fit) {
                first[0] = fit.epochs() == 1 ? Math.max(first[0], fit.lr()) : first[0];
            }
        });

        learn.fineTune(5, 0.1);

        List<Double> lrs = learn.recorder().lrs();
        assertThat(first[0]).isCloseTo(Schedule.oneCycle(0.1, 0.99, 25).at(0.75), within(1e-12));
        assertThat(lrs).hasSize(5 * 4);
        assertThat(lrs.get(0)).isCloseTo(0.01, within(1e-12));
        assertThat(lrs.get(6)).isCloseTo(0.05, within(1e-12));
    }
}
