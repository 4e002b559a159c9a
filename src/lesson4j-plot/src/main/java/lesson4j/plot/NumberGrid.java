package lesson4j.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Numbers on coloured ground, with a name before each row and above each column.
 *
 * @param corner what stands where the names meet
 * @param cells the numbers, row by row
 */
record NumberGrid(String corner, List<String> rows, List<String> cols, List<List<Cell>> cells) {
    private static final Font NUMBER = Fonts.plain(12);
    private static final Font NAME = Fonts.bold(12);
    private static final double MARGIN = 6;
    private static final double LINE = 22;
    private static final int LONGEST = 40;

    /** Cuts names that are longer than a line of many numbers is. */
    NumberGrid {
        rows = rows.stream().map(name -> Plain.line(name, LONGEST)).toList();
        cols = cols.stream().map(name -> Plain.line(name, LONGEST)).toList();
    }

    /** One number and the colour behind it. */
    record Cell(String text, Color ground) {

        /** Returns black on light ground, white on dark. */
        Color ink() {
            return ground.getGreen() < 130 ? Color.WHITE : Canvas.INK;
        }
    }

    /** Draws the numbers in cells of at least the given size. */
    BufferedImage draw(double least, double height) {
        double width = Math.max(
                least,
                widest(Stream.concat(
                        cols.stream(),
                        cells.stream().flatMap(row -> row.stream().map(Cell::text)))));
        double left = MARGIN + Math.max(24, widest(rows.stream()));
        double top = MARGIN + LINE;
        var area = new Rectangle2D.Double(left, top, cols.size() * width, rows.size() * height);
        var canvas = new Canvas(area.getMaxX() + MARGIN, area.getMaxY() + MARGIN);
        for (int col = 0; col < cols.size(); col++) {
            var box = new Rectangle2D.Double(left + col * width, MARGIN, width, LINE);
            canvas.centered(cols.get(col), NAME, Canvas.SOFT_INK, box);
        }
        for (int row = 0; row < rows.size(); row++) {
            double y = top + row * height;
            var name = new Rectangle2D.Double(MARGIN, y, left - MARGIN, height);
            canvas.centered(rows.get(row), NAME, Canvas.SOFT_INK, name);
            for (int col = 0; col < cols.size(); col++) {
                draw(canvas, cells.get(row).get(col), new Rectangle2D.Double(left + col * width, y, width, height));
            }
        }
        canvas.outline(area, Canvas.FRAME, 0.5);
        return canvas.done();
    }

    private static void draw(Canvas canvas, Cell cell, Rectangle2D box) {
        canvas.fill(box, cell.ground());
        canvas.centered(cell.text(), NUMBER, cell.ink(), box);
    }

    /** Returns the numbers as plain text. */
    String text() {
        var head = new ArrayList<>(List.of(corner));
        head.addAll(cols);
        var lines = new ArrayList<List<String>>();
        for (int row = 0; row < rows.size(); row++) {
            var line = new ArrayList<>(List.of(rows.get(row)));
            cells.get(row).forEach(cell -> line.add(cell.text()));
            lines.add(line);
        }
        return new TableView("", head, Collections.nCopies(head.size(), true), lines, "").text();
    }

    private static double widest(Stream<String> texts) {
        double widest = Fonts.widest(texts, NAME);
        return widest == 0 ? 0 : Math.ceil(widest + 9);
    }

    /** Draws the numbers of an image on their own grey, with the numbers of rows and columns. */
    static Picture ofPixels(Pixels pixels, int fromRow, int toRow, int fromCol, int toCol) {
        check("rows", fromRow, toRow, pixels.rows());
        check("columns", fromCol, toCol, pixels.cols());
        var ink = Pixels.Range.ofInk(List.of(pixels));
        var grid = new NumberGrid(
                "",
                list(fromRow, toRow, Integer::toString),
                list(fromCol, toCol, Integer::toString),
                list(fromRow, toRow, row -> list(fromCol, toCol, col -> cell(pixels, pixels.at(row, col), ink))));
        var alt = "Table of pixel values, rows " + fromRow + " to " + (toRow - 1) + " and columns " + fromCol + " to "
                + (toCol - 1) + ": the larger the number, the darker its cell; values of the whole image "
                + Pixels.Range.of(List.of(pixels)) + ".";
        return new Picture(grid.draw(24, 22), Canvas.SCALE, alt, grid.text());
    }

    private static Cell cell(Pixels pixels, float value, Pixels.Range ink) {
        boolean whole = pixels.whole() || value == Math.rint(value);
        var text = whole ? NumberText.text(value) : NumberText.fixed(value, 2);
        return new Cell(text, Palette.GREYS.color(value, ink.min(), ink.max()));
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
