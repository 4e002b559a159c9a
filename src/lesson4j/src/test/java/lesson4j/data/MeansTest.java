package lesson4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class MeansTest {

    @Test
    void yesAndNoOfAnyTypeHaveAShare() {
        var values = Nd4j.createFromArray(1f, -1f, 2f, 3f);

        assertThat(Means.share(values.gt(0))).isEqualTo(0.75);
        assertThat(Means.share(values.gt(0).castTo(DataType.FLOAT))).isEqualTo(0.75);
        assertThatThrownBy(() -> Means.share(values))
                .hasMessage("Expected answers of 0 and 1 but found values from -1.0 to 3.0. Compare first, as in"
                        + " share(preds.gt(0)), or take the mean.");
    }

    @Test
    void aMeanIsTakenOfBytesToo() {
        assertThat(Means.mean(Nd4j.createFromArray(1f, 2f, 6f))).isEqualTo(3);
        assertThat(Means.mean(Nd4j.createFromArray(0, 255, 255, 0).castTo(DataType.UBYTE)))
                .isEqualTo(127.5);
        assertThatThrownBy(() -> Means.mean(Nd4j.empty(DataType.FLOAT)))
                .hasMessage("Expected one number or more for the values but found none, of which there is no mean. Look"
                        + " at the shape.");
    }
}
