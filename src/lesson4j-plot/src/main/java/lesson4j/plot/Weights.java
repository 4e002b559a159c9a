package lesson4j.plot;

import static lesson4j.plot.Given.numbers;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws the columns of a weight matrix as images, all with one scale centred at 0. */
final class Weights {
    private static final double BAR = 12;
    private static final double GAP = 12;
    private static final double MARGIN = 6;

    private Weights() {}

    static Picture draw(INDArray w) {
        var units = Pixels.units(w);
        var scale = Pixels.Range.of(units).centred();
        var grid = grid(units, scale, units.size() > 1, Grid.COLUMNS, 650);
        var both = Picture.rows(List.of(List.of(grid, bar(scale, grid.height()))), GAP);
        return new Picture(both.image(), "Weights of " + describe(units) + ", " + Pixels.Range.of(units) + ".");
    }

    static Picture change(INDArray initial, INDArray trained) {
        if (!Arrays.equals(
                numbers(initial, "the initial weights").shape(),
                numbers(trained, "the trained weights").shape())) {
            throw new IllegalArgumentException("Expected two weights of the same shape but found "
                    + Arrays.toString(initial.shape()) + " and " + Arrays.toString(trained.shape())
                    + ". Use a copy made by dup() before training.");
        }
        var parts = List.of(Pixels.units(initial), Pixels.units(trained), Pixels.units(trained.sub(initial)));
        var ranges = parts.stream().map(Pixels.Range::of).toList();
        var scale =
                Pixels.Range.of(parts.stream().flatMap(List::stream).toList()).centred();
        var titles = List.of("initial", "trained", "trained − initial");
        var grids = parts.stream().map(part -> grid(part, scale, false, 5, 240)).toList();
        var row = IntStream.range(0, 3)
                .mapToObj(i -> grids.get(i).titled(titles.get(i)))
                .collect(Collectors.toCollection(ArrayList::new));
        row.add(bar(scale, grids.get(0).height()).titled(""));
        var alt = "Weights of " + describe(parts.get(0)) + ": initial " + ranges.get(0) + ", trained " + ranges.get(1)
                + ", difference " + ranges.get(2) + ".";
        return new Picture(Picture.rows(List.of(row), GAP).image(), alt);
    }

    private static Picture grid(List<Pixels> units, Pixels.Range scale, boolean numbered, int columns, double width) {
        var tiles = IntStream.range(0, units.size())
                .mapToObj(i -> Grid.Tile.of(units.get(i).paint(Palette.DIVERGING, scale), numbered ? "" + i : ""))
                .toList();
        return new Picture(Grid.dense(tiles, columns, width), "");
    }

    /** Draws the colours from the largest value, at the top, to the smallest, with numbers beside them. */
    private static Picture bar(Pixels.Range scale, double height) {
        var font = Fonts.plain(12);
        var canvas = new Canvas(BAR + 4 + Fonts.width(NumberText.text(scale.min(), 2), font) + MARGIN, height);
        double length = height - 2 * MARGIN;
        for (double y = 0; y < length; y += 0.5) {
            var color = Palette.DIVERGING.color(length / 2 - y, -length / 2, length / 2);
            canvas.fill(new Rectangle2D.Double(0, MARGIN + y, BAR, 0.5), color);
        }
        canvas.outline(new Rectangle2D.Double(0.25, MARGIN, BAR - 0.5, length), Canvas.FRAME, 0.5);
        for (int i = 0; i <= 2; i++) {
            var label = NumberText.text(scale.max() * (1 - i), 2);
            double x = BAR + 4 + Fonts.width(label, font) / 2;
            canvas.text(label, font, Canvas.INK, x, MARGIN + i * length / 2 + Fonts.capHeight(font) / 2);
        }
        return new Picture(canvas.done(), "");
    }

    private static String describe(List<Pixels> units) {
        return units.size() + (units.size() == 1 ? " unit" : " units") + ", "
                + units.get(0).size() + " each";
    }
}
