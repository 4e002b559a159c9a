package lesson4j.course;

import static lesson4j.plot.Given.failed;
import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.reason;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lesson4j.data.LabelledImages;
import lesson4j.data.Splits;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * Digits as a table, in Kaggle's layout: a label and 784 pixels, 0 to 255, in each row.
 *
 * <p>{@code Table train = Digits.readCsv(path.resolve("train.csv"));} then {@code Digits.toImages(train)}. Between the
 * two all of Tablesaw can be used: {@code train.where(train.shortColumn("label").isEqualTo(1))} are the ones.
 */
public final class Digits {
    static final int SIDE = 28;
    private static final int BLOCK = 64;

    private Digits() {}

    /**
     * A table parted in two.
     *
     * @param train the rows to train on, in their order
     * @param valid the rows held out, in random order
     */
    public record Sample(Table train, Table valid) {}

    /**
     * Reads {@code train.csv} or {@code test.csv}: columns label (where there is one) and pixel0 to pixel783.
     *
     * <p>A byte order mark, quotes and Windows line ends are accepted.
     *
     * @return a table of short columns, named as the file
     * @throws IllegalArgumentException naming row, column and value of what cannot be a digit
     */
    public static Table readCsv(Path csv) {
        try {
            return DigitsCsv.table(String.valueOf(given(csv, "the file").getFileName()), bytes(csv));
        } catch (IOException e) {
            throw failed(e, "Cannot read %s: %s. Datasets.get(DIGIT_RECOGNIZER) has a train.csv.", csv, reason(e));
        }
    }

    /** Reads all of a file that is small enough; the table takes as much again. */
    private static byte[] bytes(Path csv) throws IOException {
        if (Files.exists(csv) && !Files.isRegularFile(csv)) {
            throw new IOException("it is no plain file");
        }
        long most = Math.min(Integer.MAX_VALUE - 8L, Runtime.getRuntime().maxMemory() / 3);
        long size = Files.size(csv);
        if (size > most) {
            throw new IOException(text("its %,d bytes are more than the %,d that there is room for", size, most));
        }
        return Files.readAllBytes(csv);
    }

    /**
     * Returns a table's rows as pictures with labels, all ten digits or only some.
     *
     * <p>{@code Digits.toImages(train, 0, 1)} keeps zeros and ones: a net with one output then learns "is it a 1".
     *
     * @param digits the digits to keep, in the order of their classes; none for all ten
     * @throws IllegalArgumentException when a column is missing
     */
    public static LabelledImages toImages(Table table, int... digits) {
        int[] kept =
                given(digits, "the digits").length == 0 ? IntStream.range(0, 10).toArray() : digits;
        int[] classOf = new int[10];
        Arrays.fill(classOf, -1);
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] < 0 || kept[i] > 9 || classOf[kept[i]] >= 0) {
                throw wrong(
                        "Expected digits 0 to 9, each once, but found %s. Name those to keep.", Arrays.toString(kept));
            }
            classOf[kept[i]] = i;
        }
        int[] labels = labels(table);
        int[] rows = IntStream.range(0, labels.length)
                .filter(row -> classOf[labels[row]] >= 0)
                .toArray();
        int[] targets = Arrays.stream(rows).map(row -> classOf[labels[row]]).toArray();
        List<String> classes = Arrays.stream(kept).mapToObj(Integer::toString).toList();
        return new LabelledImages(pixels(table, rows), targets, classes, SIDE, SIDE);
    }

    private static int[] labels(Table table) {
        NumericColumn<?> column = column(table, "label");
        int[] labels = new int[table.rowCount()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = (int) checked(column, row, 9);
        }
        return labels;
    }

    /** Returns a value that must be a whole number from 0 to {@code largest}; a missing one is NaN. */
    private static double checked(NumericColumn<?> column, int row, int largest) {
        double value = column.getDouble(row);
        if (!(value >= 0 && value <= largest) || value != Math.rint(value)) {
            throw wrong(
                    "Expected a whole number 0 to %d in row %d, column '%s' but found %s. Mend or remove the row.",
                    largest, row + 1, column.name(), column.isMissing(row) ? "nothing" : column.getString(row));
        }
        return value;
    }

    /**
     * Returns a table's pixels alone, {@code [n, 784], float, 0..1}, as for Kaggle's unlabelled test.csv.
     *
     * @throws IllegalArgumentException naming row and column of what is no pixel
     */
    public static INDArray pixels(Table table) {
        return pixels(
                given(table, "the table"), IntStream.range(0, table.rowCount()).toArray());
    }

    /** Goes through blocks of rows, so that neither rows nor columns are far apart in memory. */
    private static INDArray pixels(Table table, int[] rows) {
        if (rows.length == 0) {
            throw wrong("No rows to make pictures of in %s. Choose another part of the table.", table.name());
        }
        int pixels = SIDE * SIDE;
        if (rows.length > Integer.MAX_VALUE / Float.BYTES / pixels) {
            throw wrong("The pictures of %,d rows take more than 2 GB. Take fewer rows.", rows.length);
        }
        var columns = IntStream.range(0, pixels)
                .mapToObj(p -> column(table, "pixel" + p))
                .toArray(NumericColumn<?>[]::new);
        float[] x = new float[rows.length * pixels];
        for (int from = 0; from < rows.length; from += BLOCK) {
            int to = Math.min(rows.length, from + BLOCK);
            for (int p = 0; p < pixels; p++) {
                for (int i = from; i < to; i++) {
                    x[i * pixels + p] = (float) checked(columns[p], rows[i], 255) / 255;
                }
            }
        }
        return Nd4j.create(x, new long[] {rows.length, pixels}, 'c');
    }

    private static NumericColumn<?> column(Table table, String name) {
        if (!given(table, "the table").columnNames().contains(name)) {
            throw wrong("No column '%s' in %s. Columns: %s.", name, table.name(), DigitsCsv.some(table.columnNames()));
        }
        if (table.column(name) instanceof NumericColumn<?> column) {
            return column;
        }
        String type = table.column(name).type().name();
        throw wrong("Expected numbers in column '%s' of %s but found %s. Convert it.", name, table.name(), type);
    }

    /**
     * Holds out a share of the rows at random, as pandas' {@code sample} and {@code drop} do.
     *
     * <p>{@code Digits.sample(table, 0.2, 42)} of 42,000 rows has 33,600 to train on and 8,400 held out.
     *
     * @param share the share held out, between 0 and 1
     * @param seed equal seeds sample equally; pandas' samples cannot be repeated in Java
     */
    public static Sample sample(Table table, double share, long seed) {
        int[][] parts = Splits.random(given(table, "the table").rowCount(), share, seed);
        Arrays.sort(parts[0]);
        return new Sample(table.rows(parts[0]), table.rows(parts[1]));
    }

    /**
     * Writes predictions as Kaggle wants them: columns ImageId, from 1, and Label.
     *
     * @param labels a digit for each picture of test.csv, in its order
     */
    public static void writeSubmission(Path csv, int[] labels) {
        var text = new StringBuilder("ImageId,Label\n");
        given(csv, "the file");
        for (int i = 0; i < given(labels, "the labels").length; i++) {
            if (labels[i] < 0 || labels[i] > 9) {
                throw wrong(
                        "Expected digits 0 to 9 but found %d for image %d. Pass one label per image.", labels[i], i);
            }
            text.append(i + 1).append(',').append(labels[i]).append('\n');
        }
        try {
            Files.writeString(csv, text);
        } catch (IOException e) {
            throw failed(e, "Cannot write %s: %s. Check that its folder exists.", csv, reason(e));
        }
    }
}
