package lesson4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LabelledImagesTest {
    private final INDArray x = Nd4j.arange(24).reshape(4, 6).castTo(DataType.FLOAT);
    private final LabelledImages sorted = images(0, 0, 1, 1);
    private final LabelledImages mixed = images(0, 1, 0, 1);

    private LabelledImages images(int... labels) {
        return new LabelledImages(x, labels, List.of("3", "7"), 2, 3);
    }

    @Test
    void showsOneImageAndAllOfThem() {
        assertThat(sorted.image(1).shape()).containsExactly(2, 3);
        assertThat(sorted.image(1).getFloat(1, 2)).isEqualTo(11);
        assertThat(sorted.images().shape()).containsExactly(4, 2, 3);
    }

    @Test
    void givesViewsOfTheSamePixels() {
        sorted.image(2).putScalar(0, 0, -1);
        sorted.images().putScalar(new int[] {3, 0, 0}, -2);
        sorted.ofClass("7").images().putScalar(new int[] {0, 0, 1}, -3);

        assertThat(x.getFloat(2, 0)).isEqualTo(-1);
        assertThat(x.getFloat(3, 0)).isEqualTo(-2);
        assertThat(x.getFloat(2, 1)).isEqualTo(-3);
    }

    @Test
    void picksAClassFromMixedImages() {
        var sevens = mixed.ofClass("7");

        assertThat(sevens).hasToString("2 images of 3×2 in 2 classes (3: 0, 7: 2)");
        assertThat(sevens.x().getRow(1)).isEqualTo(x.getRow(3));
    }

    @Test
    void picksASubsetOfAView() {
        var subset = sorted.ofClass("7").subset(new int[] {1, 0, 1});

        assertThat(subset.x().getRow(0)).isEqualTo(x.getRow(3));
        assertThat(subset.x().getRow(1)).isEqualTo(x.getRow(2));
        assertThat(subset.labels()).containsExactly(1, 1, 1);
    }

    @Test
    void encodesLabelsAsRows() {
        assertThat(mixed.oneHot()).isEqualTo(Nd4j.create(new float[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}}));
    }

    @Test
    void countsInWords() {
        assertThat(sorted).hasToString("4 images of 3×2 in 2 classes (3: 2, 7: 2)");
    }

    @Test
    void namesTheChoicesWhenAClassIsMissing() {
        assertThatThrownBy(() -> sorted.ofClass("8"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No class '8'. Classes: 3, 7.");
    }

    @Test
    void saysWhichImagesThereAre() {
        assertThatThrownBy(() -> sorted.image(4)).hasMessage("There is no image 4 among 4. Images count from 0 to 3.");
        assertThatThrownBy(() -> sorted.subset(new int[] {-1}))
                .hasMessage("There is no image -1 among 4. Images count from 0 to 3.");
        assertThatThrownBy(() -> sorted.subset(new int[0]))
                .hasMessage("Expected at least one index but found none. Pass the images wanted.");
    }

    @Test
    void refusesPixelsOfAnotherShape() {
        assertThatThrownBy(() -> new LabelledImages(x, new int[4], List.of("3"), 28, 28))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected pixels of shape [n, 784] for images of 28×28 but found [4, 6]."
                        + " Call reshape first.");
    }

    @Test
    void refusesLabelsThatDoNotFit() {
        assertThatThrownBy(() -> images(0, 1))
                .hasMessage("Expected one label per image but found 2 labels for 4 images."
                        + " Pass as many labels as x has rows.");
        assertThatThrownBy(() -> images(0, 1, 2, 0))
                .hasMessage("Found label 2, but there are 2 classes: 3, 7. Labels count from 0.");
    }
}
