package lesson4j.plot;

import static lesson4j.plot.Given.each;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A confusion matrix: rows are what an image is, columns what was predicted. */
final class Confusion {
    private static final double AXIS = 24;
    private static final int MOST_WRITTEN = 40;

    private Confusion() {}

    static Picture of(int[][] counts, List<String> classes, boolean normalize) {
        check(counts, classes);
        int n = classes.size();
        // more than can be read are colours alone, or the picture would take a gigabyte
        boolean written = n <= MOST_WRITTEN;
        var names = written ? classes : Collections.nCopies(n, "");
        var cells = Arrays.stream(counts)
                .map(row -> Arrays.stream(row)
                        .mapToObj(count -> cell(count, sum(row), written, normalize))
                        .toList())
                .toList();
        var grid = new NumberGrid(written ? "actual \\ predicted" : "", names, names, cells);
        double side = n <= 4 ? 72 : written ? 40 : Math.max(2, Math.floor(1200.0 / n));
        String alt = alt(counts, n);
        String text = written ? grid.text() : alt + " Call mostConfused(min) for the pairs.";
        return new Picture(withAxes(grid.draw(side, side)), Canvas.SCALE, alt, text);
    }

    private static String alt(int[][] counts, int classes) {
        long all = Arrays.stream(counts).mapToLong(Confusion::sum).sum();
        long right =
                IntStream.range(0, counts.length).mapToLong(i -> counts[i][i]).sum();
        return "Confusion matrix of " + classes + " classes, rows actual, columns predicted: " + right + " of " + all
                + " right.";
    }

    private static long sum(int[] row) {
        return IntStream.of(row).asLongStream().sum();
    }

    private static NumberGrid.Cell cell(int count, long inRow, boolean written, boolean normalize) {
        double share = inRow == 0 ? 0 : count / (double) inRow;
        // the square root lets a few mistakes in a thousand be seen; the number says how many
        var ground = Palette.BLUES.color(Math.sqrt(share), 0, 1);
        String text = normalize ? NumberText.fixed(share, 2) : Integer.toString(count);
        return new NumberGrid.Cell(written ? text : "", ground);
    }

    private static BufferedImage withAxes(BufferedImage grid) {
        double width = grid.getWidth() / (double) Canvas.SCALE;
        double height = grid.getHeight() / (double) Canvas.SCALE;
        var canvas = new Canvas(AXIS + width, AXIS + height);
        var font = Fonts.plain(13);
        canvas.centered("predicted", font, Canvas.INK, new Rectangle2D.Double(AXIS + 24, 6, width - 24, AXIS - 6));
        canvas.upwards("actual", font, Canvas.INK, new Rectangle2D.Double(6, AXIS + 24, AXIS - 6, height - 24));
        canvas.image(grid, AXIS, AXIS, 1.0 / Canvas.SCALE);
        return canvas.done();
    }

    private static void check(int[][] counts, List<String> classes) {
        each(counts, "the counts");
        each(classes, "the names of the classes");
        boolean square = Arrays.stream(counts).allMatch(row -> row.length == counts.length);
        if (!square || counts.length != classes.size() || counts.length == 0) {
            var widths = Arrays.stream(counts).map(row -> row.length).distinct().toList();
            throw new IllegalArgumentException("Expected as many rows and columns as classes (" + classes.size()
                    + ") but found " + counts.length + " rows of " + widths
                    + " columns. Give counts[actual][predicted] and one name per class.");
        }
        int least = Arrays.stream(counts).flatMapToInt(Arrays::stream).min().orElse(0);
        if (least < 0) {
            throw new IllegalArgumentException("Expected counts of 0 or more but found " + least
                    + ". Give how often each class was taken for each.");
        }
    }
}
