package lesson4j.plot;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The numbers of an image on their own grey, with row and column numbers. */
final class PixelTable {

    private PixelTable() {}

    static Picture of(Pixels pixels, int fromRow, int toRow, int fromCol, int toCol) {
        check("rows", fromRow, toRow, pixels.rows());
        check("columns", fromCol, toCol, pixels.cols());
        var ink = ValueRange.ofInk(List.of(pixels));
        var grid = new NumberGrid(
                "",
                list(fromRow, toRow, Integer::toString),
                list(fromCol, toCol, Integer::toString),
                list(fromRow, toRow, row -> list(fromCol, toCol, col -> cell(pixels, pixels.at(row, col), ink))));
        var alt = "Table of pixel values, rows " + fromRow + " to " + (toRow - 1) + " and columns " + fromCol + " to "
                + (toCol - 1) + ": the larger the number, the darker its cell; values of the whole image "
                + ValueRange.of(List.of(pixels)) + ".";
        return new Picture(grid.draw(24, 22), Canvas.SCALE, alt, grid.text());
    }

    private static NumberGrid.Cell cell(Pixels pixels, float value, ValueRange ink) {
        boolean whole = pixels.whole() || value == Math.rint(value);
        var text = whole ? NumberText.text(value) : NumberText.fixed(value, 2);
        return new NumberGrid.Cell(text, Palette.GREYS.color(value, ink.min(), ink.max()));
    }

    private static <T> List<T> list(int from, int to, IntFunction<T> item) {
        return IntStream.range(from, to).mapToObj(item).toList();
    }

    private static void check(String what, int from, int to, int size) {
        if (from < 0 || from >= to || to > size) {
            throw new IllegalArgumentException("Expected " + what + " within 0 to " + size + " but found " + from
                    + " to " + to + ". Give the first one and the one after the last.");
        }
    }
}
