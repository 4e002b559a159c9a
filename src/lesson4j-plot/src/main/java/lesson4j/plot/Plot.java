package lesson4j.plot;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.wrong;
import static org.knowm.xchart.XYSeries.XYSeriesRenderStyle.Line;
import static org.knowm.xchart.XYSeries.XYSeriesRenderStyle.Scatter;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An XChart {@link XYChart} in our theme, to which lines, points and functions are added one after the other.
 *
 * <p>{@code plotFunction(x -> x * x).addPoint(-1.5, 2.25)}. All that XChart offers still works on it.
 */
public final class Plot extends EvenChart {
    private static final double LARGEST = 1e17;

    Plot(@Nullable String title, @Nullable String xTitle, @Nullable String yTitle) {
        super(title, xTitle, yTitle);
    }

    /**
     * Adds a line through the given points; each line has its own colour and mark.
     *
     * @param name what the legend calls it, different for each series
     * @throws IllegalArgumentException when the lengths differ or the name is taken
     */
    public Plot addLine(@Nullable String name, double[] x, double[] y) {
        int index = getSeriesCollection().size();
        add(name, x, y, Line).setMarker(lineMarker(index, y)).setLineStyle(LessonTheme.LINE);
        return this;
    }

    /** Adds a line of values at 0, 1, 2 …, such as one per epoch: {@code addLine("valid", losses)}. */
    public Plot addLine(@Nullable String name, double[] y) {
        return addLine(
                name,
                IntStream.range(0, given(y, "the values").length)
                        .asDoubleStream()
                        .toArray(),
                y);
    }

    /** Adds a line from two vectors of the same length: {@code addLine("model", time, preds)}. */
    public Plot addLine(@Nullable String name, INDArray x, INDArray y) {
        return addLine(name, Charts.values(x), Charts.values(y));
    }

    /** Adds points; each series has its own colour and shape: {@code addScatter("measured", time, speed)}. */
    public Plot addScatter(@Nullable String name, double[] x, double[] y) {
        int index = getSeriesCollection().size();
        add(name, x, y, Scatter).setMarker(LessonTheme.marker(index));
        return this;
    }

    /** Adds points from two vectors of the same length, any shape: {@code addScatter("model", time, preds)}. */
    public Plot addScatter(@Nullable String name, INDArray x, INDArray y) {
        return addScatter(name, Charts.values(x), Charts.values(y));
    }

    /** Adds points that are joined in their order, a walk: {@code addPath("steps", weights, losses)}. */
    public Plot addPath(@Nullable String name, double[] x, double[] y) {
        int index = getSeriesCollection().size();
        add(name, x, y, Line).setMarker(LessonTheme.marker(index)).setLineStyle(LessonTheme.THIN);
        return this;
    }

    /** Adds a function over the range that is already shown: {@code addFunction("2x", x -> 2 * x)}. */
    public Plot addFunction(@Nullable String name, DoubleUnaryOperator f) {
        return addFunction(name, f, left(), right());
    }

    /** Adds a function from {@code min} to {@code max}, drawn through 101 points. */
    public Plot addFunction(@Nullable String name, DoubleUnaryOperator f, double min, double max) {
        given(f, "the function");
        double[] x = IntStream.rangeClosed(0, 100)
                .mapToDouble(i -> min + (max - min) * i / 100)
                .toArray();
        return addLine(name, x, Arrays.stream(x).map(f).toArray());
    }

    /** Adds one red dot: {@code plotFunction(x -> x * x).addPoint(-1.5, 2.25)}. */
    public Plot addPoint(double x, double y) {
        var name = "(" + NumberText.text(x) + ", " + NumberText.text(y) + ")";
        var dot = add(name, new double[] {x}, new double[] {y}, Scatter);
        dot.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(LessonTheme.colour(1));
        dot.setShowInLegend(false);
        return this;
    }

    /**
     * Adds the straight line that touches {@code f} at {@code x}, with its slope in the legend.
     *
     * <p>{@code plotFunction(f).addPoint(-1.5, 2.25).addTangent(f, -1.5)} shows the slope −3.
     */
    public Plot addTangent(DoubleUnaryOperator f, double x) {
        given(f, "the function");
        double h = 1e-5 * Math.max(1, Math.abs(x));
        double slope = (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
        double reach = 0.15 * (right() - left());
        double rise = slope * reach;
        double y = f.applyAsDouble(x);
        String name = "slope " + NumberText.text(slope, 3);
        var line = add(name, new double[] {x - reach, x + reach}, new double[] {y - rise, y + rise}, Line);
        line.setMarker(SeriesMarkers.NONE).setLineStyle(LessonTheme.DASHED);
        return this;
    }

    /** Shows y from {@code min} to {@code max} only, so that several charts can be compared. */
    public Plot yLimits(double min, double max) {
        limits(min, max);
        getStyler().setYAxisMin(min).setYAxisMax(max);
        return this;
    }

    /** Shows x from {@code min} to {@code max} only. */
    public Plot xLimits(double min, double max) {
        limits(min, max);
        getStyler().setXAxisMin(min).setXAxisMax(max);
        return this;
    }

    /** Draws x in powers of ten, as for learning rates; all x must be above 0. */
    public Plot logX() {
        var least = getSeriesCollection().stream()
                .flatMapToDouble(series -> DoubleStream.of(series.getXData()))
                .filter(x -> !Double.isNaN(x))
                .boxed()
                .min(Comparator.naturalOrder());
        if (least.isEmpty() || least.get() <= 0) {
            String what = "Expected points whose x are above 0 for an axis in powers of ten but found %s. %s";
            throw wrong(what, least.map(String::valueOf).orElse("none"), "Leave logX out, or those points.");
        }
        getStyler().setXAxisLogarithmic(true).setXAxisTickLabelsFormattingFunction(NumberText::text);
        return this;
    }

    /** Makes the chart {@code width} by {@code height} points: {@code size(720, 240)} is a strip. */
    public Plot size(int width, int height) {
        if (width < 1 || height < 1) {
            throw wrong("Expected a size of 1 point or more but found %d by %d. Ours are 720 by 420.", width, height);
        }
        setWidth(width);
        setHeight(height);
        return this;
    }

    /** Returns the sentence that stands for this chart, see {@link Charts#alt}. */
    @Override
    public String toString() {
        return Charts.alt(this);
    }

    private static double[] finite(double[] values) {
        return DoubleStream.of(values)
                .map(v -> Math.abs(v) > LARGEST ? Double.NaN : v)
                .toArray();
    }

    /** No axis can hold an infinity, and XChart never ends its ticks beyond 1e17. */
    private static void limits(double min, double max) {
        if (!(min < max && Math.abs(min) <= LARGEST && Math.abs(max) <= LARGEST)) {
            String what = "Expected limits from a smaller to a larger number but found %s and %s. %s";
            throw wrong(what, min, max, "Leave them out to see all.");
        }
    }

    private XYSeries add(@Nullable String given, double[] x, double[] y, XYSeriesRenderStyle style) {
        // a chart whose axis has no title has a series without a name, which XChart refuses
        String name = given == null || given.isBlank()
                ? "series " + (getSeriesCollection().size() + 1)
                : given;
        if (given(x, "x").length != given(y, "y").length) {
            String what = "Expected as many x as y for '%s' but found %d and %d. Give one y per x.";
            throw wrong(what, name, x.length, y.length);
        }
        if (x.length == 0) {
            throw wrong("Expected points for '%s' but found none. Give one x and one y or more.", name);
        }
        if (getSeries(name) != null) {
            throw wrong("Expected a new name but '%s' is already in the chart. Give each series its own name.", name);
        }
        var colour = LessonTheme.colour(getSeriesCollection().size());
        // no axis could hold an infinity, as log(0) is, and XChart never ends its ticks beyond 1e17; NaN leaves a gap
        var series = addSeries(name, finite(x), finite(y));
        series.setXYSeriesRenderStyle(style).setLineColor(colour);
        series.setMarkerColor(colour).setFillColor(colour);
        return series;
    }

    /** The first line needs no mark, unless it is a single value, which has no line to be seen. */
    private static Marker lineMarker(int index, double[] y) {
        if (DoubleStream.of(y).filter(Double::isFinite).count() == 1) {
            return LessonTheme.marker(index);
        }
        return index == 0 ? SeriesMarkers.NONE : new SparseMarker(LessonTheme.marker(index), index);
    }
}
