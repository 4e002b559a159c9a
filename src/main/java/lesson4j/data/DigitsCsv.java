package lesson4j.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lesson4j.data.Text.wrong;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.Table;

/** Reads digits from a CSV file, however it is written, and says what is wrong with it. */
final class DigitsCsv {
    private static final int PIXELS = Digits.SIDE * Digits.SIDE;

    /** More columns than any file of digits, to name what is one too many. */
    private static final int MOST_COLUMNS = 10_000;

    private final String file;
    private final List<String> names;
    private final List<short[]> rows = new ArrayList<>();

    private DigitsCsv(String file, byte[] bytes) {
        this.file = file;
        CsvParser parser = parser();
        try {
            parser.beginParsing(new ByteArrayInputStream(bytes), UTF_8);
            String[] header = parser.parseNext();
            if (header == null) {
                throw wrong("The file %s is empty. Expected a line of column names: label,pixel0,…,pixel783.", file);
            }
            names = List.of(header);
            checkHeader();
            for (String[] cells = parser.parseNext(); cells != null; cells = parser.parseNext()) {
                rows.add(values(rows.size() + 1, cells));
            }
        } catch (TextParsingException e) {
            throw wrong(
                    "Expected a CSV file but could not read %s after %d rows. Look there for a quote that is not closed.",
                    file, rows.size());
        } finally {
            parser.stopParsing();
        }
        if (rows.isEmpty()) {
            throw wrong("The file %s has column names but no rows. Expected one row per picture.", file);
        }
    }

    /**
     * Returns a table of short columns.
     *
     * @param file its name, for the table and for errors
     */
    static Table table(String file, byte[] bytes) {
        short[][] columns = PlainDigits.columns(bytes).orElseGet(() -> parsed(file, bytes));
        List<String> names = names(columns.length > PIXELS);
        var table = Table.create(file);
        for (int column = 0; column < columns.length; column++) {
            table.addColumns(ShortColumn.create(names.get(column), columns[column]));
        }
        return table;
    }

    /** Returns the columns as a full parser reads them. */
    static short[][] parsed(String file, byte[] bytes) {
        var csv = new DigitsCsv(file, bytes);
        short[][] columns = new short[csv.names.size()][csv.rows.size()];
        for (int row = 0; row < csv.rows.size(); row++) {
            for (int column = 0; column < columns.length; column++) {
                columns[column][row] = csv.rows.get(row)[column];
            }
        }
        return columns;
    }

    private static CsvParser parser() {
        var settings = new CsvParserSettings();
        settings.setLineSeparatorDetectionEnabled(true);
        settings.setMaxColumns(MOST_COLUMNS);
        settings.setNullValue("");
        settings.setCommentProcessingEnabled(false); // a row that begins with # is refused, not lost
        return new CsvParser(settings);
    }

    /** Returns the columns' names in order: label, where there is one, and pixel0 to pixel783. */
    static List<String> names(boolean labelled) {
        Stream<String> pixels = IntStream.range(0, PIXELS).mapToObj(i -> "pixel" + i);
        return (labelled ? Stream.concat(Stream.of("label"), pixels) : pixels).toList();
    }

    /** Returns the largest value that a column of a table of {@code width} columns may have. */
    static int largest(int column, int width) {
        return column == 0 && width > PIXELS ? 9 : 255;
    }

    private void checkHeader() {
        List<String> expected = names(names.get(0).equals("label"));
        int same = 0;
        while (same < Math.min(names.size(), expected.size()) && names.get(same).equals(expected.get(same))) {
            same++;
        }
        if (same < expected.size()) {
            String found = same >= names.size() ? "no more" : "'" + names.get(same) + "'";
            throw wrong(
                    "Expected column '%s' but found %s in %s. Columns: %s. Expected label, which a test set lacks,"
                            + " and pixel0 to pixel783.",
                    expected.get(same), found, file, some(names));
        }
        if (same < names.size()) {
            throw wrong("Expected no column after 'pixel783' but found '%s' in %s. Remove it.", names.get(same), file);
        }
    }

    private short[] values(int row, String[] cells) {
        if (cells.length != names.size()) {
            throw wrong(
                    "Row %d of %s has %d values. Expected %d, one per column; mend or remove the row.",
                    row, file, cells.length, names.size());
        }
        short[] values = new short[cells.length];
        for (int column = 0; column < cells.length; column++) {
            values[column] = value(row, column, cells[column]);
        }
        return values;
    }

    private short value(int row, int column, String text) {
        int largest = largest(column, names.size());
        boolean whole = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = whole && text.length() <= 6 ? Integer.parseInt(text) : Integer.MAX_VALUE;
        if (value > largest) {
            throw wrong(
                    "Expected %s in row %d, column '%s' of %s but found %s. Mend or remove the row.",
                    largest == 9 ? "a digit 0 to 9" : "a whole number 0 to 255",
                    row,
                    names.get(column),
                    file,
                    whole ? text : "'" + text + "'");
        }
        return (short) value;
    }

    /** Names the first columns and how many there are. */
    static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(3, names.size())));
        return names.size() <= 3 ? first : first + " … (" + names.size() + ")";
    }
}
