package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lesson4j.loss.CrossEntropy;
import lesson4j.loss.CustomLoss;
import lesson4j.loss.Losses;
import lesson4j.nn.Nets;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

class LrFinderTest {

    @Test
    void findsARateThatTrainsAndLeavesTheNetAsItWas() {
        Learner learn = Drawn.learner();
        INDArray before = learn.net().params().dup();

        LrFinder found = learn.lrFind();

        assertThat(learn.net().params()).isEqualTo(before);
        assertThat(learn.anyNet().iterations()).isZero();
        assertThat(found.valley()).isBetween(0.001, 2.0);
        assertThat(found.lrs()).hasSameSizeAs(found.losses()).isSorted();
        assertThat(found.plot().toString()).contains("learning rate", "training loss", "valley");
        double loss = learn.validate().get("valid_loss");
        learn.fit(3, found.valley());
        assertThat(learn.recorder().last("valid_loss")).isLessThan(loss);
    }

    @Test
    void theOptimiserForgetsTheTrial() {
        Learner tried = Drawn.learner().opt(new Adam());
        Learner other = Drawn.learner().opt(new Adam());

        tried.lrFind();
        tried.fit(2, 0.01);
        other.fit(2, 0.01);

        assertThat(tried.net().params()).isEqualTo(other.net().params());
    }

    /** Four times a negative best is below every loss: the trial would end after its second step. */
    @Test
    void aLossBelowZeroHasACurveToo() {
        var dls = Drawn.learner().dls();
        var minus = CustomLoss.of(
                "cross-entropy - 5",
                (sd, preds, targs) ->
                        sd.nn.logSoftmax(preds).mul(targs).sum(1).neg().sub(5));
        LrFinder bounded = new Learner(dls, Nets.simpleNet(16, 8, 3), Losses.minusP()).lrFind();
        LrFinder moved = new Learner(dls, Nets.simpleNet(16, 8, 3), minus).lrFind();
        LrFinder above = new Learner(dls, Nets.simpleNet(16, 8, 3), new CrossEntropy()).lrFind();

        assertThat(bounded.lrs()).hasSize(85);
        assertThat(bounded.valley()).isBetween(0.001, 10.0);
        assertThat(moved.lrs()).hasSizeGreaterThan(60);
        assertThat(moved.valley()).isCloseTo(above.valley(), within(0.2 * above.valley()));
    }

    /** Where fastai's valley() puts its suggestion on the same curves. */
    @Test
    void theValleyIsWhereFastaiSeesIt() {
        assertThat(Valley.middle(new double[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 5, 9, 20}))
                .isEqualTo(3);
        assertThat(Valley.middle(new double[] {5, 5, 5, 5, 4, 4.5, 3, 3.5, 2, 1, 2, 8, 9}))
                .isEqualTo(5);
    }
}
