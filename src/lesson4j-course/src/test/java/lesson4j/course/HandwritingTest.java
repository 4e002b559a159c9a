package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class HandwritingTest {
    private static final double JPEG = 6;

    /** Another JDK may press its JPEGs a little differently. */
    @Test
    void thePhotosAreThoseThatTheProgramMakes() throws IOException {
        var folder = Handwriting.photos();

        for (var shot : PaperAndPen.SHOTS) {
            var shipped = ImageIO.read(folder.resolve(shot.file()).toFile());
            var made = PaperAndPen.photo(shot);
            double apart = 0;
            for (int y = 0; y < PaperAndPen.HIGH; y++) {
                for (int x = 0; x < PaperAndPen.WIDE; x++) {
                    apart += Math.abs((shipped.getRGB(x, y) >> 8 & 255) - (made.getRGB(x, y) >> 8 & 255));
                }
            }
            assertThat(apart / PaperAndPen.WIDE / PaperAndPen.HIGH)
                    .as(shot.file())
                    .isLessThan(JPEG);
        }
    }

    @Test
    void eachCallGivesAFolderOfItsOwn() throws IOException {
        var folder = Handwriting.photos();

        assertThat(Handwriting.photos()).isNotEqualTo(folder);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("2.jpg", "3.jpg", "4.jpg", "5.jpg", "7.jpg");
        }
    }
}
