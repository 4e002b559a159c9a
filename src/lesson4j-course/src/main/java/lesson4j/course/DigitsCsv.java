package lesson4j.course;

import static lesson4j.plot.Given.wrong;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
        var cells = new CsvCells(file, bytes);
        names = cells.row(MOST_COLUMNS);
        if (names.isEmpty()) {
            throw wrong("The file %s is empty. Expected a line of column names: label,pixel0,…,pixel783.", file);
        }
        checkHeader();
        // one more than there should be tells that there are too many
        for (var row = cells.row(MOST_COLUMNS); !row.isEmpty(); row = cells.row(MOST_COLUMNS)) {
            rows.add(values(rows.size() + 1, row));
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
            checkSeparator();
            String found = same >= names.size() ? "no more" : CsvCells.shown(names.get(same));
            throw wrong(
                    "Expected column '%s' but found %s in %s. Columns: %s. Expected label, which a test set lacks,"
                            + " and pixel0 to pixel783.",
                    expected.get(same), found, file, some(names));
        }
        if (same < names.size()) {
            String more = CsvCells.shown(names.get(same));
            throw wrong("Expected no column after 'pixel783' but found %s in %s. Remove it.", more, file);
        }
    }

    /** Names what stands between the names, or says that there are none. */
    private void checkSeparator() {
        String first = names.get(0);
        for (String separator : new String[] {";", "\t", "|", ":", " "}) {
            if (first.contains("pixel") && first.contains(separator)) {
                String name = separator.equals("\t") ? "a tab" : separator.equals(" ") ? "a space" : separator;
                throw wrong(
                        "Expected a comma between the columns of %s but found %s. Save it again with commas.",
                        file, separator.isBlank() ? name : "'" + name + "'");
            }
        }
        if (first.matches("[0-9]+")) {
            throw wrong(
                    "Expected a first line of column names in %s but found numbers. Add label,pixel0,…,pixel783.",
                    file);
        }
    }

    private short[] values(int row, List<String> cells) {
        if (cells.size() != names.size()) {
            String what = "Row %d of %s has %d values. Expected %d, one per column; mend or remove the row.";
            throw wrong(what, row, file, cells.size(), names.size());
        }
        short[] values = new short[cells.size()];
        for (int column = 0; column < values.length; column++) {
            values[column] = value(row, column, cells.get(column));
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
                    whole && text.length() < 20 ? text : CsvCells.shown(text));
        }
        return (short) value;
    }

    /** Names the first columns and how many there are. */
    static String some(List<String> names) {
        String first = names.stream()
                .limit(3)
                .map(name -> name.length() > 30 ? name.substring(0, 30) + "…" : name)
                .collect(Collectors.joining(", "));
        return names.size() <= 3 ? first : first + " … (" + names.size() + ")";
    }
}
