package lesson4j.train;

import static lesson4j.train.Metrics.accuracy;
import static lesson4j.train.Metrics.batchAccuracy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lesson4j.Reference;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.ExampleLoss;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Nets;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

class LearnerTest {
    private static final INDArray X =
            Reference.matrix(Reference.draw(new Random(5), 4000, 0, 1), 200).castTo(DataType.FLOAT);

    /** Twenty numbers are "one" when their first half is the larger: learnable, not trivial. */
    private static INDArray halves() {
        INDArray first = X.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 10)).sum(1);
        INDArray second =
                X.get(NDArrayIndex.all(), NDArrayIndex.interval(10, 20)).sum(1);
        return first.gt(second).castTo(DataType.FLOAT).reshape(200, 1);
    }

    private static DataLoaders loaders() {
        INDArray y = halves();
        return DataLoaders.of(
                DataLoader.of(X, y).bs(32).shuffle().seed(1),
                DataLoader.of(X, y).bs(64));
    }

    private static Learner learner() {
        return new Learner(loaders(), Nets.simpleNet(20, 8, 1), new MnistLoss(), batchAccuracy()).quiet();
    }

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
    void aDenseNetIsTrainedByTheLeanStepAndOthersByDl4j() {
        assertThat(learner().summary()).endsWith("training step: dense BLAS on the net's parameters");
        assertThat(learner().opt(new Adam()).summary()).endsWith("training step: DL4J's fit");
    }

    @Test
    void theLeanStepReallyRanAndGivesWhatDl4jsFitGives() {
        var net = Nets.simpleNet(20, 8, 1);
        var twin = Nets.copy(net);
        Learner lean = new Learner(loaders(), net, new MnistLoss()).quiet();
        Learner plain = new Learner(loaders(), twin, new MnistLoss()).quiet();
        List<String> ran = new ArrayList<>();
        plain.net().setListeners(new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                ran.add("fit");
            }
        });

        lean.fit(3, 0.5);
        plain.fit(3, 0.5);

        assertThat(lean.summary()).contains("dense BLAS");
        assertThat(ran).hasSize(21);
        assertThat(lean.net().params().sub(plain.net().params()).amaxNumber().doubleValue())
                .isLessThan(1e-5);
        assertThat(net.getLayerWiseConfigurations().getIterationCount()).isEqualTo(21);
        assertThat(lean.recorder().last("valid_loss"))
                .isCloseTo(plain.recorder().last("valid_loss"), within(1e-5));
    }

    @Test
    void givesWhatDl4jItselfGivesOnTheSameBatches() {
        var net = Nets.simpleNet(20, 8, 1);
        Learner learn = new Learner(loaders(), net, new MnistLoss()).quiet();
        var twin = Nets.copy(learn.net());
        twin.setLearningRate(0.5);

        learn.fit(3, 0.5);
        var iterator = loaders().train().asIterator();
        for (int epoch = 0; epoch < 3; epoch++) {
            while (iterator.hasNext()) {
                DataSet batch = iterator.next();
                twin.fit(batch.getFeatures(), batch.getLabels());
            }
            iterator.reset();
        }

        assertThat(net.params().sub(twin.params()).amaxNumber().doubleValue()).isLessThan(1e-5);
    }

    @Test
    void lossesAgreeWithPyTorchOverAHundredSteps() {
        agreesWithPyTorch("mnist", 30, 1, new MnistLoss(), 0.5);
        agreesWithPyTorch("cross_entropy", 50, 10, new CrossEntropy(), 0.1);
    }

    /** Tolerance 1e-4 as float sums in another order drift apart slowly. */
    private static void agreesWithPyTorch(String name, int hidden, int outputs, ExampleLoss loss, double lr) {
        Random random = new Random(11);
        INDArray x = Reference.matrix(Reference.draw(random, 64 * 20, 0, 1), 64).castTo(DataType.FLOAT);
        MultiLayerNetwork net = Nets.simpleNet(20, hidden, outputs);
        double[] start = Reference.draw(random, (int) net.numParams(), -0.25, 0.25);
        net.setParams(Nd4j.createFromArray(start).reshape(1, start.length).castTo(DataType.FLOAT));
        INDArray y = outputs == 1 ? parity() : digits();
        DataLoaders dls = DataLoaders.of(DataLoader.of(x, y).bs(16), DataLoader.of(x, y));
        List<Double> losses = new ArrayList<>();
        Learner learn = new Learner(dls, net, loss).quiet().with(new Callback() {
            @Override
            public void afterBatch(Fit fit) {
                losses.add(fit.loss());
            }
        });

        learn.fit(25, lr);

        double[] expected = Reference.numbers("training", name, "losses");
        assertThat(losses).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(losses.get(i)).as("step " + i).isCloseTo(expected[i], within(1e-4));
        }
        double[] w1 = Reference.numbers("training", name, "w1");
        double[] ours = net.params()
                .get(NDArrayIndex.all(), NDArrayIndex.interval(0, w1.length))
                .dup()
                .data()
                .asDouble();
        for (int i = 0; i < w1.length; i++) {
            assertThat(ours[i]).isCloseTo(w1[i], within(1e-4));
        }
    }

    private static INDArray parity() {
        INDArray y = Nd4j.zeros(64, 1);
        for (int i = 1; i < 64; i += 2) {
            y.putScalar(i, 0, 1);
        }
        return y;
    }

    private static INDArray digits() {
        INDArray y = Nd4j.zeros(64, 10);
        for (int i = 0; i < 64; i++) {
            y.putScalar(i, (i * 7) % 10, 1);
        }
        return y;
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

    @Test
    void validationWeighsTheShortLastBatchByItsSize() {
        INDArray y = Nd4j.zeros(10, 1);
        y.putScalar(9, 0, 1);
        INDArray x = Nd4j.zeros(10, 20);
        var net = Nets.linear(20, 1);
        net.params().assign(-1);
        DataLoaders dls =
                DataLoaders.of(DataLoader.of(x, y), DataLoader.of(x, y).bs(9));

        assertThat(new Learner(dls, net, new MnistLoss(), batchAccuracy())
                        .validate()
                        .get("batch_accuracy"))
                .isCloseTo(0.9, within(1e-6));
    }

    @Test
    void predictionsComeAfterTheLossesActivation() {
        Learner learn = learner();

        Preds preds = learn.getPreds();

        assertThat(preds.preds().shape()).containsExactly(200, 1);
        assertThat(preds.preds().minNumber().doubleValue()).isBetween(0.0, 1.0);
        assertThat(preds.preds()).isEqualTo(learn.net().output(X));
        assertThat(learn.predict(X.getRow(0)).toString()).matches("[01] \\(0\\.\\d{4}\\)");
    }

    @Test
    void oneNetCanBeTrainedWithEachLossFromTheSameStart() {
        var net = Nets.simpleNet(20, 8, 10);
        INDArray y = Nd4j.zeros(200, 10);
        for (int i = 0; i < 200; i++) {
            y.putScalar(i, i % 10, 1);
        }
        DataLoaders dls = DataLoaders.of(DataLoader.of(X, y), DataLoader.of(X, y));

        for (ExampleLoss loss : List.of(new MnistLoss(), new CrossEntropy())) {
            Learner learn = new Learner(dls, Nets.copy(net), loss, accuracy()).quiet();
            assertThat(learn.net().params()).isEqualTo(net.params());
            learn.fit(1, 0.1);
            assertThat(learn.net().params()).isNotEqualTo(net.params());
        }
    }

    @Test
    void refusesNoEpochsAndNoRate() {
        assertThatThrownBy(() -> learner().fit(0, 1.0))
                .hasMessage(
                        "Expected 1 epoch or more and a learning rate above 0 but found 0 and 1.0. The lesson fits 10"
                                + " epochs at 1.0, or 40 at 0.1.");
    }

    @Test
    void theRecorderNamesTheColumnsWhenOneIsMissing() {
        Learner learn = learner();
        learn.fit(1, 0.1);

        assertThatThrownBy(() -> learn.recorder().of("acuracy"))
                .hasMessage("No column 'acuracy' was recorded. Columns: train_loss, valid_loss, batch_accuracy, time.");
        assertThat(learn.recorder().plotLoss().toString()).contains("train", "valid");
        assertThat(learn.recorder().plotAccuracy().toString()).contains("Batch accuracy");
    }
}
