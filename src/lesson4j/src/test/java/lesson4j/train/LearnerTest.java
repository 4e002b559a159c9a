package lesson4j.train;

import static lesson4j.train.Halves.learner;
import static lesson4j.train.Halves.loaders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import lesson4j.loss.ExampleLoss;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Nets;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

class LearnerTest {
    @Test
    void learns() {
        Learner learn = learner();
        double before = learn.validate().get("valid_loss");

        learn.fit(60, 1.0);

        assertThat(learn.recorder().last("valid_loss")).isLessThan(0.5 * before);
        assertThat(learn.recorder().last("batch_accuracy")).isGreaterThan(0.9);
        assertThat(learn.recorder().losses()).hasSize(60 * 7);
    }

    @Test
    void theSameSeedGivesTheSameParametersToTheLastDigit() {
        Learner one = learner();
        Learner two = learner();

        one.fit(5, 0.5);
        two.fit(5, 0.5);

        assertThat(one.net().params()).isEqualTo(two.net().params());
    }

    @Test
    void trainsOnOneNativeThreadAndGivesTheOthersBack() {
        Nd4j.create(1); // before ND4J has started there are no native operations to ask
        NativeOps ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
        int own = ops.ompGetMaxThreads();
        ops.setOmpNumThreads(3);
        List<Integer> during = new ArrayList<>();
        Callback note = new Callback() {
            @Override
            public void beforeEpoch(Fit fit) {
                during.add(ops.ompGetMaxThreads());
            }
        };

        learner().with(note).fit(1, 0.1);

        int after = ops.ompGetMaxThreads();
        ops.setOmpNumThreads(own);
        assertThat(during).containsExactly(1);
        assertThat(after).isEqualTo(3);
    }

    @Test
    void interruptingKeepsWeightsAndFiguresAndTrainingGoesOn() {
        Learner learn = learner();
        Callback stopInEpochTwo = new Callback() {
            @Override
            public void afterBatch(Fit fit) {
                if (fit.epoch() == 2 && fit.batch() == 3) {
                    Thread.currentThread().interrupt();
                }
            }
        };

        assertThatThrownBy(() -> learn.fit(10, 0.5, List.of(stopInEpochTwo)))
                .isInstanceOf(TrainingStopped.class)
                .hasMessage("Training was stopped in epoch 2 of 10, batch 4 of 7, learning rate 0.5. The parameters and"
                        + " figures so far are kept; learn.fit(…) goes on from here.");

        assertThat(learn.recorder().values().rowCount()).isEqualTo(2);
        assertThat(learn.recorder().losses()).hasSize(2 * 7 + 4);
        assertThat(Thread.interrupted()).isFalse();
        learn.fit(1, 0.5);
    }

    @Test
    void aLossThatIsNoNumberStopsTrainingAndSaysWhatToTry() {
        Learner learn = new Learner(loaders(), Nets.simpleNet(20, 8, 1), new Exploding()).quiet();

        assertThatThrownBy(() -> learn.fit(3, 10))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The loss became Infinity in epoch 0 of 3, batch 0 of 7, learning rate 10.0. Start again from"
                                + " fresh parameters with a learning rate ten times smaller (1.0), and check that the inputs lie"
                                + " between 0 and 1.");
    }

    /** A loss that is infinite at once. */
    private static final class Exploding extends ExampleLoss {
        @Override
        public double example(double[] z, double[] y, double[] dz) {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public IActivation activation() {
            return new ActivationIdentity();
        }

        @Override
        public String name() {
            return "Exploding";
        }
    }

    @Test
    void callbacksCanSkipABatchEndAnEpochOrEndTheFit() {
        List<String> seen = new ArrayList<>();
        Learner learn = learner().with(new Callback() {
            @Override
            public void beforeBatch(Fit fit) {
                if (fit.epoch() == 0 && fit.batch() == 1) {
                    throw Cancel.batch();
                }
                if (fit.epoch() == 1 && fit.batch() == 2) {
                    throw Cancel.epoch();
                }
                if (fit.epoch() == 2) {
                    throw Cancel.fit();
                }
                seen.add(fit.epoch() + "." + fit.batch());
            }
        });

        learn.fit(9, 0.1);

        assertThat(seen).containsExactly("0.0", "0.2", "0.3", "0.4", "0.5", "0.6", "1.0", "1.1");
        assertThat(learn.recorder().values().rowCount()).isEqualTo(2);
    }

    @Test
    void earlyStoppingEndsWhenTheLossStopsFalling() {
        Learner learn = learner().with(new EarlyStopping(2), new Callback() {
            @Override
            public int order() {
                return 50;
            }

            @Override
            public void afterEpoch(Fit fit) {
                fit.validation().put("valid_loss", fit.epoch() < 3 ? 1.0 - 0.1 * fit.epoch() : 1.0);
            }
        });

        learn.fit(20, 0.1);

        assertThat(learn.recorder().values().rowCount()).isEqualTo(5);
    }

    @Test
    void aLearningRateSetByACallbackIsUsed() {
        Learner learn = learner().with(new Callback() {
            @Override
            public void beforeBatch(Fit fit) {
                fit.setLr(0.01 * (1 + fit.steps()));
            }
        });

        learn.fit(1, 1.0);

        assertThat(learn.recorder().lrs()).first().isEqualTo(0.01);
        assertThat(learn.recorder().lrs().get(6)).isCloseTo(0.07, within(1e-12));
    }

    @Test
    void momentumIsRememberedFromFitToFit() {
        Learner twice = new Learner(loaders(), Nets.simpleNet(20, 8, 1), new MnistLoss())
                .opt(new Nesterovs())
                .quiet();
        Learner once = new Learner(loaders(), Nets.simpleNet(20, 8, 1), new MnistLoss())
                .opt(new Nesterovs())
                .quiet();

        twice.fit(1, 0.1);
        twice.fit(1, 0.1);
        once.fit(2, 0.1);

        assertThat(twice.net().params().sub(once.net().params()).amaxNumber().doubleValue())
                .isLessThan(1e-6);
    }
}
