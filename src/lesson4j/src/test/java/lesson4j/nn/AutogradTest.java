package lesson4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AutogradTest {

    @Test
    void derivesTheLessonsSquares() {
        var at = Autograd.of((sd, x) -> x.mul(x).sum(), Nd4j.createFromArray(3f, 4f, 10f));

        assertThat(at.value()).isEqualTo(125);
        assertThat(at.gradient()).isEqualTo(Nd4j.createFromArray(6f, 8f, 20f));
    }

    @Test
    void derivesByWeightsAndBias() {
        INDArray w = Nd4j.createFromArray(2.0, 3.0).reshape(2, 1);
        INDArray b = Nd4j.createFromArray(1.0);
        INDArray x = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}});

        var at = Autograd.of((sd, ws, bs) -> sd.constant(x).mmul(ws).add(bs).mean(), w, b);

        assertThat(at.value()).isCloseTo(((2 + 6 + 1) + (6 + 12 + 1)) / 2.0, within(1e-9));
        assertThat(at.gradients().get(0))
                .isEqualTo(Nd4j.createFromArray(2.0, 3.0).reshape(2, 1));
        assertThat(at.gradients().get(1).getDouble(0)).isEqualTo(1);
    }

    @Test
    void refusesAFormulaThatGivesMoreThanOneNumber() {
        assertThatThrownBy(() -> Autograd.of((sd, x) -> x.mul(x), Nd4j.createFromArray(3f, 4f)))
                .hasMessage("Expected a formula that gives one number but found shape [2]. End it with .mean() or"
                        + " .sum().");
    }

    @Test
    void refusesWholeNumbers() {
        assertThatThrownBy(() -> Autograd.of((sd, x) -> x.sum(), Nd4j.createFromArray(3, 4)))
                .hasMessage("Expected a float or double tensor to derive by but found INT. Call castTo(DataType.FLOAT)"
                        + " first.");
    }
}
