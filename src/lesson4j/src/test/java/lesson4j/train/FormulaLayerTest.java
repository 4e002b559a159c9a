package lesson4j.train;

import static lesson4j.nn.Nets.formula;
import static lesson4j.nn.Nets.sequential;
import static lesson4j.train.Metrics.accuracy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.FormulaLayer;
import lesson4j.nn.Nets;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
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

    private static String refused(FormulaLayer layer) {
        return assertThatThrownBy(() -> sequential(layer))
                .isInstanceOf(IllegalArgumentException.class)
                .actual()
                .getMessage();
    }

    private static FormulaLayer with(FormulaLayer.Forward forward) {
        return formula(4, 2, forward).param("w", 4, 2);
    }

    /** Before the first step; DL4J would fail within it, or go on with numbers of another place. */
    @Test
    void aFormulaThatCannotBeAPartIsRefusedWhenTheNetIsBuilt() {
        String start = "The formula of formula(4, 2, …) cannot be used as a part of a net. ";
        assertThat(refused(with((sd, x, p) -> x.mmul(p.get("w")).sum(true, 1))))
                .isEqualTo(
                        start + "Expected outputs [3, 2] of type FLOAT for a batch of 3 but found [3, 1] of type FLOAT."
                                + " Reshape or cast them, or declare another number of outputs.");
        assertThat(refused(with((sd, x, p) -> x.mmul(p.get("w")).reshape(3, 2))))
                .startsWith(start + "For a batch of 1 it fails: ");
        assertThat(refused(with((sd, x, p) -> x.mmul(p.get("v"))))).startsWith(start + "It fails: ");
        assertThat(refused(with((sd, x, p) -> x.mmul(p.get("w").permute(1, 0)))))
                .startsWith(start);
        assertThat(refused(with((sd, x, p) -> x.mmul(p.get("w")).castTo(DataType.DOUBLE))))
                .startsWith(start);
        assertThat(refused(with((sd, x, p) -> x.mul(2).get(SDIndex.all(), SDIndex.interval(0, 2)))))
                .startsWith(start + "Its outputs do not depend on the parameter 'w'.");
        assertThat(refused(with((sd, x, p) -> null))).isEqualTo(start + "Expected an output [b, 2] but found null.");
    }

    /** SameDiff derives a division by a kept sum wrongly where there is one row only. */
    @Test
    void aDerivativeThatIsWrongForABatchOfOneIsRefused() {
        assertThat(refused(with((sd, x, p) -> {
                    var e = sd.math.exp(x.mmul(p.get("w")));
                    return e.div(e.sum(true, 1));
                })))
                .contains("SameDiff's derivative by its input for a batch of 1 is not what the formula's values say.");
        sequential(with((sd, x, p) -> sd.nn.softmax(x.mmul(p.get("w")), 1)));
        sequential(with((sd, x, p) -> sd.nn.relu(x.mmul(p.get("w")), 0)));
    }

    @Test
    void widthsBesideAFormulaAreCompared() {
        assertThatThrownBy(() -> sequential(Nets.nnLinear(8, 5), with((sd, x, p) -> x.mmul(p.get("w")))))
                .hasMessageContaining("formula(4, 2, …) takes 4 but what comes before it gives 5");
        assertThatThrownBy(() -> sequential(with((sd, x, p) -> x.mmul(p.get("w"))), Nets.nnLinear(3, 1)))
                .hasMessageContaining("nnLinear(3, 1) takes 3 but formula(4, 2, …) before it gives 2");
        assertThatThrownBy(() -> formula(4, 2, (sd, x, p) -> x).param("w", 4, 0))
                .hasMessageStartingWith("Expected a new name and sizes of 1 or more but found param(\"w\", [4, 0]).");
    }

    @Test
    void aFormulaTakesPicturesAsPlainNumbers() {
        var net = sequential(
                InputType.convolutionalFlat(4, 4, 1),
                Nets.nnConv2d(1, 2, 3, 2),
                formula(8, 3, (sd, x, p) -> x.mmul(p.get("w"))).param("w", 8, 3));

        learner(net).fit(1, 0.1);

        assertThat(net.output(Nd4j.rand(5, 16)).shape()).containsExactly(5, 3);
    }
}
