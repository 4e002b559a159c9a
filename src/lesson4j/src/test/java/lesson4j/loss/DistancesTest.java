package lesson4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DistancesTest {
    private final INDArray a = Nd4j.createFromArray(1f, 2f);
    private final INDArray b = Nd4j.createFromArray(2f, 4f);

    @Test
    void measuresTheMeanAbsoluteDifference() {
        assertThat(Distances.l1Loss(a, b)).isEqualTo(1.5);
    }

    @Test
    void measuresTheMeanSquareWithoutARoot() {
        assertThat(Distances.mseLoss(a, b)).isEqualTo(2.5);
        assertThat(Distances.rmse(a, b)).isCloseTo(1.5811388, within(1e-7));
    }

    @Test
    void isNotFooledByUnsignedBytes() {
        INDArray light = Nd4j.createFromArray(10, 20).castTo(DataType.UINT8);
        INDArray dark = Nd4j.createFromArray(250, 255).castTo(DataType.UINT8);

        assertThat(Distances.l1Loss(light, dark)).isEqualTo(237.5);
    }

    @Test
    void leavesItsArgumentsAsTheyAre() {
        INDArray doubles = Nd4j.createFromArray(1.0, 2.0);

        Distances.mseLoss(doubles, Nd4j.createFromArray(2.0, 4.0));
        Distances.l1Loss(doubles, Nd4j.createFromArray(2.0, 4.0));

        assertThat(doubles.toDoubleVector()).containsExactly(1.0, 2.0);
    }

    @Test
    void saysWhichShapesDiffer() {
        assertThatThrownBy(() -> Distances.l1Loss(Nd4j.ones(2, 3), Nd4j.ones(6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected two tensors of one shape but found [2, 3] and [6]. Compare one image with one"
                        + " image, or reshape first.");
    }
}
