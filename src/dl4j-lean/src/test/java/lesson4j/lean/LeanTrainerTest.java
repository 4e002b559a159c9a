package lesson4j.lean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import lesson4j.testing.DrawnGraph;
import lesson4j.testing.DrawnNet;
import lesson4j.testing.DrawnStack;
import lesson4j.testing.Effort;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.listeners.PerformanceListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** A LeanTrainer beside {@code net.fit}: the same parameters, counts, scores and calls of listeners. */
class LeanTrainerTest {
    private static final int NETS = Integer.getInteger("drawn.nets", Effort.of(24, 1000));

    /** Writes down what DL4J tells a listener. */
    private static class Listener extends BaseTrainingListener {
        final List<String> told = new ArrayList<>();
        final List<Double> scores = new ArrayList<>();
        final List<INDArray> params = new ArrayList<>();

        @Override
        public void onEpochStart(Model model) {
            told.add("start");
        }

        @Override
        public void onEpochEnd(Model model) {
            told.add("end");
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            told.add(iteration + " of epoch " + epoch + ", " + model.batchSize() + " examples");
            scores.add(model.score());
            params.add(model.params().dup());
        }
    }

    private static final class Inquisitive extends Listener {
        @Override
        public void onGradientCalculation(Model model) {
            told.add("gradient " + model.gradient().gradient().length());
        }
    }

    private static MultiLayerNetwork net(IUpdater updater) {
        var conf = new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(updater)
                .list(
                        new DenseLayer.Builder()
                                .nIn(6)
                                .nOut(5)
                                .activation(Activation.TANH)
                                .build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(5)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build())
                .build();
        var net = new MultiLayerNetwork(conf);
        net.init();
        return net;
    }

    private static INDArray draw(Random random, int rows, int columns) {
        double[] numbers = random.doubles((long) rows * columns).toArray();
        return Nd4j.createFromArray(numbers).reshape(rows, columns).castTo(DataType.FLOAT);
    }

    private static INDArray oneHot(int rows, int columns) {
        INDArray y = Nd4j.zeros(DataType.FLOAT, rows, columns);
        for (int i = 0; i < rows; i++) {
            y.putScalar(i, (i * 7) % columns, 1);
        }
        return y;
    }

    private static DataSetIterator iterator(INDArray x, INDArray y, int bs) {
        List<DataSet> batches = new ArrayList<>();
        for (int from = 0; from < x.size(0); from += bs) {
            var rows = NDArrayIndex.interval(from, Math.min(from + bs, x.size(0)));
            batches.add(new DataSet(x.get(rows).dup(), y.get(rows).dup()));
        }
        return new ExistingDataSetIterator(batches) {
            /** One by one, so that a fit that fails leaves no batch under way. */
            @Override
            public boolean asyncSupported() {
                return false;
            }
        };
    }

    private static void fit(Model net, DataSetIterator iterator, int epochs) {
        if (net instanceof MultiLayerNetwork stack) {
            stack.fit(iterator, epochs);
        } else {
            ((ComputationGraph) net).fit(iterator, epochs);
        }
        Nd4j.getMemoryManager().setCurrentWorkspace(null); // a graph leaves one that is closed
    }

    private static LeanTrainer trainer(Model net) {
        return net instanceof MultiLayerNetwork stack ? LeanTrainer.of(stack) : LeanTrainer.of((ComputationGraph) net);
    }

    private static void listen(Model net, TrainingListener listener) {
        net.setListeners(List.of(listener));
    }

    private static Model drawn(long seed, double lr) {
        IUpdater updater = DrawnNet.updater(new Random(seed), lr);
        return seed % 3 == 0 ? new DrawnGraph(seed, updater, true).net(1) : new DrawnStack(seed, updater, true).net(1);
    }

    private static boolean run(Consumer<Model> training, Model net) {
        Nd4j.getRandom().setSeed(7);
        try {
            training.accept(net);
            return true;
        } catch (RuntimeException e) {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
            Nd4j.getMemoryManager().setCurrentWorkspace(null);
            return false;
        }
    }

    private static double norm(INDArray x) {
        return x.norm2Number().doubleValue();
    }

    private int lean;

    @Test
    void itTrainsDrawnNetsAsFitDoes() {
        List<String> wrong = new ArrayList<>();
        for (long seed = 1; seed <= NETS; seed++) {
            String found = compare(seed);
            if (!found.isEmpty()) {
                wrong.add("net " + seed + ": " + found);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(lean).isGreaterThan(NETS / 10);
    }

    /** Lowers the rate until the net settles: a run that blows up doubles every rounding on its way. */
    private String compare(long seed) {
        for (double lr = 0.05; lr > 1e-4; lr /= 10) {
            Model theirs;
            try {
                theirs = drawn(seed, lr);
            } catch (RuntimeException impossible) {
                return "";
            }
            Model ours = drawn(seed, lr);
            INDArray begin = theirs.params().dup();
            ours.params().assign(begin);
            int bs = 1 + (int) (seed % 9);
            int inputs = (int) Net.of(theirs).inputs().orElse(1);
            INDArray x = draw(new Random(seed), 5 * bs - bs / 2, inputs);
            INDArray y = oneHot(5 * bs - bs / 2, Net.of(theirs).outputs());
            var said = new Listener();
            var heard = new Listener();
            listen(theirs, said);
            listen(ours, heard);
            boolean trained = run(net -> fit(net, iterator(x, y, bs), 2), theirs);
            boolean settled = trained && norm(theirs.params()) < 2 * norm(begin) + 1;
            if (!trained || settled) {
                lean += trained && trainer(ours).reason().isEmpty() ? 1 : 0;
                boolean too = run(net -> trainer(net).fit(iterator(x, y, bs), 2), ours);
                return trained != too ? "DL4J trains: " + trained : differ(said, heard, begin, theirs, ours);
            }
        }
        return "";
    }

    private static boolean close(double right, double found) {
        return Math.abs(right - found) <= 1e-3 * Math.abs(right) + 1e-5;
    }

    private static String differ(Listener said, Listener heard, INDArray begin, Model theirs, Model ours) {
        if (!said.told.equals(heard.told)) {
            return "told " + heard.told + ", by DL4J " + said.told;
        }
        for (int i = 0; i < said.params.size(); i++) {
            INDArray right = said.params.get(i);
            double distance = norm(heard.params.get(i).sub(right));
            if (!(distance < 1e-3 * norm(right.sub(begin)) + 1e-6 * norm(right))) {
                return "after " + (i + 1) + " steps " + distance + " away";
            }
            // a LossLayer of DL4J computes its score from numbers that its derivative has overwritten
            boolean hasScore = !Output.of(Net.of(ours)).isLossLayer();
            if (hasScore && !close(said.scores.get(i), heard.scores.get(i))) {
                return "step " + i + " (" + trainer(ours).reason() + "), the loss " + heard.scores.get(i) + ", by DL4J "
                        + said.scores.get(i);
            }
        }
        boolean counted = Net.of(theirs).iterations() == Net.of(ours).iterations()
                && Net.of(theirs).epochs() == Net.of(ours).epochs();
        return counted ? "" : "other counts";
    }

    @Test
    void arraysAreTakenInTheirOrder() {
        INDArray x = draw(new Random(5), 20, 6);
        INDArray y = oneHot(20, 3);
        MultiLayerNetwork net = net(new Sgd(new StepSchedule(ScheduleType.EPOCH, 0.5, 0.5, 2)));
        MultiLayerNetwork twin = net.clone();

        LeanTrainer.of(net).fit(x, y, 8, 5);
        twin.fit(iterator(x, y, 8), 5);

        assertThat(LeanTrainer.of(net).reason()).isEmpty();
        assertThat(norm(net.params().sub(twin.params()))).isLessThan(1e-5);
        assertThat(net.getEpochCount()).isEqualTo(5);
        assertThat(net.score()).isCloseTo(twin.score(), within(1e-5));
    }

    @Test
    void fitGoesOnWithWhatItRemembers() {
        INDArray x = draw(new Random(5), 20, 6);
        INDArray y = oneHot(20, 3);
        MultiLayerNetwork net = net(new Adam(0.01));
        MultiLayerNetwork twin = net.clone();

        LeanTrainer.of(net).fit(x, y, 8, 2);
        net.fit(iterator(x, y, 8), 2);
        twin.fit(iterator(x, y, 8), 4);

        assertThat(norm(net.params().sub(twin.params()))).isLessThan(1e-4);
    }

    @Test
    void dl4jsListenersAreCalledAndOneThatAsksForGradientsGetsFit() {
        INDArray x = draw(new Random(5), 20, 6);
        INDArray y = oneHot(20, 3);
        MultiLayerNetwork net = net(new Sgd(0.1));
        net.setListeners(new ScoreIterationListener(1), new PerformanceListener(1));
        assertThat(LeanTrainer.of(net).reason()).isEmpty();
        LeanTrainer.of(net).fit(x, y, 8, 1);

        var inquisitive = new Inquisitive();
        net.setListeners(inquisitive);

        assertThat(LeanTrainer.of(net).reason()).hasValue("its Inquisitive asks for onGradientCalculation");
        LeanTrainer.of(net).fit(x, y, 8, 1);
        assertThat(inquisitive.told).hasSize(8).contains("gradient " + net.numParams());
    }

    @Test
    void aBatchWithMasksIsFitted() {
        INDArray x = draw(new Random(5), 8, 6);
        var masked = new DataSet(x, oneHot(8, 3), null, Nd4j.create(new float[] {1, 1, 0, 0, 1, 1, 0, 1}, 8, 1));
        MultiLayerNetwork net = net(new Sgd(0.1));
        MultiLayerNetwork twin = net.clone();

        LeanTrainer.of(net).fit(new ExistingDataSetIterator(List.of(masked)), 2);
        twin.fit(new ExistingDataSetIterator(List.of(masked)), 2);

        assertThat(net.params()).isEqualTo(twin.params());
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        MultiLayerNetwork net = net(new Sgd(0.1));

        assertThatThrownBy(() -> LeanTrainer.of(net).fit(iterator(draw(new Random(1), 4, 6), oneHot(4, 3), 2), 0))
                .hasMessageContaining("found 0");
        assertThatThrownBy(() -> LeanTrainer.of(net).fit(draw(new Random(1), 4, 6), oneHot(3, 3), 2, 1))
                .hasMessageContaining("[3, 3], [4, 6]");
    }
}
