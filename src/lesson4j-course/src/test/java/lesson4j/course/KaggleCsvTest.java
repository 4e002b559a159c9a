package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KaggleCsvTest {

    private static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(i -> row(DrawnDigits.grey(i, i))).toList();

    @TempDir
    Path temp;

    @Test
    void writesPicturesInKagglesLayout() throws IOException {
        for (int i = 0; i < 10; i++) {
            Path folder = Files.createDirectories(temp.resolve((i < 8 ? "training/" : "testing/") + i));
            Files.write(folder.resolve(i + ".png"), DrawnDigits.png(i, i));
        }
        Path out = temp.resolve("digit-recognizer");

        KaggleCsv.write(temp, out);

        var train = Files.readAllLines(out.resolve("train.csv"));
        assertThat(train).hasSize(7);
        assertThat(train.get(0)).startsWith("label,pixel0,pixel1,").endsWith(",pixel783");
        var test = Files.readAllLines(out.resolve("test.csv"));
        assertThat(test).hasSize(5);
        assertThat(test.get(1).split(",")).hasSize(784);
        assertThat(Files.readString(out.resolve("sample_submission.csv")))
                .isEqualTo("ImageId,Label\n1,0\n2,0\n3,0\n4,0\n");
        assertThat(pictures(train, 1)).hasSize(6).doesNotContainAnyElementsOf(pictures(test, 0));
        assertThat(pictures(train, 1)).allSatisfy(row -> assertThat(DIGITS).contains(row));
        assertThat(pictures(test, 0)).allSatisfy(row -> assertThat(DIGITS).contains(row));
        assertThat(train).filteredOn(row -> row.startsWith("3,")).allMatch(row -> row.equals("3," + DIGITS.get(3)));
    }

    @Test
    void knowsPicturesInAnyOrderAndHoweverTheyAreParted() throws IOException {
        Path train = Files.writeString(temp.resolve("a.csv"), "label,pixel0,pixel1\n7,0,1\n3,255,0\n");
        Path test = Files.writeString(temp.resolve("b.csv"), "pixel0,pixel1\r\n255,0\r\n0,1\r\n");
        Path other = Files.writeString(temp.resolve("c.csv"), "pixel0,pixel1\n255,0\n0,2\n");

        assertThat(Fingerprint.rows(train, true)).isEqualTo(Fingerprint.rows(test, false));
        assertThat(Fingerprint.rows(train, true)).isNotEqualTo(Fingerprint.rows(other, false));
    }

    private static List<String> pictures(List<String> rows, int labels) {
        return rows.stream()
                .skip(1)
                .map(row -> row.split(",", labels + 1)[labels])
                .toList();
    }

    private static String row(byte[] pixels) {
        return IntStream.range(0, pixels.length)
                .mapToObj(i -> String.valueOf(pixels[i] & 255))
                .collect(Collectors.joining(","));
    }
}
