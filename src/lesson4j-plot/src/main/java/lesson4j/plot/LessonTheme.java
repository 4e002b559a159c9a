package lesson4j.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.knowm.xchart.style.theme.AbstractBaseTheme;

/** The one look of all charts: white, light grid, colours that everybody can tell apart, our own font. */
final class LessonTheme extends AbstractBaseTheme {
    /** XChart draws a line piece by piece, and only round ends leave no seam. */
    static final BasicStroke LINE = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    static final BasicStroke THIN = new BasicStroke(1.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final BasicStroke DASHED =
            new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {8, 4}, 0);

    /** Okabe and Ito's colours without the yellow. */
    private static final int[] COLOURS = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xe69f00, 0x000000};

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.SQUARE,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_DOWN,
        SeriesMarkers.CROSS,
        SeriesMarkers.PLUS
    };

    static Color colour(int series) {
        return new Color(COLOURS[series % COLOURS.length]);
    }

    static Marker marker(int series) {
        return MARKERS[series % MARKERS.length];
    }

    /** Gives a chart its titles, which may be missing, and sizes what other charts take from the theme. */
    static void putOn(
            AxesChart<? extends AxesChartStyler, ?> chart,
            @Nullable String title,
            @Nullable String xTitle,
            @Nullable String yTitle) {
        chart.setTitle(Objects.requireNonNullElse(title, ""));
        chart.setXAxisTitle(Objects.requireNonNullElse(xTitle, ""));
        chart.setYAxisTitle(Objects.requireNonNullElse(yTitle, ""));
        AxesChartStyler styler = chart.getStyler();
        Fonts.putInto(styler);
        styler.setAxisTickLabelsColor(Canvas.INK)
                .setAxisTickMarksColor(new Color(0x8c8c8c))
                .setAxisTicksMarksVisible(false)
                .setPlotTicksMarksVisible(false)
                .setPlotGridLinesColor(new Color(0xe4e4e4))
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotMargin(0)
                // seen through to the chart's white, or it would cover half of the axes
                .setPlotBackgroundColor(new Color(255, 255, 255, 0))
                .setLegendPosition(LegendPosition.OutsideS);
    }

    @Override
    public Color[] getSeriesColors() {
        return IntStream.of(COLOURS).mapToObj(Color::new).toArray(Color[]::new);
    }

    @Override
    public BasicStroke[] getSeriesLines() {
        return new BasicStroke[] {LINE};
    }

    @Override
    public Font getBaseFont() {
        return Fonts.plain(12);
    }

    @Override
    public Font getLegendFont() {
        return Fonts.plain(12);
    }

    @Override
    public Font getAxisTitleFont() {
        return Fonts.plain(12);
    }

    @Override
    public Font getChartTitleFont() {
        return Fonts.plain(15);
    }

    @Override
    public Color getChartFontColor() {
        return Canvas.INK;
    }

    @Override
    public Color getLegendBorderColor() {
        return Color.WHITE;
    }

    @Override
    public boolean isPlotBorderVisible() {
        return false;
    }
}
