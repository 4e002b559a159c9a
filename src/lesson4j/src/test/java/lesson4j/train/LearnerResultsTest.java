package lesson4j.train;

import static lesson4j.train.Halves.X;
import static lesson4j.train.Halves.learner;
import static lesson4j.train.Metrics.accuracy;
import static lesson4j.train.Metrics.batchAccuracy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.ExampleLoss;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Nets;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class LearnerResultsTest {
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
        assertThat(learn.getPreds(learn.dls().valid().oneBatch()).preds())
                .isEqualTo(preds.preds().get(NDArrayIndex.interval(0, 64)));
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
    void aSavedNetGoesOnInDl4jWithTheLastLearningRate(@TempDir Path folder) throws IOException {
        Learner learn = learner();
        learn.fit(1, 0.3);
        Path file = folder.resolve("net.zip");

        learn.save(file);

        MultiLayerNetwork read = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
        assertThat(read.params()).isEqualTo(learn.net().params());
        var conf = (BaseLayer) read.getLayer(0).conf().getLayer();
        assertThat(conf.getIUpdater().getLearningRate(0, 0)).isEqualTo(0.3);
    }

    @Test
    void optimisersHaveNames() {
        assertThat(learner().opt("adam").summary()).contains("optimiser: FastaiAdam");
        assertThat(learner().opt("momentum").summary()).contains("optimiser: SgdMomentum");
        assertThatThrownBy(() -> learner().opt("adan"))
                .hasMessage("No optimiser is named 'adan'. Take sgd, momentum or adam, or pass one of DL4J's:"
                        + " opt(new AdaMax()).");
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
