package lesson4j.lean;

import static lesson4j.lean.Fits.draw;
import static lesson4j.lean.Fits.iterator;
import static lesson4j.lean.Fits.norm;
import static lesson4j.lean.Fits.oneHot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.PerformanceListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** A LeanTrainer beside {@code net.fit}: what it takes, goes on with, and refuses. */
class LeanTrainerTest {
    private static final class Inquisitive extends Fits.Listener {
        @Override
        public void onGradientCalculation(Model model) {
            told.add("gradient " + model.gradient().gradient().length());
        }
    }

    private static MultiLayerNetwork net(IUpdater updater) {
        return net(updater, 6, 5);
    }

    private static MultiLayerNetwork net(IUpdater updater, int in, int hidden) {
        var conf = new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(updater)
                .list(
                        new DenseLayer.Builder()
                                .nIn(in)
                                .nOut(hidden)
                                .activation(Activation.TANH)
                                .build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(hidden)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build())
                .build();
        var net = new MultiLayerNetwork(conf);
        net.init();
        return net;
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

    /** Each is moved straight by its product, so that each has to find its own rate; one stays. */
    @Test
    void weightsAndBiasesMoveByRatesOfTheirOwn() {
        INDArray x = draw(new Random(5), 20, 6);
        INDArray y = oneHot(20, 3);
        var conf = new NeuralNetConfiguration.Builder()
                .seed(3)
                .activation(Activation.TANH)
                .updater(new Sgd(0.1))
                .list(
                        new DenseLayer.Builder().nIn(6).nOut(5).build(),
                        new DenseLayer.Builder()
                                .nIn(5)
                                .nOut(4)
                                .updater(new Sgd(0))
                                .biasUpdater(new Sgd(0.7))
                                .build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(4)
                                .nOut(3)
                                .updater(new Sgd(new StepSchedule(ScheduleType.ITERATION, 0.5, 0.5, 2)))
                                .activation(Activation.SOFTMAX)
                                .build())
                .build();
        var net = new MultiLayerNetwork(conf);
        net.init();
        MultiLayerNetwork twin = net.clone();

        LeanTrainer.of(net).fit(x, y, 8, 5);
        twin.fit(iterator(x, y, 8), 5);

        assertThat(LeanTrainer.of(net).reason()).isEmpty();
        assertThat(norm(net.params().sub(twin.params()))).isLessThan(1e-5);
        assertThat(net.getLayer(1).getParam("W")).isEqualTo(twin.getLayer(1).getParam("W"));
    }

    /** Layers of more than a million weights are taken by more examples at a time, and a batch's last few by fewer. */
    @ParameterizedTest
    @ValueSource(ints = {3, 90, 150, 301})
    void layersThatNoCacheHoldsAreTrainedAsByFit(int bs) {
        INDArray x = draw(new Random(5), 301, 600).sub(0.5);
        INDArray y = oneHot(301, 3);
        MultiLayerNetwork net = net(new Sgd(0.05), 600, 1_900);
        MultiLayerNetwork twin = net.clone();

        LeanTrainer.of(net).fit(x, y, bs, 1);
        twin.fit(iterator(x, y, bs), 1);

        assertThat(LeanTrainer.of(net).reason()).isEmpty();
        assertThat(norm(net.params().sub(twin.params()))).isLessThan(1e-5 * norm(twin.params()));
        assertThat(norm(Forward.of(net).outputs(x).sub(twin.output(x)))).isLessThan(1e-4);
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

    /** PyTorch refuses it and so does a Learner; the trainer stands for DL4J's fit, which trains on. */
    @Test
    void batchNormOfOneExampleIsDl4js() {
        var conf = new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.1))
                .list(
                        new DenseLayer.Builder().nIn(6).nOut(4).build(),
                        new BatchNormalization.Builder().nIn(4).nOut(4).build(),
                        new OutputLayer.Builder(LossFunction.MSE).nIn(4).nOut(3).build())
                .build();
        var net = new MultiLayerNetwork(conf);
        net.init();
        MultiLayerNetwork twin = net.clone();
        INDArray x = draw(new Random(5), 9, 6);

        LeanTrainer.of(net).fit(iterator(x, oneHot(9, 3), 4), 2);
        twin.fit(iterator(x, oneHot(9, 3), 4), 2);

        assertThat(LeanTrainer.of(net).reason()).isEmpty();
        assertThat(norm(net.params().sub(twin.params()))).isLessThan(1e-5);
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
