package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import javax.imageio.ImageIO;
import lesson4j.data.LabelledImages;
import org.junit.jupiter.api.Test;

class DrawnDigitsTest {

    @Test
    void drawsTheSameFromTheSameSeed() {
        assertThat(DrawnDigits.grey(3, 42)).isEqualTo(DrawnDigits.grey(3, 42));
    }

    @Test
    void drawsTheSameOnEveryMachine() {
        int[] sums = new int[10];
        for (int digit = 0; digit < 10; digit++) {
            for (byte pixel : DrawnDigits.grey(digit, 42)) {
                sums[digit] += pixel & 255;
            }
        }

        assertThat(sums).containsExactly(31667, 16473, 29598, 28750, 26823, 23721, 26427, 21559, 34618, 27412);
    }

    @Test
    void writesWhatItDraws() throws IOException {
        var file = ImageIO.read(new ByteArrayInputStream(DrawnDigits.png(3, 42)));

        assertThat(file.getRaster().getDataElements(0, 0, 28, 28, null)).isEqualTo(DrawnDigits.grey(3, 42));
    }

    @Test
    void neverDrawsTheSameTwice() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 3000; i++) {
            seen.add(Arrays.toString(DrawnDigits.grey(1, i)));
        }

        assertThat(seen).hasSize(3000);
    }

    @Test
    void fillsTheMiddleAndLeavesTheEdgeWhite() {
        for (int i = 0; i < 500; i++) {
            byte[] pixels = DrawnDigits.grey(i % 10, i);
            double ink = 0;
            double x = 0;
            double y = 0;
            for (int p = 0; p < pixels.length; p++) {
                int value = pixels[p] & 255;
                ink += value;
                x += value * (p % 28 + 0.5);
                y += value * (p / 28 + 0.5);
                boolean edge = p % 28 == 0 || p % 28 == 27 || p / 28 == 0 || p / 28 == 27;
                assertThat(edge && value > 0).isFalse();
            }

            assertThat(ink / 255).isBetween(20.0, 260.0);
            assertThat(x / ink).isBetween(12.5, 15.5);
            assertThat(y / ink).isBetween(12.0, 16.0);
        }
    }

    @Test
    void isNeitherAToyNorARiddleForALinearNet() {
        var train = DrawnDigits.images(400, 1);
        var test = DrawnDigits.images(100, 2);

        double accuracy = linearNet(train, test);

        assertThat(accuracy).isBetween(0.85, 0.99);
    }

    /** Multinomial logistic regression by plain SGD. */
    private static double linearNet(LabelledImages train, LabelledImages test) {
        float[][] x = train.x().toFloatMatrix();
        float[][] w = new float[10][785];
        var random = new Random(3);
        for (int step = 0; step < 15 * x.length; step++) {
            int i = random.nextInt(x.length);
            double[] p = outputs(w, x[i]);
            double max = Arrays.stream(p).max().getAsDouble();
            double sum = Arrays.stream(p).map(z -> Math.exp(z - max)).sum();
            for (int c = 0; c < 10; c++) {
                float d = (float) (0.02 * (Math.exp(p[c] - max) / sum - (train.labels()[i] == c ? 1 : 0)));
                for (int j = 0; j < 784; j++) {
                    w[c][j] -= d * x[i][j];
                }
                w[c][784] -= d;
            }
        }
        float[][] xs = test.x().toFloatMatrix();
        int right = 0;
        for (int i = 0; i < xs.length; i++) {
            double[] p = outputs(w, xs[i]);
            int best = 0;
            for (int c = 1; c < 10; c++) {
                best = p[c] > p[best] ? c : best;
            }
            right += best == test.labels()[i] ? 1 : 0;
        }
        return right / (double) xs.length;
    }

    private static double[] outputs(float[][] w, float[] x) {
        double[] z = new double[10];
        for (int c = 0; c < 10; c++) {
            float sum = w[c][784];
            for (int j = 0; j < 784; j++) {
                sum += w[c][j] * x[j];
            }
            z[c] = sum;
        }
        return z;
    }

    @Test
    void refusesWhatIsNoDigit() {
        assertThatThrownBy(() -> DrawnDigits.draw(10, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a digit from 0 to 9 but found 10. Draw digits one by one.");
    }

    @Test
    void fillsAPageToLookAt() throws IOException {
        var page = new BufferedImage(10 * 60, 10 * 60, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 100; i++) {
            var digit = DrawnDigits.grey(i / 10, 1000 + i);
            for (int p = 0; p < 56 * 56; p++) {
                int value = 255 - (digit[p / 56 / 2 * 28 + p % 56 / 2] & 255);
                page.getRaster().setSample(i % 10 * 60 + p % 56, i / 10 * 60 + p / 56, 0, value);
            }
        }
        Path file = Path.of("target", "drawn-digits.png");

        ImageIO.write(page, "png", file.toFile());

        assertThat(file).isNotEmptyFile();
    }
}
