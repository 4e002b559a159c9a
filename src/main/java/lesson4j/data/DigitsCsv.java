package lesson4j.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lesson4j.data.Text.wrong;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.Table;

/** Reads digits from the bytes of a CSV file: whole numbers, checked one by one, several times as fast as as text. */
final class DigitsCsv {
    private static final List<String> PIXELS = IntStream.range(0, Digits.SIDE * Digits.SIDE)
            .mapToObj(i -> "pixel" + i)
            .toList();

    private final String file;
    private final byte[] bytes;
    private final List<String> names;
    private int at;

    DigitsCsv(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
        boolean marked = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB;
        this.at = marked ? 3 : 0;
        int end = lineEnd(at);
        String header = new String(bytes, at, end - at, UTF_8).strip();
        this.names = Arrays.stream(header.split(",", -1)).map(DigitsCsv::bare).toList();
        this.at = end + 1;
        checkHeader(header);
    }

    private void checkHeader(String header) {
        if (header.isEmpty()) {
            throw wrong("The file %s is empty. Expected a line of column names: label,pixel0,…,pixel783.", file);
        }
        boolean labelled = names.get(0).equals("label");
        List<String> pixels = names.subList(labelled ? 1 : 0, names.size());
        for (int i = 0; i < PIXELS.size(); i++) {
            if (i >= pixels.size() || !pixels.get(i).equals(PIXELS.get(i))) {
                String found = i >= pixels.size() ? "no more" : "'" + pixels.get(i) + "'";
                throw wrong(
                        "Expected column '%s' but found %s in %s. Columns: %s. Expected label, which a test set lacks,"
                                + " and pixel0 to pixel783.",
                        PIXELS.get(i), found, file, some(names));
            }
        }
        if (pixels.size() > PIXELS.size()) {
            throw wrong(
                    "Expected no column after 'pixel783' but found '%s' in %s. Remove it.",
                    pixels.get(PIXELS.size()), file);
        }
    }

    Table table() {
        int rows = count();
        if (rows == 0) {
            throw wrong("The file %s has column names but no rows. Expected one row per picture.", file);
        }
        short[][] columns = new short[names.size()][rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns.length; column++) {
                columns[column][row] = value(row, column);
            }
        }
        var table = Table.create(file);
        for (int column = 0; column < columns.length; column++) {
            table.addColumns(ShortColumn.create(names.get(column), columns[column]));
        }
        return table;
    }

    /** Counts the rows up to the last line that has something in it. */
    private int count() {
        int last = bytes.length;
        while (last > at && bytes[last - 1] <= ' ' && bytes[last - 1] >= 0) {
            last--;
        }
        int rows = last > at ? 1 : 0;
        for (int i = at; i < last; i++) {
            rows += bytes[i] == '\n' ? 1 : 0;
        }
        return rows;
    }

    /** Reads the next value; plain digits are the rule, all else is looked at as text. */
    private short value(int row, int column) {
        int start = at;
        int value = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 4) {
            value = 10 * value + bytes[at++] - '0';
        }
        boolean last = column == names.size() - 1;
        if (at > start && at < bytes.length && bytes[at] == (last ? '\n' : ',') && value <= largest(column)) {
            at++;
            return (short) value;
        }
        at = start;
        return unusual(row, column, last);
    }

    private short unusual(int row, int column, boolean last) {
        int line = lineEnd(at);
        int end = at;
        while (end < line && bytes[end] != ',') {
            end++;
        }
        String text = bare(new String(bytes, at, end - at, UTF_8));
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw refused(row, column, "'" + text + "'");
        }
        int value = text.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(text);
        if (value > largest(column)) {
            throw refused(row, column, text);
        }
        if (last == (end < line)) {
            throw ragged(row, column, new String(bytes, at, line - at, UTF_8));
        }
        at = end + 1;
        return (short) value;
    }

    private IllegalArgumentException ragged(int row, int column, String rest) {
        long found = column + 1 + rest.chars().filter(c -> c == ',').count();
        return wrong(
                "Row %d of %s has %d values. Expected %d, one per column; mend or remove the row.",
                row + 1, file, found, names.size());
    }

    private IllegalArgumentException refused(int row, int column, String found) {
        String what = largest(column) == 9 ? "a digit 0 to 9" : "a whole number 0 to 255";
        return wrong(
                "Expected %s in row %d, column '%s' of %s but found %s. Mend or remove the row.",
                what, row + 1, names.get(column), file, found);
    }

    private int largest(int column) {
        return column == 0 && names.size() > PIXELS.size() ? 9 : 255;
    }

    private int lineEnd(int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String bare(String cell) {
        String text = cell.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    /** Names the first columns and how many there are. */
    static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(3, names.size())));
        return names.size() <= 3 ? first : first + " … (" + names.size() + ")";
    }
}
