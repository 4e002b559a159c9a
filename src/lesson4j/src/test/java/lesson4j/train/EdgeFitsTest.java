package lesson4j.train;

import static lesson4j.train.Metrics.accuracy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import lesson4j.data.DataLoaders;
import lesson4j.data.LabelledImages;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.CustomLoss;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Nets;
import lesson4j.plot.Charts;
import lesson4j.plot.Text;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Fits at their edges: little data, stops, other threads, other types of number. */
class EdgeFitsTest {

    private static LabelledImages images(int n, int classes) {
        int[] labels = IntStream.range(0, n).map(i -> i % classes).toArray();
        List<String> names =
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
        return new LabelledImages(Nd4j.rand(n, 16), labels, names, 4, 4);
    }

    private static Learner learner(int n, int valid, int classes, int bs) {
        DataLoaders dls =
                DataLoaders.of(images(n, classes), images(valid, classes)).bs(bs);
        return new Learner(dls, Nets.simpleNet(16, 5, classes), new CrossEntropy(), accuracy()).quiet();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64, 1_000_000})
    void littleDataAreTrainedOn(int bs) {
        for (int n : new int[] {1, 2, 5}) {
            Learner learn = learner(n, 1, 2, bs);

            learn.fit(2, 0.1);
            learn.fitOneCycle(1, 0.1);
            learn.fineTune(1, 0.1);

            assertThat(learn.recorder().losses()).hasSize(Math.max(1, -Math.floorDiv(-n, bs)));
            assertThat(learn.validate()).containsKeys("valid_loss", "accuracy");
            assertThat(learn.lrFind().lrs()).isNotEmpty();
        }
    }

    @Test
    void oneClassIsNoMistake() {
        DataLoaders dls = DataLoaders.of(images(6, 1), images(4, 1)).bs(4);
        Learner learn = new Learner(dls, Nets.linear(16, 1), new MnistLoss(), accuracy()).quiet();

        learn.fit(40, 5);

        assertThat(Interpretation.of(learn).confusionMatrix()[0]).containsExactly(4, 0);
        assertThat(learn.predict(Nd4j.rand(16)).index()).isZero();
    }

    @Test
    void batchNormTakesBatchesOfOne() {
        DataLoaders dls = DataLoaders.of(images(3, 2), images(3, 2)).bs(1);
        var net = Nets.sequential(
                InputType.convolutionalFlat(4, 4, 1),
                Nets.nnConv2d(1, 2, 3, 1),
                Nets.nnBatchNorm2d(2),
                Nets.nnReLU(),
                Nets.nnLinear(32, 2));
        Learner learn = new Learner(dls, net, new CrossEntropy()).quiet();

        learn.fit(2, 0.1);

        assertThat(learn.validate().get("valid_loss")).isFinite();
    }

    @Test
    void whatIsNoFitIsRefusedBeforeAnythingIsTouched() {
        Learner learn = learner(6, 4, 2, 4);
        INDArray before = learn.net().params().dup();
        for (double lr : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> learn.fit(1, lr))
                    .hasMessageStartingWith("Expected 1 epoch or more and a learning rate");
            assertThatThrownBy(() -> learn.fineTune(1, lr)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> learn.fitOneCycle(1, lr)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int epochs : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> learn.fit(epochs, 0.1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> learn.fineTune(epochs, 0.1)).isInstanceOf(IllegalArgumentException.class);
        }
        for (double div : new double[] {0, -1, Double.NaN, Double.MIN_VALUE}) {
            assertThatThrownBy(() -> Schedule.oneCycle(0.1, 0.25, div))
                    .hasMessageStartingWith("Expected a highest rate");
        }

        assertThat(learn.net().params()).isEqualTo(before);
    }

    @Test
    void freezingAndReleasingTwiceIsAsOnce() {
        Learner learn = new Learner(
                        DataLoaders.of(images(8, 2), images(4, 2)).bs(4), Nets.linear(16, 2), new CrossEntropy())
                .quiet();

        learn.freeze().freeze().unfreeze().unfreeze().fit(1, 0.1);

        assertThat(learn.recorder().losses()).hasSize(2);
    }

    /** Does something after a batch of the first epoch. */
    private static Callback after(int batch, Runnable what) {
        return new Callback() {
            @Override
            public void afterBatch(Fit fit) {
                if (fit.epoch() == 0 && fit.batch() == batch) {
                    what.run();
                }
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFitGoesOnAfterAnInterruptAsIfItHadEndedThere(boolean ownFit) {
        Learner stopped = Drawn.learner().opt(new Adam());
        Learner ended = Drawn.learner().opt(new Adam());
        if (ownFit) {
            stopped.useDl4jFit();
            ended.useDl4jFit();
        }

        assertThatThrownBy(() -> stopped.fit(
                        3, 0.01, List.of(after(1, () -> Thread.currentThread().interrupt()))))
                .isInstanceOf(TrainingStopped.class)
                .hasMessageContaining("learn.fit(…) goes on from here");
        ended.fit(3, 0.01, List.of(after(1, () -> {
            throw Cancel.fit();
        })));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(stopped.recorder().losses()).isEqualTo(ended.recorder().losses());
        stopped.fit(2, 0.01);
        ended.fit(2, 0.01);

        assertThat(stopped.net().params()).isEqualTo(ended.net().params());
        assertThat(stopped.anyNet().iterations()).isEqualTo(ended.anyNet().iterations());
        assertThat(stopped.anyNet().epochs()).isEqualTo(ended.anyNet().epochs());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void otherThreadsMayLookAndSaveDuringAFit(boolean ownFit, @TempDir Path folder) throws Exception {
        Learner watched = Drawn.learner().opt(new Adam());
        Learner alone = Drawn.learner().opt(new Adam());
        if (ownFit) {
            watched.useDl4jFit();
            alone.useDl4jFit();
        }
        INDArray picture = Drawn.images(1).x();
        var failed = new AtomicReference<Throwable>();
        var looking = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                watched.predict(picture);
                watched.save(folder.resolve("net.zip"));
                watched.validate();
            }
        });
        looking.setUncaughtExceptionHandler((thread, thrown) -> failed.set(thrown));

        looking.start();
        watched.fit(60, 0.01);
        looking.interrupt();
        looking.join();
        alone.fit(60, 0.01);

        assertThat(failed.get()).isNull();
        assertThat(watched.net().params()).isEqualTo(alone.net().params());
        assertThat(Files.exists(folder.resolve("net.zip"))).isTrue();
        Drawn.learner().load(folder.resolve("net.zip"));
    }

    @Test
    void aLossThatTurnsNaNEndsTheFitInASentence() {
        Learner learn = Drawn.learner(CustomLoss.of(
                "root",
                (sd, preds, targs) -> sd.math.sqrt(preds.mul(targs).sum(1).add(3))));

        assertThatThrownBy(() -> learn.fit(50, 30))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The loss became")
                .hasMessageContaining("Start again from fresh parameters");
        assertThatThrownBy(learn::validate).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT", "HALF"})
    void netsOfEveryTypeOfNumberAreTrained(DataType type) {
        var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(type)
                .updater(new Sgd(0.1))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(16)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(new LossMSE())
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(16))
                .build());
        net.init();
        Learner learn = new Learner(Drawn.loaders(), net, new CrossEntropy(), accuracy()).quiet();

        learn.fit(3, 0.1);

        assertThat(learn.validate().get("valid_loss")).isFinite();
        assertThat(learn.net().params().dataType()).isEqualTo(type);
        assertThat(learn.predict(Drawn.images(1).x()).preds().length()).isEqualTo(3);
    }

    @Test
    void aMatrixOfOneClassOrManyIsDrawn() {
        for (int n : new int[] {1, 200}) {
            int[][] counts = new int[n][n];
            IntStream.range(0, n).forEach(i -> counts[i][n - 1 - i] = i + 1);
            List<String> names = IntStream.range(0, n).mapToObj(i -> "c" + i).toList();

            var picture = Charts.confusionMatrix(counts, names);

            assertThat(picture.alt()).contains("of " + n + " classes");
            assertThat((long) picture.width() * picture.height()).isLessThan(40_000_000);
        }
    }

    @Test
    void tensorsOfAnyKindHaveAText() {
        assertThat(Text.of(Nd4j.create(DataType.FLOAT, 0, 4))).isEqualTo("FLOAT [0, 4] (empty)");
        assertThat(Text.of(Nd4j.ones(2, 1, 1, 1, 2)))
                .startsWith("FLOAT [2, 1, 1, 1, 2]")
                .contains("1.0000");
        assertThat(Text.of(Nd4j.createFromArray(Double.NaN, 1e300, Double.NEGATIVE_INFINITY)))
                .contains("NaN", "1.0000e+300", "-Infinity");
        assertThat(Text.of(Nd4j.createFromArray(true, false))).endsWith("[ true, false]");
        assertThat(Text.of(Nd4j.createFromArray(Long.MAX_VALUE, 0L))).contains("9223372036854775807");
        assertThat(Text.of(Nd4j.createFromArray(7, -7))).endsWith("[ 7, -7]");
        assertThat(Text.of(Nd4j.zeros(1000, 1000)).length()).isLessThan(3000);
        assertThat(Text.of(Nd4j.create("a", "b"))).isNotEmpty();
        INDArray closed = Nd4j.ones(2);
        closed.close();
        assertThat(Text.of(closed)).contains("closed");
    }
}
