package lesson4j.kernel;

/**
 * A line of a cell.
 *
 * @param code the whole cell
 * @param cell the cell's number, as in {@code In [3]}
 * @param line the line, from 1
 */
record CellLine(String code, int cell, int line) {

    CellLine plus(int lines) {
        return new CellLine(code, cell, line + lines);
    }

    /** Returns the line that holds the character at {@code offset}. */
    static CellLine at(String code, int cell, int offset) {
        long before = code.substring(0, offset).chars().filter(c -> c == '\n').count();
        return new CellLine(code, cell, 1 + (int) before);
    }

    /** Returns the line's own text. */
    String text() {
        return code.split("\n", -1)[line - 1];
    }
}
