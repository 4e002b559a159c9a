package lesson4j.course;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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

    /** No row of a table of digits is longer; what is has too many cells or too long ones. */
    private static final int LONGEST_LINE = 1 << 24;

    private final String file;
    private final byte[] bytes;
    private int next;
    private int rows;
    private String line = "";
    private int at;

    CsvCells(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
        String begin = new String(bytes, 0, Math.min(3, bytes.length), ISO_8859_1);
        next = begin.equals("\u00ef\u00bb\u00bf") ? 3 : 0;
        if (begin.matches("(?s)(\u00ff\u00fe|\u00fe\u00ff|\0.|.\0).?")) {
            throw wrong("Expected a CSV file in UTF-8 but %s is in UTF-16. Save it again as UTF-8.", file);
        }
    }

    /** Returns the cells of the next line that is not blank, at most one more than {@code most}; none at the end. */
    List<String> row(int most) {
        do {
            if (next >= bytes.length) {
                return List.of();
            }
            int from = next;
            while (next < bytes.length && bytes[next] != '\n' && bytes[next] != '\r' && next - from < LONGEST_LINE) {
                next++;
            }
            line = new String(bytes, from, next++ - from, UTF_8);
            at = 0;
            skipBlanks();
        } while (at == line.length());
        at = 0;
        List<String> cells = new ArrayList<>();
        do {
            cells.add(cell());
        } while (cells.size() <= most && at++ < line.length());
        rows++;
        return cells;
    }

    private String cell() {
        skipBlanks();
        boolean quoted = line.startsWith("\"", at);
        int from = quoted ? at + 1 : at;
        int end = line.indexOf(quoted ? '"' : ',', from);
        at = end < 0 ? line.length() : end;
        if (at - from > LONGEST) {
            String what =
                    "Expected a CSV file but found more than %,d characters without a comma in %s, after %d rows. %s";
            throw wrong(what, LONGEST, file, Math.max(0, rows - 1), "Is it a table of pixels?");
        }
        String text = line.substring(from, at).strip();
        if (quoted) {
            closeQuote(end);
        }
        return text;
    }

    private void closeQuote(int end) {
        if (end < 0) {
            String what =
                    "Expected a CSV file but could not read %s after %d rows. Look there for a quote that is not %s.";
            throw wrong(what, file, Math.max(0, rows - 1), "closed");
        }
        at++;
        skipBlanks();
        if (at < line.length() && line.charAt(at) != ',') {
            String what = "Expected a CSV file but found %s after a quote in %s, after %d rows. Mend that line.";
            throw wrong(what, shown(line.substring(at, at + 1)), file, rows - 1);
        }
    }

    private void skipBlanks() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    /** Returns a cell as an error shows it: in quotes, short, with what cannot be seen as a question mark. */
    static String shown(String cell) {
        String text = cell.replaceAll("\\p{Cntrl}|\ufffd", "?");
        return "'" + (text.length() > 30 ? text.substring(0, 30) + "…" : text) + "'";
    }
}
