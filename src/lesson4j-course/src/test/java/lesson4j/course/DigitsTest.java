package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lesson4j.data.LabelledImages;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DigitsTest {
    static final String PIXELS =
            IntStream.range(0, 784).mapToObj(i -> "pixel" + i).collect(Collectors.joining(","));
    static final String HEADER = "label," + PIXELS + "\n";

    @TempDir
    Path temp;

    private Table read(String text) throws IOException {
        return Digits.readCsv(Files.writeString(temp.resolve("train.csv"), text));
    }

    /** A row whose pixels count up from its label. */
    private static String row(int label) {
        return label
                + ","
                + IntStream.range(0, 784)
                        .mapToObj(i -> Integer.toString((label + i) % 256))
                        .collect(Collectors.joining(","))
                + "\n";
    }

    private static Table drawn(int... labels) {
        String rows = Arrays.stream(labels).mapToObj(DigitsTest::row).collect(Collectors.joining());
        return DigitsCsv.table("train.csv", (HEADER + rows).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsKagglesTableIntoShortColumns() throws IOException {
        Table table = read(HEADER + row(1) + row(0) + row(9));

        assertThat(table.rowCount()).isEqualTo(3);
        assertThat(table.columnCount()).isEqualTo(785);
        assertThat(table.types()).containsOnly(ColumnType.SHORT);
        assertThat(table.shortColumn("label").asShortArray()).containsExactly((short) 1, (short) 0, (short) 9);
        assertThat(table.shortColumn("pixel783").get(2)).isEqualTo((short) ((9 + 783) % 256));
    }

    @Test
    void acceptsByteOrderMarkQuotesWindowsLineEndsAndAMissingLastLineEnd() throws IOException {
        Table plain = read(HEADER + row(1) + row(7));
        String quoted = (HEADER + row(1) + row(7))
                .lines()
                .map(line -> "\"" + line.replace(",", "\",\"") + "\"")
                .collect(Collectors.joining("\r\n", "\uFEFF", ""));

        Table other = read(quoted);

        assertThat(other.columnNames()).isEqualTo(plain.columnNames());
        assertThat(Digits.toImages(other).x()).isEqualTo(Digits.toImages(plain).x());
        assertThat(Digits.toImages(other).labels()).containsExactly(1, 7);
        assertThat(read(HEADER + row(1) + row(7) + "\n\r\n").rowCount()).isEqualTo(2);
    }

    @Test
    void becomesPicturesOfAllTenDigitsOrOfSome() {
        Table table = drawn(5, 1, 0, 1);

        LabelledImages all = Digits.toImages(table);
        LabelledImages some = Digits.toImages(table, 0, 1);

        assertThat(all.classes()).hasSize(10);
        assertThat(all.labels()).containsExactly(5, 1, 0, 1);
        assertThat(all.image(0).getDouble(0, 1)).isEqualTo(6f / 255);
        assertThat(some.classes()).containsExactly("0", "1");
        assertThat(some.labels()).containsExactly(1, 0, 1);
        assertThat(some.x().getRow(1)).isEqualTo(all.x().getRow(2));
    }

    @Test
    void tablesawFiltersByLabel() {
        Table table = drawn(5, 1, 0, 1);

        Table ones = table.where(table.shortColumn("label").isEqualTo(1));

        assertThat(Digits.toImages(ones).labels()).containsExactly(1, 1);
    }

    @Test
    void aTableWithoutLabelsHasPixelsOnly() throws IOException {
        Table test = read(PIXELS + "\n" + row(3).substring(2));

        assertThat(Digits.pixels(test).shape()).containsExactly(1, 784);
        assertThatThrownBy(() -> Digits.toImages(test))
                .hasMessage("No column 'label' in train.csv. Columns: pixel0, pixel1, pixel2 … (784).");
    }

    @Property(tries = 20)
    void aSampleHoldsOutItsShareAndLosesNoRow(@ForAll @IntRange(min = 5, max = 40) int rows, @ForAll long seed) {
        Table table = drawn(IntStream.range(0, rows).map(i -> i % 10).toArray());

        var one = Digits.sample(table, 0.2, seed);
        var two = Digits.sample(table, 0.2, seed);

        assertThat(one.valid().rowCount()).isEqualTo((int) (0.2 * rows));
        assertThat(one.train().rowCount() + one.valid().rowCount()).isEqualTo(rows);
        assertThat(Digits.pixels(one.train())).isEqualTo(Digits.pixels(two.train()));
        assertThat(one.train().shortColumn("label").sum()
                        + one.valid().shortColumn("label").sum())
                .isEqualTo(table.shortColumn("label").sum());
    }

    @Test
    void writesASubmission() throws IOException {
        Path csv = temp.resolve("submission.csv");

        Digits.writeSubmission(csv, new int[] {2, 0, 9});

        assertThat(Files.readString(csv)).isEqualTo("ImageId,Label\n1,2\n2,0\n3,9\n");
        assertThatThrownBy(() -> Digits.writeSubmission(csv, new int[] {10}))
                .hasMessage("Expected digits 0 to 9 but found 10 for image 0. Pass one label per image.");
    }

    @Test
    void refusesWrongColumns() {
        refused("", "The file train.csv is empty. Expected a line of column names: label,pixel0,…,pixel783.");
        refused(HEADER, "The file train.csv has column names but no rows. Expected one row per picture.");
        String expected = " Columns: %s (%d). Expected label, which a test set lacks, and pixel0 to pixel783.";
        refused(
                HEADER.replace("label", "labl"),
                "Expected column 'pixel0' but found 'labl' in train.csv."
                        + expected.formatted("labl, pixel0, pixel1 …", 785));
        refused(
                HEADER.replace(",pixel5,", ","),
                "Expected column 'pixel5' but found 'pixel6' in train.csv."
                        + expected.formatted("label, pixel0, pixel1 …", 784));
        refused(
                HEADER.replace(",pixel783", ""),
                "Expected column 'pixel783' but found no more in train.csv."
                        + expected.formatted("label, pixel0, pixel1 …", 784));
        refused(
                HEADER.replace("pixel783", "pixel783,note"),
                "Expected no column after 'pixel783' but found 'note' in train.csv. Remove it.");
    }

    @Test
    void refusesWrongValuesByRowColumnAndValue() {
        String good = row(3);
        refused(
                HEADER + good + good.replaceFirst("3", "12"),
                "Expected a digit 0 to 9 in row 2, column 'label' of train.csv but found 12. Mend or remove the row.");
        String pixel = " in row 2, column 'pixel0' of train.csv but found %s. Mend or remove the row.";
        for (String value : new String[] {"256", "99999999999"}) {
            refused(
                    HEADER + good + good.replaceFirst("3,3", "3," + value),
                    "Expected a whole number 0 to 255" + pixel.formatted(value));
        }
        for (String value : new String[] {"-1", "dark", "1.5", ""}) {
            refused(
                    HEADER + good + good.replaceFirst("3,3", "3," + value),
                    "Expected a whole number 0 to 255" + pixel.formatted("'" + value + "'"));
        }
    }

    @Test
    void aRowThatLooksLikeACommentIsRefusedAndNotLost() {
        refused(
                HEADER + row(3) + "#" + row(4),
                "Expected a digit 0 to 9 in row 2, column 'label' of train.csv but found '#4'. Mend or remove the row.");
    }

    @Test
    void refusesRaggedRows() {
        String good = row(3).strip();
        String way = " Expected 785, one per column; mend or remove the row.";
        refused(HEADER + good + ",7\n" + good, "Row 1 of train.csv has 786 values." + way);
        refused(
                HEADER + good + "\n" + good.substring(0, good.lastIndexOf(',')) + "\n",
                "Row 2 of train.csv has 784 values." + way);
    }

    private void refused(String text, String sentence) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void aTableMadeByHandIsCheckedToo() {
        Table table = drawn(5, 1, 0, 1);
        table.shortColumn("label").setMissing(2);
        refused(
                table,
                "Expected a whole number 0 to 9 in row 3, column 'label' but found nothing. Mend or remove the row.");

        Table pixels = drawn(5, 1);
        pixels.shortColumn("pixel7").setMissing(1);
        refused(
                pixels,
                "Expected a whole number 0 to 255 in row 2, column 'pixel7' but found nothing. Mend or remove the row.");

        for (double bad : new double[] {-1, 256, 0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            Table doubles = drawn(5, 1);
            doubles.replaceColumn("pixel9", DoubleColumn.create("pixel9", 3, bad));
            assertThatThrownBy(() -> Digits.toImages(doubles))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Expected a whole number 0 to 255 in row 2, column 'pixel9' but found ");
            Table labels = drawn(5, 1);
            labels.replaceColumn("label", DoubleColumn.create("label", 3, bad == 256 ? 10 : bad));
            assertThatThrownBy(() -> Digits.toImages(labels))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Expected a whole number 0 to 9 in row 2, column 'label' but found ");
        }
        Table words = drawn(5, 1);
        words.replaceColumn("label", StringColumn.create("label", "five", "one"));
        refused(words, "Expected numbers in column 'label' of train.csv but found STRING. Convert it.");
        assertThatThrownBy(() -> Digits.toImages(drawn(5, 1), 1, 10))
                .hasMessage("Expected digits 0 to 9, each once, but found [1, 10]. Name those to keep.");
        assertThatThrownBy(() -> Digits.toImages(drawn(5, 1), 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(Table table, String sentence) {
        assertThatThrownBy(() -> Digits.toImages(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void theFirstWrongValueIsNamedInALargeFileToo() {
        String rows = row(3).repeat(1_500);
        String bad = row(4).replaceFirst("4,4", "4,x");

        refused(
                HEADER + rows + bad + rows + bad,
                "Expected a whole number 0 to 255 in row 1501, column 'pixel0' of train.csv but found 'x'. Mend or"
                        + " remove the row.");
    }

    @Test
    void aQuoteThatIsNotClosedIsRefused() {
        refused(
                HEADER + row(3) + row(4).replaceFirst("4,", "4,\"") + row(5).repeat(20),
                "Expected a CSV file but could not read train.csv after 1 rows. Look there for a quote that is not"
                        + " closed.");
    }
}
