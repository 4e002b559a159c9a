package lesson4j.jupyter.source;

/**
 * A line of a cell.
 *
 * @param code the whole cell
 * @param cell the cell's number, as in {@code In [3]}
 * @param line the line, from 1
 */
public record SourceLine(String code, int cell, int line) {

    SourceLine plus(int lines) {
        return new SourceLine(code, cell, line + lines);
    }

    /** Returns the line that holds the character at {@code offset}. */
    public static SourceLine at(String code, int cell, int offset) {
        long before = code.substring(0, offset).chars().filter(c -> c == '\n').count();
        return new SourceLine(code, cell, 1 + (int) before);
    }

    /** Returns the line's own text. */
    public String text() {
        return code.split("\n", -1)[line - 1];
    }
}
