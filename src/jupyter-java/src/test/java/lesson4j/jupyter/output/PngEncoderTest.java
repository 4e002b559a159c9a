package lesson4j.jupyter.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngEncoderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 200, 256, 257, 5000})
    void aReadersImageComesBackToTheLastBit(int colours) throws IOException {
        BufferedImage image = noise(colours);

        BufferedImage read = read(PngEncoder.exact(image));

        assertThat(rgb(read)).isEqualTo(rgb(image));
    }

    @Test
    void aDrawnPictureWithManyColoursIsRoundedByNoMoreThanSevenOf255AndWhiteStaysWhite() throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1600; i++) {
            int grey = i % 256;
            image.setRGB(i % 40, i / 40, grey << 16 | Math.min(255, grey + i % 3) << 8 | grey);
        }
        image.setRGB(0, 0, 0xFFFFFF);

        int[] read = rgb(read(PngEncoder.drawn(image)));

        int[] given = rgb(image);
        for (int i = 0; i < given.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                assertThat((read[i] >> shift & 255) - (given[i] >> shift & 255)).isBetween(-7, 7);
            }
        }
        assertThat(read[0]).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void transparencySurvives() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x80112233);

        assertThat(rgb(read(PngEncoder.exact(image)))).containsExactly(0x80112233, 0);
    }

    private static BufferedImage noise(int colours) {
        BufferedImage image = new BufferedImage(100, 60, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        int[] table = random.ints(colours, 0, 1 << 24).toArray();
        for (int i = 0; i < 6000; i++) {
            image.setRGB(i % 100, i / 100, table[i % colours]);
        }
        return image;
    }

    private static BufferedImage read(String base64) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }

    private static int[] rgb(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
