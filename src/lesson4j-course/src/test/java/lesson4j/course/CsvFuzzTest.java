package lesson4j.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables written and changed in many ways: never read as other numbers than pandas reads (see tables.py). */
class CsvFuzzTest {
    private static final int ROWS = 3;
    private static final int PIXELS = 784;

    @TempDir
    Path temp;

    private static List<String> lines() throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Objects.requireNonNull(CsvFuzzTest.class.getResourceAsStream("/reference/tables.txt.gz"))),
                UTF_8))) {
            return in.lines().toList();
        }
    }

    /** Writes the unchanged table as the script does. */
    private static byte[] base(String style) throws IOException {
        boolean labelled = !style.equals("unlabelled");
        String quote = style.equals("quoted") ? "\"" : "";
        String comma = style.equals("spaced") ? " , " : ",";
        String end = style.equals("windows") ? "\r\n" : style.equals("mac") ? "\r" : "\n";
        var lines = new ArrayList<String>();
        for (int line = 0; line <= ROWS; line++) {
            int row = line - 1;
            List<String> cells = new ArrayList<>();
            if (labelled) {
                cells.add(row < 0 ? "label" : Integer.toString(row * 3 % 10));
            }
            for (int i = 0; i < PIXELS; i++) {
                cells.add(row < 0 ? "pixel" + i : Integer.toString((row * 7 + i * 13) % 256));
            }
            lines.add(cells.stream().map(cell -> quote + cell + quote).collect(Collectors.joining(comma)));
        }
        var out = new ByteArrayOutputStream();
        if (style.equals("marked")) {
            out.write(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        }
        out.write((String.join(end, lines) + (style.equals("open") ? "" : end)).getBytes(UTF_8));
        return out.toByteArray();
    }

    private static byte[] changed(String[] line) throws IOException {
        byte[] whole = base(line[0]);
        int place = Integer.parseInt(line[1]);
        int taken = Math.min(Integer.parseInt(line[2]), whole.length - place);
        var out = new ByteArrayOutputStream();
        out.write(whole, 0, place);
        out.write(line[3].equals("-") ? new byte[0] : HexFormat.of().parseHex(line[3]));
        out.write(whole, place + taken, whole.length - place - taken);
        return out.toByteArray();
    }

    private static short @Nullable [][] read(byte[] bytes) {
        try {
            return PlainDigits.columns(bytes).orElseGet(() -> DigitsCsv.parsed("t.csv", bytes));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains("t.csv").hasSizeLessThan(300);
            return null;
        }
    }

    @Test
    void noChangedTableIsReadAsOtherNumbersThanPandasReads() throws IOException {
        int tried = 0;
        int refused = 0;
        int pandas = 0;
        var wrong = new ArrayList<String>();
        for (String text : lines()) {
            String[] line = text.split(" ");
            short[][] columns = read(changed(line));
            tried++;
            pandas += line[4].equals("-1") ? 1 : 0;
            if (columns == null) {
                refused++;
            } else if (!isAsPandasReads(columns, line)) {
                wrong.add(text);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(2_000);
        assertThat(refused).as("what pandas reads is mostly read").isLessThan(pandas + tried / 4);
        System.out.println("tables: " + tried + ", refused " + refused + ", by pandas " + pandas + ", wrong 0");
    }

    private static boolean isAsPandasReads(short[][] columns, String[] line) throws IOException {
        if (Integer.parseInt(line[4]) != columns[0].length) {
            return false;
        }
        short[][] expected = Objects.requireNonNull(read(base(line[0])));
        int rows = columns[0].length;
        short[][] right = new short[columns.length][rows];
        for (int c = 0; c < columns.length; c++) {
            for (int r = 0; r < Math.min(rows, ROWS); r++) {
                right[c][r] = expected[c][r];
            }
        }
        for (int i = 5; i < line.length; i++) {
            String[] cell = line[i].split(":");
            double value = Double.parseDouble(cell[2]);
            if (value != (short) value) {
                return false;
            }
            right[Integer.parseInt(cell[1])][Integer.parseInt(cell[0])] = (short) value;
        }
        return java.util.Arrays.deepEquals(columns, right);
    }

    private void refused(String bytes, String sentence) throws IOException {
        Path csv = Files.write(temp.resolve("t.csv"), bytes.getBytes(UTF_8));
        assertThatThrownBy(() -> Digits.readCsv(csv))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void namesWhatStandsBetweenTheCells() throws IOException {
        String plain = new String(base("plain"), UTF_8);
        String said = "Expected a comma between the columns of t.csv but found %s. Save it again with commas.";

        refused(plain.replace(',', ';'), said.formatted("';'"));
        refused(plain.replace(',', '\t'), said.formatted("a tab"));
        refused(plain.replace(',', '|'), said.formatted("'|'"));
        refused(plain.replace(',', ' '), said.formatted("a space"));
        refused(
                plain.substring(plain.indexOf('\n') + 1),
                "Expected a first line of column names in t.csv but found numbers. Add label,pixel0,…,pixel783.");
        refused(
                plain.replaceFirst("\n0,", "\n\"\","),
                "Expected a digit 0 to 9 in row 1, column 'label' of t.csv but found ''. Mend or remove the row.");
        refused(
                "\"".repeat(40_000),
                "Expected a CSV file but found '\"' after a quote in t.csv, after -1 rows. Mend that line.");
    }

    @Test
    void otherEncodingsAreNamed() throws IOException {
        for (var charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE")) {
            Path csv = Files.write(temp.resolve("t.csv"), new String(base("plain"), UTF_8).getBytes(charset));
            assertThatThrownBy(() -> Digits.readCsv(csv))
                    .hasMessage("Expected a CSV file in UTF-8 but t.csv is in UTF-16. Save it again as UTF-8.");
        }
    }

    @Test
    void gigantsAreRefusedBeforeTheyTakeMemory() throws IOException {
        Path csv = temp.resolve("t.csv");
        try (var file = new RandomAccessFile(csv.toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        assertThatThrownBy(() -> Digits.readCsv(csv))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("its 3,221,225,472 bytes are more than the ");
        Files.delete(csv);
        refused(
                "x".repeat(2_000_000),
                "Expected a CSV file but found more than 10,000 characters without a comma in t.csv, after 0 rows."
                        + " Is it a table of pixels?");
        String wide = IntStream.range(0, 2_000_000).mapToObj(i -> "c").collect(Collectors.joining(","));
        refused(
                wide,
                "Expected column 'pixel0' but found 'c' in t.csv. Columns: c, c, c … (10001). Expected label, which a"
                        + " test set lacks, and pixel0 to pixel783.");
        assertThatThrownBy(() -> Digits.readCsv(temp)).isInstanceOf(UncheckedIOException.class);
    }
}
