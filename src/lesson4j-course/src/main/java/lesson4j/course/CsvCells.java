package lesson4j.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lesson4j.plot.Given.wrong;

import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a CSV file, row by row: commas between them, quotes around them where the writer liked, any line ends.
 *
 * <p>Stricter than parsers that make the best of it: a cell ends where its quote ends, on its own line, and is short.
 */
final class CsvCells {
    /** No name or number is longer; what is has no commas in it, or is no table. */
    private static final int LONGEST = 10_000;

    private final String file;
    private final byte[] bytes;
    private int at;
    private int rows;

    CsvCells(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
        at = begins(0xef, 0xbb, 0xbf) ? 3 : 0;
        boolean wide = begins(0xff, 0xfe) || begins(0xfe, 0xff) || bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0);
        if (wide) {
            throw wrong("Expected a CSV file in UTF-8 but %s is in UTF-16. Save it again as UTF-8.", file);
        }
    }

    private boolean begins(int... with) {
        for (int i = 0; i < with.length; i++) {
            if (i >= bytes.length || (bytes[i] & 255) != with[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the cells of the next line that is not blank, or nothing at the end of the file. */
    List<String> row(int most) {
        List<String> cells = new ArrayList<>();
        do {
            skip(" \t\r\n");
            if (at == bytes.length) {
                return cells;
            }
            // what was skipped may have been the beginning of the first cell, which is blank then
            while (at > 0 && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t')) {
                at--;
            }
            do {
                cells.add(cell());
            } while (cells.size() <= most && ends(','));
        } while (cells.isEmpty());
        rows++;
        return cells;
    }

    private String cell() {
        skip(" \t");
        int from = at;
        if (at < bytes.length && bytes[at] == '"') {
            String text = quoted();
            skip(" \t");
            if (at < bytes.length && ",\r\n".indexOf(bytes[at]) < 0) {
                String what = "Expected a CSV file but found %s after a quote in %s, after %d rows. Mend that line.";
                throw wrong(what, shown(new String(bytes, at, 1, UTF_8)), file, rows - 1);
            }
            return text;
        }
        while (at < bytes.length && ",\r\n".indexOf(bytes[at]) < 0) {
            at++;
            checkLength(from);
        }
        return new String(bytes, from, at - from, UTF_8).strip();
    }

    private String quoted() {
        int from = ++at;
        while (at < bytes.length && bytes[at] != '"' && "\r\n".indexOf(bytes[at]) < 0) {
            at++;
            checkLength(from);
        }
        if (at == bytes.length || bytes[at] != '"') {
            throw wrong(
                    "Expected a CSV file but could not read %s after %d rows. Look there for a quote that is not closed.",
                    file, Math.max(0, rows - 1));
        }
        return new String(bytes, from, at++ - from, UTF_8).strip();
    }

    private void checkLength(int from) {
        if (at - from > LONGEST) {
            throw wrong(
                    "Expected a CSV file but found more than %,d characters without a comma in %s, after %d rows."
                            + " Is it a table of pixels?",
                    LONGEST, file, Math.max(0, rows - 1));
        }
    }

    private boolean ends(char separator) {
        boolean more = at < bytes.length && bytes[at] == separator;
        at += more ? 1 : 0;
        return more;
    }

    private void skip(String blanks) {
        while (at < bytes.length && blanks.indexOf(bytes[at]) >= 0) {
            at++;
        }
    }

    /** Returns a cell as an error shows it: in quotes, short, with what cannot be seen as a question mark. */
    static String shown(String cell) {
        String text = cell.replaceAll("\\p{Cntrl}|\ufffd", "?");
        return "'" + (text.length() > 30 ? text.substring(0, 30) + "…" : text) + "'";
    }
}
