package lesson4j.plot;

import java.awt.Graphics2D;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.series.Series.DataType;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;

/** An XChart chart in our theme that mends what looks ragged: ticks, their labels, titles side by side, the legend. */
class EvenChart extends XYChart {
    /** An unseen series whose values are not evenly spaced, see {@link #paintPlot}. */
    private static final XYSeries UNEVEN = uneven(0.1234567, 1.7654321, 9.8712345);

    private static final int TICKS_APART = 74;
    private static final int TITLE = 24;

    private final TickLabels xLabels = new TickLabels();
    private final TickLabels yLabels = new TickLabels();

    /** Takes titles, of which each may be empty, and null is as good as empty. */
    EvenChart(@Nullable String title, @Nullable String xTitle, @Nullable String yTitle) {
        super(Charts.WIDTH, Charts.HEIGHT, new LessonTheme());
        LessonTheme.putOn(this, title, xTitle, yTitle);
        getStyler().setXAxisTickLabelsFormattingFunction(xLabels);
        getStyler().setYAxisTickLabelsFormattingFunction(yLabels);
        getStyler().setYAxisLabelAlignment(TextAlignment.Right);
    }

    /** Draws the chart as XChart does, but with even tick labels and the names in columns below. */
    @Override
    public synchronized void paint(Graphics2D g, int width, int height) {
        var styler = getStyler();
        boolean named = styler.isLegendVisible();
        boolean below = named && styler.getLegendPosition() == LegendPosition.OutsideS;
        var legend = new Legend(below ? getSeriesCollection() : List.of(), width);
        spaceTicks(width);
        evenTitle();
        styler.setLegendVisible(named && !below);
        try {
            xLabels.learn(true);
            yLabels.learn(true);
            paintPlot(Canvas.unseen(), width, height - legend.height());
            xLabels.learn(false);
            yLabels.learn(false);
            paintPlot(g, width, height - legend.height());
        } finally {
            styler.setLegendVisible(named);
            setHeight(height);
        }
        legend.paint(g, width, height);
    }

    /**
     * Paints all but the legend, with ticks at round numbers.
     *
     * <p>XChart 4.0.3 puts ticks at the values themselves, 0 17 34, where all of them are evenly spaced, and has no
     * switch for that. One more series, which is neither drawn nor named, keeps them from being so.
     */
    private void paintPlot(Graphics2D g, int width, int height) {
        seriesMap.put(UNEVEN.getName(), UNEVEN);
        try {
            super.paint(g, width, height);
        } finally {
            seriesMap.remove(UNEVEN.getName());
        }
    }

    /** Makes all titles equally high, or panels would not line up: XChart measures the letters. */
    private void evenTitle() {
        String text = Objects.requireNonNullElse(getTitle(), "");
        var title = getStyler().getChartTitleFont().createGlyphVector(Fonts.METRICS, text);
        int padding = (int) (TITLE - title.getVisualBounds().getHeight()) / 2;
        getStyler().setChartTitlePadding(Math.max(0, padding));
    }

    /** Leaves so much room between ticks that there is none between two epochs. */
    private void spaceTicks(int width) {
        boolean whole = getSeriesCollection().stream()
                .flatMapToDouble(s -> DoubleStream.of(s.getXData()))
                .allMatch(x -> x == Math.rint(x));
        double span = Math.max(1, right() - left());
        double apart = whole ? Math.min(0.6 * width, 0.85 * width / span) : 0;
        getStyler().setXAxisTickMarkSpacingHint((int) Math.max(TICKS_APART, apart));
    }

    final double left() {
        return getSeriesCollection().stream()
                .mapToDouble(XYSeries::getXMin)
                .min()
                .orElse(-2);
    }

    final double right() {
        return getSeriesCollection().stream()
                .mapToDouble(XYSeries::getXMax)
                .max()
                .orElse(2);
    }

    private static XYSeries uneven(double... values) {
        var series = new XYSeries("(uneven)", values, values, null, DataType.Number);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
                .setEnabled(false)
                .setShowInLegend(false);
        return series;
    }
}
