package lesson4j.train;

import static lesson4j.train.Halves.learner;
import static lesson4j.train.Halves.loaders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class TrainStepTest {
    @Test
    void aDenseNetIsTrainedByTheLeanStepAndOthersByDl4j() {
        assertThat(learner().summary()).endsWith("training step: dense BLAS on the net's parameters");
        assertThat(learner().useDl4jFit().summary()).endsWith("training step: DL4J's fit");
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

    /** A reader's own loss may keep arrays from one example to the next, so that one thread computes all of them. */
    @Test
    void aLossThatCoresShareOutIsTheSameToTheLastBit() {
        INDArray x = Reference.matrix(Reference.draw(new Random(3), 250 * 20, 0, 1), 250)
                .castTo(DataType.FLOAT);
        INDArray y = Nd4j.zeros(250, 10);
        for (int i = 0; i < 250; i++) {
            y.putScalar(i, i * i % 10, 1);
        }
        DataLoaders dls = DataLoaders.of(DataLoader.of(x, y).bs(125), DataLoader.of(x, y));
        MultiLayerNetwork shared = Nets.simpleNet(20, 30, 10);
        MultiLayerNetwork alone = Nets.copy(shared);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        ExampleLoss own = new ExampleLoss() {
            @Override
            public double example(double[] z, double[] y, double[] dz) {
                threads.add(Thread.currentThread());
                return new CrossEntropy().example(z, y, dz);
            }

            @Override
            public IActivation activation() {
                return new ActivationSoftmax();
            }

            @Override
            public String name() {
                return "Own";
            }
        };

        Learner one = new Learner(dls, shared, new CrossEntropy()).quiet();
        one.fit(5, 0.1);
        Learner other = new Learner(dls, alone, own).quiet();
        other.fit(5, 0.1);

        assertThat(shared.params()).isEqualTo(alone.params());
        assertThat(one.recorder().last("train_loss")).isEqualTo(other.recorder().last("train_loss"));
        assertThat(threads).containsExactly(Thread.currentThread());
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
}
