package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import lesson4j.data.ImageFolder;
import lesson4j.testing.Screens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    @TempDir
    Path temp;

    private Screens screens;

    @BeforeEach
    void useTheRealArchives() {
        String given = System.getenv("LESSON_DATA");
        assumeThat(given).as("LESSON_DATA names the archives of MNIST").isNotBlank();
        System.setProperty("lesson4j.cache", temp.resolve("cache").toString());
        System.setProperty("lesson.data", given);
        screens = Screens.record();
    }

    @AfterEach
    void forgetIt() {
        System.clearProperty("lesson4j.cache");
        System.clearProperty("lesson.data");
        Screens.printAgain();
    }

    @Test
    void knowsMnistByItsPixels() {
        Path sample = Datasets.get(Datasets.MNIST_SAMPLE);

        assertThat(Datasets.isRealMnist(sample)).isTrue();
        assertThat(Fingerprint.pixels(sample.resolve("train")))
                .isEqualTo("4030ab93f08ecefe831db4e80e5115d3d334dfd6d3613f4854a0ef00982969f3");
        assertThat(ImageFolder.files(sample.resolve("train/3")).get(1)).hasFileName("10000.png");
        assertThat(ImageFolder.image(sample.resolve("train/3/10000.png")).getInt(5, 9))
                .isEqualTo(29);
        assertThat(screens.lines()).isEmpty();
    }

    @Test
    void knowsMnistInKagglesLayout() {
        assertThat(Datasets.isRealMnist(Datasets.get(Datasets.DIGIT_RECOGNIZER)))
                .isTrue();
    }
}
