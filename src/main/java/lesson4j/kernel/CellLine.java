package lesson4j.kernel;

/**
 * A line of a cell.
 *
 * @param code the whole cell
 * @param line the line, from 1
 */
record CellLine(String code, int line) {

    CellLine plus(int lines) {
        return new CellLine(code, line + lines);
    }
}
