package lesson4j.train;

import static lesson4j.loss.Losses.columnTargets;
import static lesson4j.loss.Losses.myLoss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import lesson4j.loss.BatchLoss;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.CustomLoss;
import lesson4j.loss.ExampleLoss;
import lesson4j.testing.Screens;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.learning.config.Sgd;

class CustomLossTrainingTest {
    @TempDir
    Path temp;

    private static CustomLoss logP() {
        return CustomLoss.of(
                        "minus log p",
                        (sd, preds, targs) ->
                                sd.nn.logSoftmax(preds).mul(targs).sum(1).neg())
                .predictsBy(Activation.SOFTMAX);
    }

    @Test
    void trainsAsTheHandWrittenLossDoesByTheLeanStep() {
        Learner custom = Drawn.learner(logP());
        Learner written = Drawn.learner(new CrossEntropy());

        custom.fit(5, 0.5);
        written.fit(5, 0.5);

        assertThat(custom.summary()).endsWith("training step: dense BLAS on the net's parameters");
        assertThat(difference(custom, written)).isLessThan(1e-5);
        assertThat(custom.getPreds().preds().sum(1).getDouble(0)).isBetween(0.999, 1.001);
    }

    @Test
    void trainsTheSameByDl4jsFit() {
        for (BatchLoss loss : new BatchLoss[] {logP(), columnTargets(myLoss())}) {
            Learner lean = Drawn.learner(loss);
            Learner plain = Drawn.learner(loss);
            plain.net().setListeners(new ScoreIterationListener(1000));

            lean.fit(5, 0.5);
            plain.fit(5, 0.5);

            assertThat(plain.summary()).endsWith("DL4J's fit, because the net has listeners, which DL4J calls");
            assertThat(difference(lean, plain)).as(loss.name()).isLessThan(1e-5);
        }
    }

    private static double difference(Learner one, Learner two) {
        return one.net().params().sub(two.net().params()).amaxNumber().doubleValue();
    }

    @Test
    void aWrongFormulaIsRefusedBeforeTraining() {
        var loss = CustomLoss.of("mine", (sd, preds, targs) -> preds.sub(targs));

        assertThatThrownBy(() -> Drawn.learner(loss))
                .hasMessage("mine cannot be used as a loss. Expected one value per example, [b] or [b, 1], or a single"
                        + " number but found shape [b, 3]. End the formula with .mean(1), .sum(1) or .mean().");
    }

    @Test
    void aSavedNetTrainsOnWithItsFormula() throws Exception {
        Path file = temp.resolve("net.zip");
        Learner learn = Drawn.learner(logP());
        learn.fit(2, 0.5);
        learn.save(file);

        var net = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        var conf = (OutputLayer) net.getLayerWiseConfigurations().getConf(1).getLayer();
        conf.setIUpdater(new Sgd(0.5));
        Learner again = new Learner(Drawn.loaders(), net, conf.getLossFn()).quiet();
        double before = again.validate().get("valid_loss");
        again.fit(5, 0.5);

        assertThat(before).isEqualTo(learn.validate().get("valid_loss"));
        assertThat(again.recorder().last("valid_loss")).isLessThan(before);
    }

    /** A class inside a method's scope is as hard to find again as one of a notebook's cell. */
    @Test
    void aLossThatCannotBeReadAgainIsNotSavedAndSaysSoBeforeTraining() {
        Screens screens = Screens.record();
        Learner learn = Drawn.learner(new ExampleLoss() {
            @Override
            public double example(double[] z, double[] y, double[] dz) {
                return 0;
            }

            @Override
            public IActivation activation() {
                return new ActivationIdentity();
            }

            @Override
            public String name() {
                return "mine";
            }
        });

        learn.fit(1, 0.1);
        Screens.printAgain();

        assertThat(screens.lines())
                .containsExactly("This net cannot be saved: one of its parts is a lambda or class of your own, which"
                        + " DL4J cannot write or find again. For a loss use CustomLoss.of(…), which is saved as its"
                        + " formula. It can be trained; learn.save(…) will refuse.");
        assertThatThrownBy(() -> learn.save(temp.resolve("net.zip")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "This net cannot be saved: one of its parts is a lambda or class of your own, which DL4J cannot write"
                                + " or find again. For a loss use CustomLoss.of(…), which is saved as its formula.");
        assertThat(temp.resolve("net.zip")).doesNotExist();
    }
}
