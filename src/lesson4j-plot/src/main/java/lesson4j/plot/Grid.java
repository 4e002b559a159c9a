package lesson4j.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToIntFunction;

/** Draws images row by row, each with its caption above it, in sharp squares. */
final class Grid {
    static final int COLUMNS = 10;
    private static final double PAGE = 720;
    private static final double LARGEST = 112;
    private static final int MOST_LINES = 20;
    private static final double GAP = 10;
    private static final double MARGIN = 6;
    private static final double LINE = 16;
    private static final Color WRONG = new Color(0xc04a00);
    private static final Font CAPTION = Fonts.plain(12);

    /**
     * One image with what is written above it.
     *
     * @param lines the caption, line by line; empty for none
     * @param wrong whether the caption and the frame are drawn as a mistake
     */
    record Tile(BufferedImage image, List<String> lines, boolean wrong) {

        Tile {
            lines = lines.stream()
                    .limit(MOST_LINES)
                    .map(line -> Plain.line(line, Plain.LINE))
                    .toList();
        }

        static Tile of(BufferedImage image, String caption) {
            return new Tile(image, caption.isEmpty() ? List.of() : List.of(caption.split("\n")), false);
        }
    }

    private final List<Tile> tiles;
    private final int columns;
    private final double gap;
    private final double zoom;
    private final double cellWidth;
    private final double cellHeight;

    private Grid(List<Tile> tiles, int columns, double width, double gap) {
        this.tiles = tiles;
        this.columns = Math.max(1, Math.min(columns, tiles.size()));
        this.gap = gap;
        int across = largest(t -> t.image().getWidth());
        int down = largest(t -> t.image().getHeight());
        double room = Math.min(LARGEST, (width - 2 * MARGIN + gap) / this.columns - gap);
        // whole pixels of the canvas, or an image pixel would be cut
        zoom = Math.max(1, Math.floor(Canvas.SCALE * room / Math.max(1, Math.max(across, down)))) / Canvas.SCALE;
        double text = Fonts.widest(tiles.stream().flatMap(t -> t.lines().stream()), CAPTION);
        cellWidth = Math.ceil(Math.max(across * zoom, text));
        cellHeight = captions() + down * zoom;
    }

    /** Draws {@code tiles} in at most {@code columns} columns, fewer where the captions need the room. */
    static BufferedImage draw(List<Tile> tiles, int columns) {
        var grid = new Grid(tiles, columns, PAGE, GAP);
        return grid.width() > PAGE && columns > 1 ? draw(tiles, columns - 1) : grid.paint();
    }

    /** Draws {@code tiles} close together within {@code width} points. */
    static BufferedImage dense(List<Tile> tiles, int columns, double width) {
        return new Grid(tiles, columns, width, 4).paint();
    }

    private double width() {
        return 2 * MARGIN + columns * (cellWidth + gap) - gap;
    }

    private double captions() {
        return LINE * largest(t -> t.lines().size());
    }

    private BufferedImage paint() {
        int rows = (tiles.size() + columns - 1) / columns;
        var canvas = new Canvas(width(), 2 * MARGIN + rows * (cellHeight + gap) - gap);
        for (int i = 0; i < tiles.size(); i++) {
            double left = MARGIN + (i % columns) * (cellWidth + gap);
            double top = MARGIN + (i / columns) * (cellHeight + gap);
            paint(canvas, tiles.get(i), left, top);
        }
        return canvas.done();
    }

    private void paint(Canvas canvas, Tile tile, double left, double top) {
        var color = tile.wrong() ? WRONG : Canvas.INK;
        double y = top + captions();
        double baseline = y - LINE * tile.lines().size() + 11.5;
        for (var text : tile.lines()) {
            canvas.text(text, CAPTION, color, left + cellWidth / 2, baseline);
            baseline += LINE;
        }
        double w = tile.image().getWidth() * zoom;
        double x = left + Math.floor((cellWidth - w) / 2);
        canvas.image(tile.image(), x, y, zoom);
        // around the pixels, so that none is covered
        double line = tile.wrong() ? 2 : 0.5;
        double h = tile.image().getHeight() * zoom;
        var frame = new Rectangle2D.Double(x - line / 2, y - line / 2, w + line, h + line);
        canvas.outline(frame, tile.wrong() ? WRONG : Canvas.FRAME, line);
    }

    private int largest(ToIntFunction<Tile> size) {
        return tiles.stream().mapToInt(size).max().orElse(0);
    }
}
