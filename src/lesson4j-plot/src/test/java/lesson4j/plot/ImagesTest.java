package lesson4j.plot;

import static lesson4j.plot.Charts.confusionMatrix;
import static lesson4j.plot.Images.pixelTable;
import static lesson4j.plot.Images.showImage;
import static lesson4j.plot.Images.showImages;
import static lesson4j.plot.Images.showResults;
import static lesson4j.plot.Images.sideBySide;
import static lesson4j.plot.Images.stacked;
import static lesson4j.plot.Images.titled;
import static lesson4j.plot.Images.weightChange;
import static lesson4j.plot.Images.weightImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ImagesTest {
    private static final int WRONG = 0xc04a00;

    /** One black square of 10 by 10 pixels on white. */
    private static INDArray square() {
        var image = Nd4j.zeros(DataType.FLOAT, 28, 28);
        image.get(NDArrayIndex.interval(5, 15), NDArrayIndex.interval(5, 15)).assign(254);
        return image;
    }

    @Test
    void drawsEachPixelAsASharpSquare() {
        var picture = showImage(square().div(254));

        assertThat(picture.width()).isEqualTo(124);
        assertThat(picture.height()).isEqualTo(124);
        assertThat(Ink.of(picture, 0x000000)).isEqualTo(10 * 8 * 10 * 8);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"UBYTE", "SHORT", "INT", "LONG", "HALF", "FLOAT", "DOUBLE"})
    void readsEveryNumericType(DataType type) {
        var picture = showImage(square().castTo(type), "a square");

        assertThat(picture.alt()).isEqualTo("Picture of 28 by 28 pixels, values 0 to 254: a square.");
        assertThat(Ink.of(picture, Palette.GREYS.rgb(254, 0, 255))).isEqualTo(6400);
    }

    @Test
    void readsARowAColumnAndAView() {
        var flat = square().reshape(784);
        var all = Nd4j.vstack(flat.reshape(1, 784), flat.reshape(1, 784));

        assertThat(showImage(flat).alt()).isEqualTo("Picture of 28 by 28 pixels, values 0 to 254.");
        assertThat(Ink.of(showImage(flat.reshape(784, 1)))).isEqualTo(Ink.of(showImage(square())));
        assertThat(Ink.of(showImage(all.getRow(1)))).isEqualTo(Ink.of(showImage(square())));
        assertThat(Ink.of(showImage(square().transpose()))).isEqualTo(Ink.of(showImage(square())));
    }

    @Test
    void refusesAStackAndSaysWhatToUse() {
        assertThatThrownBy(() -> showImage(Nd4j.zeros(5, 28, 28)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected an image of shape [28, 28] or [784] but found [5, 28, 28]."
                        + " Use showImages for a stack.");
        assertThatThrownBy(() -> showImage(Nd4j.zeros(10, 784)))
                .hasMessage(
                        "Expected an image of shape [28, 28] or [784] but found [10, 784]. Use showImages for a stack.");
        assertThatThrownBy(() -> showImage(Nd4j.zeros(784, 30)))
                .hasMessage("Expected an image of shape [28, 28] or [784] but found [784, 30]."
                        + " Use weightImages for weights.");
        assertThatThrownBy(() -> showImage(Nd4j.zeros(783)))
                .hasMessage("Expected an image of shape [28, 28] or [784] but found [783]."
                        + " Reshape it to [height, width] first.");
    }

    @Test
    void showsTenToARow() {
        var twelve = Nd4j.zeros(DataType.FLOAT, 12, 28, 28);

        var picture = showImages(twelve);

        assertThat(picture.width()).isEqualTo(2 * 6 + 10 * 56 + 9 * 10);
        assertThat(picture.height()).isEqualTo(2 * 6 + 2 * 56 + 10);
        assertThat(picture.alt()).isEqualTo("12 pictures of 28 by 28 pixels, values 0 to 0.");
    }

    @Test
    void readsStacksOfEveryShape() {
        assertThat(showImages(Nd4j.zeros(4, 784)).alt()).startsWith("4 pictures of 28 by 28 pixels");
        assertThat(showImages(Nd4j.zeros(4, 1, 14, 14)).alt()).startsWith("4 pictures of 14 by 14 pixels");
        assertThat(showImages(List.of(square(), square()), List.of("a", "b")).alt())
                .isEqualTo("2 pictures of 28 by 28 pixels, values 0 to 254: a; b.");
        assertThat(showImages(Nd4j.zeros(9, 784), Collections.nCopies(9, "3"), 3)
                        .width())
                .isEqualTo(368);
    }

    @Test
    void refusesOneImageAsAStack() {
        assertThatThrownBy(() -> showImages(square()))
                .hasMessage("Expected a stack of shape [n, 28, 28] or [n, 784] but found [28, 28]."
                        + " Use showImage for one image.");
    }

    @Test
    void refusesTooFewCaptions() {
        assertThatThrownBy(() -> showImages(Nd4j.zeros(3, 784), List.of("3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected 3 captions, one per image, but found 1. Give as many captions as images.");
    }

    @Test
    void marksAMistakeByACrossAndAColour() {
        var images = Nd4j.zeros(DataType.FLOAT, 2, 28, 28);

        var right = showResults(images, List.of("3", "7"), List.of("3", "7"));
        var wrong = showResults(images, List.of("3", "7"), List.of("3", "3"), List.of("loss 0.1", "loss 5.7"));

        assertThat(right.alt()).isEqualTo("2 pictures of 28 by 28 pixels, values 0 to 0: 3 → 3; 7 → 7; 0 wrong.");
        assertThat(wrong.alt())
                .isEqualTo("2 pictures of 28 by 28 pixels, values 0 to 0:"
                        + " 3 → 3, loss 0.1; 7 → 3 ✗, loss 5.7; 1 wrong.");
        assertThat(Ink.of(right, WRONG)).isZero();
        assertThat(Ink.of(wrong, WRONG)).isGreaterThan(1000);
    }

    @Test
    void drawsWeightsWithOneScaleCentredAtZero() {
        var w = Nd4j.zeros(DataType.FLOAT, 784, 2);
        w.getColumn(0).assign(0.2);
        w.getColumn(1).assign(-0.1);

        var picture = weightImages(w);

        assertThat(picture.alt()).isEqualTo("Weights of 2 units, 28 by 28 pixels each, −0.1 to 0.2.");
        assertThat(Ink.of(picture, Palette.DIVERGING.rgb(1, -1, 1))).isGreaterThan(40_000);
        assertThat(Ink.of(picture, Palette.DIVERGING.rgb(-0.5, -1, 1))).isGreaterThan(40_000);
    }

    @Test
    void drawsWeightsBeforeAndAfterAndTheirDifference() {
        var before = Nd4j.ones(DataType.FLOAT, 784, 30);

        var picture = weightChange(before, before.mul(0.5));

        assertThat(picture.alt())
                .isEqualTo("Weights of 30 units, 28 by 28 pixels each:"
                        + " initial 1 to 1, trained 0.5 to 0.5, difference −0.5 to −0.5.");
        assertThatThrownBy(() -> weightChange(before, Nd4j.ones(784, 1)))
                .hasMessage("Expected two weights of the same shape but found [784, 30] and [784, 1]."
                        + " Use a copy made by dup() before training.");
    }

    @Test
    void refusesWeightsThatAreNoImages() {
        assertThatThrownBy(() -> weightImages(Nd4j.ones(30, 784)))
                .hasMessage("Expected weights of shape [784, units] but found [30, 784]."
                        + " Use getParam(\"0_W\"), or transpose() for [units, 784].");
    }

    @Test
    void printsThePixelTableAsNumbers() {
        var picture = pixelTable(square().castTo(DataType.UINT8), 4, 7, 3, 7);

        assertThat(picture.text()).isEqualTo("""
                   3  4    5    6
                4  0  0    0    0
                5  0  0  254  254
                6  0  0  254  254""");
        assertThat(picture.alt())
                .isEqualTo("Table of pixel values, rows 4 to 6 and columns 3 to 6: the larger the number,"
                        + " the darker its cell; values of the whole image 0 to 254.");
        assertThat(Ink.of(picture, Palette.GREYS.rgb(254, 0, 255))).isGreaterThan(4000);
    }

    @Test
    void refusesRowsOutsideTheImage() {
        assertThatThrownBy(() -> pixelTable(square(), 4, 29, 4, 22))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected rows within 0 to 28 but found 4 to 29."
                        + " Give the first one and the one after the last.");
    }

    @Test
    void putsPicturesBesideAndBelowEachOther() {
        var one = showImage(square(), "one");

        assertThat(sideBySide(one, one).width()).isEqualTo(2 * one.width() + 12);
        assertThat(stacked(one, one).height()).isEqualTo(2 * one.height());
        assertThat(sideBySide(one, one).alt()).isEqualTo(one.alt() + " " + one.alt());
        assertThat(titled(one, "Title").alt()).isEqualTo("Title: " + one.alt());
        assertThat(titled(one, "Title").height()).isEqualTo(one.height() + 24);
    }

    @Test
    void whatHasNoColourIsCounted() {
        assertThat(showImage(Nd4j.createFromArray(0.5f, Float.NaN, 1, Float.POSITIVE_INFINITY))
                        .alt())
                .isEqualTo("Picture of 2 by 2 pixels, values 0.5 to 1, 2 of them NaN or infinite.");
    }

    @Test
    void aNameOfAHundredThousandCharactersIsCutBeforeItIsDrawn() {
        String name = "n\u202e".repeat(50_000);

        var picture = titled(showImages(Nd4j.rand(2, 4, 4), List.of(name, "b")), name);

        assertThat(picture.width()).isLessThan(2_000);
        assertThat(picture.alt()).hasSizeLessThan(5_000).contains("n\\u202en").doesNotContain("\u202e");
        assertThat(confusionMatrix(new int[][] {{1, 0}, {0, 1}}, List.of(name, "b"))
                        .width())
                .isLessThan(2_000);
    }
}
