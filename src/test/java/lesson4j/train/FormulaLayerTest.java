package lesson4j.train;

import static lesson4j.nn.Nets.formula;
import static lesson4j.nn.Nets.sequential;
import static lesson4j.train.Metrics.accuracy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;

class FormulaLayerTest {
    @TempDir
    Path temp;

    /** Linear, sigmoid, linear, reshaped to pictures and back on the way in. */
    private static MultiLayerNetwork net() {
        return sequential(formula(16, 3, (sd, x, p) -> {
                    var flat = x.reshape(-1, 4, 4).reshape(-1, 16);
                    var hidden = sd.nn.sigmoid(flat.mmul(p.get("w1")).add(p.get("b1")));
                    return hidden.mmul(p.get("w2")).add(p.get("b2"));
                })
                .param("w1", 16, 8)
                .param("b1", 8)
                .param("w2", 8, 3)
                .param("b2", 3));
    }

    private static Learner learner(MultiLayerNetwork net) {
        return new Learner(Drawn.loaders(), net, new CrossEntropy(), accuracy()).quiet();
    }

    @Test
    void startsWithinOneOverTheRootOfItsInputs() {
        assertThat(net().numParams()).isEqualTo(16 * 8 + 8 + 8 * 3 + 3);
        assertThat(net().params().amaxNumber().doubleValue()).isBetween(0.2, 0.25);
    }

    @Test
    void trainsInTheLearnerByDl4jsFit() {
        Learner learn = learner(net());

        learn.opt(new Adam()).fit(60, 0.05);

        assertThat(learn.summary()).endsWith("DL4J's fit, because layer 1 is a FormulaLayer");
        assertThat(learn.recorder().last("accuracy")).isEqualTo(1);
    }

    @Test
    void stepsAsTheSameNetOfPartsDoes() {
        var parts = sequential(Nets.nnLinear(16, 8), Nets.nnSigmoid(), Nets.nnLinear(8, 3));
        var formula = net();
        for (int l = 0; l < 2; l++) {
            formula.getLayer(0).getParam("w" + (l + 1)).assign(parts.getParam(l + "_W"));
            formula.getLayer(0).getParam("b" + (l + 1)).assign(parts.getParam(l + "_b"));
        }
        Learner ours = learner(formula);
        Learner theirs = learner(parts);

        ours.fit(3, 0.5);
        theirs.fit(3, 0.5);

        assertThat(formula.getLayer(0)
                        .getParam("w1")
                        .sub(parts.getParam("0_W"))
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-5);
    }

    @Test
    void aFormulaIsNotSaved() {
        Learner learn = learner(net());

        assertThatThrownBy(() -> learn.save(temp.resolve("net.zip")))
                .hasMessageStartingWith("This net cannot be saved: one of its parts is a lambda or class of your own");
    }
}
