package lesson4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import lesson4j.jupyter.JShellFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the lesson's library adds to hints, help, completion and brief values. */
class LessonHintsTest {
    private static final JShellFixture CELLS = new JShellFixture();

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @ParameterizedTest
    @MethodSource("python")
    void whatPythonWritesGetsOneHintWithTheJavaForIt(String code, String java) {
        assertThat(CELLS.error(code).lines().skip(1).filter(line -> line.contains(java)))
                .hasSize(1);
    }

    static Stream<Arguments> python() {
        return Stream.of(
                arguments("import numpy", "Nd4j is imported"),
                arguments("import numpy as np", "Nd4j is imported"),
                arguments("import os, sys", "Nd4j is imported"),
                arguments("from x import y", "Nd4j is imported"),
                arguments("from fastai.vision.all import *", "Nd4j is imported"),
                arguments("np.zeros(3)", "Nd4j.zeros(2, 3)"),
                arguments("word[1:3]", "tensor.get(NDArrayIndex.interval(1, 3))"));
    }

    @Test
    void aCheckWhoseCellWasNotRunSaysSo() {
        assertThat(CELLS.error("check2(3)"))
                .contains(
                        "No cell that has run defines check2. In the course it is in the folded cell under the exercise's text.",
                        "Run All Above Selected Cell");
    }

    @Test
    void tensorsThatDoNotFitAreNamedWithTheirShapes() {
        CELLS.run("var xb = Nd4j.rand(64, 784);\nvar weights = Nd4j.rand(30, 784);\nvar bias = Nd4j.rand(1, 64);");

        assertThat(CELLS.error("var preds =\n    xb.mmul(weights);"))
                .contains(
                        "xb is [64, 784], weights is [30, 784].",
                        "mmul needs weights to have as many rows as xb has columns: 784 columns, but 30 rows.",
                        "weights turned by .transpose() would fit.",
                        "→ 2      xb.mmul(weights);")
                .containsOnlyOnce("→");
        assertThat(CELLS.error("xb.add(bias)"))
                .contains("xb is [64, 784], bias is [1, 64].", "bias as a column, .reshape(64, 1), would fit.");
        assertThat(CELLS.error("xb.mul(Nd4j.rand(3))")).contains("[64, 784] and [3] are not");
    }

    @Test
    void aTensorIsBrieflyItsTypeAndShape() {
        CELLS.run("var images = Nd4j.ones(3, 4);");

        assertThat(CELLS.brief("images")).isEqualTo("INDArray FLOAT [3, 4]");
        assertThat(CELLS.help("images|")).isEqualTo("INDArray images = FLOAT [3, 4]");
    }

    @Test
    void bareNamesAreFoundWhereverTheCursorStands() {
        for (String code : new String[] {"simpleNet|", "|simpleNet", "simp|leNet(1, 2, 3)", "x = simpleNet(1, |"}) {
            assertThat(CELLS.help(code)).contains("Nets.simpleNet(int ");
        }
        assertThat(CELLS.help("int n = 3;\nvar local = Nd4j.ones(n);\nlocal.sum(|"))
                .contains("INDArray INDArray.sum(");
    }

    @Test
    void ownNamesComeFirstThenTheLessons() {
        CELLS.run("var simple = 1;");

        assertThat(CELLS.complete("sim|")).startsWith("simple", "simpleCnn(", "simpleNet(");
        assertThat(CELLS.complete("var x = Nd4j.ra|")).contains("rand(");
        assertThat(CELLS.complete("Lea|")).startsWith("Learner");
    }

    @Test
    void theEnginesNamesAreHiddenUntilTheyAreImported() {
        try (var cells = new JShellFixture()) {
            assertThat(cells.complete("LeanTr|")).isEmpty();
            cells.run("import lesson4j.lean.LeanTrainer;");
            assertThat(cells.complete("LeanTr|")).startsWith("LeanTrainer");
        }
    }
}
