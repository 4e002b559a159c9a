package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import lesson4j.data.Photos;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class PaperPhotosTest {

    @Test
    void aFolderHasFourClassesOfMixedSizesAndTwoFilesThatAreNoPictures() {
        var photos = Photos.grey(28);

        var dls = photos.randomSplit(PaperPhotos.folder(DrawnDigits.images(5, 1)), 0.2, 42);

        assertThat(dls.classes()).containsExactly("five", "seven", "three", "two");
        assertThat(dls.train().size() + dls.valid().size()).isEqualTo(20);
        assertThat(photos.skipped()).hasSize(2);
    }

    @Test
    void papersAreAHundredOfEachColour() {
        var photos = Photos.colour(14);

        var dls = photos.randomSplit(PaperPhotos.redAndGreen(DrawnDigits.images(3, 1)), 0.5, 1);

        assertThat(dls.classes()).containsExactly("green", "red");
        assertThat(dls.train().size()).isEqualTo(100);
    }

    @Test
    void aDigitStandsInTheMiddleOfItsPaper() {
        var photo = PaperPhotos.photo(Nd4j.ones(28, 28), 60, 40, Color.WHITE);

        assertThat(photo.getRGB(9, 20)).isEqualTo(Color.WHITE.getRGB());
        assertThat(photo.getRGB(10, 20) & 255).isEqualTo(50);
        assertThat(photo.getRGB(50, 20)).isEqualTo(Color.WHITE.getRGB());
    }
}
