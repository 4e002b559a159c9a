package lesson4j.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.Collection;
import java.util.List;
import org.knowm.xchart.XYSeries;

/** The names of the series below a chart, in columns; XChart's own row would run out of the picture. */
final class Legend {
    private static final double SAMPLE = 28;
    private static final double GAP = 6;
    private static final double BETWEEN = 20;
    private static final int ROW = 20;

    private final List<XYSeries> named;
    private final double column;
    private final int columns;

    /** Arranges the names of {@code series} within {@code width} points. */
    Legend(Collection<XYSeries> series, int width) {
        var names = series.stream().filter(XYSeries::isShowInLegend).toList();
        named = names.size() < 2 ? List.of() : names;
        column = SAMPLE + GAP + BETWEEN + Fonts.widest(named.stream().map(XYSeries::getLabel), Fonts.plain(12));
        columns = Math.max(1, Math.min(named.size(), (int) (width / column)));
    }

    /** Returns how much room the names need. */
    int height() {
        return named.isEmpty() ? 0 : (named.size() + columns - 1) / columns * ROW + ROW / 2;
    }

    /** Draws the names at the foot of a white sheet. */
    void paint(Graphics2D g, int width, int bottom) {
        int top = bottom - height();
        g.setColor(Color.WHITE);
        g.fillRect(0, top, width, height());
        double left = (width - columns * column + BETWEEN) / 2;
        for (int i = 0; i < named.size(); i++) {
            paint(g, named.get(i), left + i % columns * column, top + (i / columns + 0.5) * ROW);
        }
    }

    private static void paint(Graphics2D g, XYSeries series, double x, double middle) {
        if (!Alt.isScatter(series)) {
            g.setColor(series.getLineColor());
            g.setStroke(series.getLineStyle());
            g.draw(new Line2D.Double(x, middle, x + SAMPLE, middle));
        }
        g.setColor(series.getMarkerColor());
        series.getMarker().paint(g, x + SAMPLE / 2, middle, 8);
        var font = Fonts.plain(12);
        g.setFont(font);
        g.setColor(Canvas.INK);
        g.drawString(series.getLabel(), (float) (x + SAMPLE + GAP), (float) (middle + Fonts.capHeight(font) / 2));
    }
}
