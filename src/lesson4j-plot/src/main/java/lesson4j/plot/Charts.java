package lesson4j.plot;

import static lesson4j.plot.Given.each;
import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.numbers;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.theme.Theme;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Draws functions, points, lines and bars with XChart, and says in a sentence what a chart shows.
 *
 * <p>{@code import static lesson4j.plot.Charts.*;} then {@code plotFunction(x -> x * x)}.
 */
public final class Charts {
    static final int WIDTH = 720;
    static final int HEIGHT = 420;
    static final int STRIP = 240;

    private Charts() {}

    /** Starts an empty chart to add to: {@code plot("Speed", "time (s)", "speed").addScatter("data", t, v)}. */
    public static Plot plot(String title, String xTitle, String yTitle) {
        return new Plot(title, xTitle, yTitle);
    }

    /** Draws a function from −2 to 2, through 101 points: {@code plotFunction(x -> x * x)}. */
    public static Plot plotFunction(DoubleUnaryOperator f) {
        return plotFunction(f, "x", "f(x)", "", -2, 2);
    }

    /** Draws a function from −2 to 2 with axis titles: {@code plotFunction(x -> x * x, "x", "x²")}. */
    public static Plot plotFunction(DoubleUnaryOperator f, String tx, String ty) {
        return plotFunction(f, tx, ty, "", -2, 2);
    }

    /** Draws a function under a title: {@code plotFunction(Math::tanh, "tanh", -4, 4)}. */
    public static Plot plotFunction(DoubleUnaryOperator f, String title, double min, double max) {
        return plotFunction(f, "x", "f(x)", title, min, max);
    }

    /** Draws a function from {@code min} to {@code max} with axis titles and a title, as fast.ai's plot_function. */
    public static Plot plotFunction(DoubleUnaryOperator f, String tx, String ty, String title, double min, double max) {
        return plot(title, tx, ty).addFunction(ty, f, min, max);
    }

    /** Draws points from two vectors of the same length, any shape: {@code scatter(time, speed)}. */
    public static Plot scatter(INDArray x, INDArray y) {
        return scatter("", "x", "y", values(x), values(y));
    }

    /** Draws points with titles: {@code scatter("Roller coaster", "time (s)", "speed", t, v)}. */
    public static Plot scatter(String title, String xTitle, String yTitle, double[] x, double[] y) {
        return plot(title, xTitle, yTitle).addScatter(yTitle, x, y);
    }

    /** Draws points from vectors with titles: {@code scatter("Roller coaster", "time (s)", "speed", t, v)}. */
    public static Plot scatter(String title, String xTitle, String yTitle, INDArray x, INDArray y) {
        return scatter(title, xTitle, yTitle, values(x), values(y));
    }

    /** Draws one line of values at 0, 1, 2 …: {@code line("Accuracy", "epoch", "accuracy", values)}. */
    public static Plot line(String title, String xTitle, String yTitle, double[] values) {
        return plot(title, xTitle, yTitle).addLine(yTitle, values);
    }

    /** Draws one line per entry: {@code lines("Loss", "epoch", "loss", Map.of("train", train, "valid", valid))}. */
    public static Plot lines(String title, String xTitle, String yTitle, Map<String, double[]> series) {
        var plot = plot(title, xTitle, yTitle);
        boolean ordered = series instanceof LinkedHashMap || series instanceof SortedMap;
        // the order of Map.of differs from run to run, and with it the colours would
        (ordered ? series : sorted(series)).forEach(plot::addLine);
        return plot;
    }

    private static Map<String, double[]> sorted(Map<String, double[]> series) {
        Map<String, double[]> sorted = new TreeMap<>(Comparator.nullsFirst(Comparator.naturalOrder()));
        sorted.putAll(given(series, "the lines"));
        return sorted;
    }

    /** Draws a bar per label with its value above: {@code bars(List.of("3", "7"), new double[] {0.9, 0.1})}. */
    public static CategoryChart bars(List<String> labels, double[] values) {
        return Bars.of("", "", "", labels, values);
    }

    /** Draws a bar per value of a vector, labelled 0, 1, 2 …: {@code bars("Softmax", "digit", "probability", preds)}. */
    public static CategoryChart bars(String title, String xTitle, String yTitle, INDArray values) {
        double[] heights = values(values);
        var labels =
                IntStream.range(0, heights.length).mapToObj(Integer::toString).toList();
        return Bars.of(title, xTitle, yTitle, labels, heights);
    }

    /** Draws a bar per label with titles: {@code bars("Softmax", "digit", "probability", labels, values)}. */
    public static CategoryChart bars(String title, String xTitle, String yTitle, List<String> labels, double[] values) {
        return Bars.of(title, xTitle, yTitle, labels, values);
    }

    /** Draws up to three charts in a row, four as two by two: {@code panels(step1, step2, step3, step4)}. */
    public static Picture panels(Chart<?, ?>... charts) {
        given(charts, "the charts");
        return panels(charts.length == 4 ? 2 : Math.min(3, Math.max(1, charts.length)), charts);
    }

    /** Draws the charts of a list: {@code panels(steps)}. */
    public static Picture panels(List<? extends Chart<?, ?>> charts) {
        return panels(each(charts, "the charts").toArray(Chart<?, ?>[]::new));
    }

    /**
     * Draws several charts in {@code columns} columns that share the width of a page.
     *
     * @throws IllegalArgumentException when {@code columns} is less than 1
     */
    public static Picture panels(int columns, Chart<?, ?>... charts) {
        if (columns < 1) {
            throw new IllegalArgumentException(
                    "Expected at least 1 column but found " + columns + ". Use panels(charts) for a usual grid.");
        }
        int width = Math.max(WIDTH / columns, 200);
        int height = columns == 1 ? HEIGHT : columns == 2 ? 280 : 230;
        var pictures = each(charts, "the charts").stream()
                .map(chart -> picture(chart, width, height))
                .toList();
        return Picture.rows(
                IntStream.range(0, (charts.length + columns - 1) / columns)
                        .map(row -> row * columns)
                        .mapToObj(from -> pictures.subList(from, Math.min(from + columns, charts.length)))
                        .toList(),
                0);
    }

    /** Returns the look of our charts, for one that XChart builds: {@code new PieChart(400, 300, theme())}. */
    public static Theme theme() {
        return new LessonTheme();
    }

    /** Draws any XChart chart at two pixels per point, with its {@link #alt} sentence: {@code picture(chart)}. */
    public static Picture picture(Chart<?, ?> chart) {
        given(chart, "the chart");
        return picture(chart, chart.getWidth(), chart.getHeight());
    }

    /**
     * Says in one sentence what a chart shows, from its titles, ranges and series.
     *
     * <p>{@code Line chart 'Accuracy': x epoch 0 to 39, y accuracy 0.51 to 0.98; series train, valid.}
     */
    public static String alt(Chart<?, ?> chart) {
        return Alt.of(given(chart, "the chart"));
    }

    /**
     * Draws a confusion matrix with its counts; the darker a cell, the larger its share of the row.
     *
     * <p>{@code confusionMatrix(new int[][] {{990, 20}, {15, 1013}}, List.of("3", "7"))}
     *
     * @param counts {@code counts[actual][predicted]}, square
     * @param classes one name per row
     */
    public static Picture confusionMatrix(int[][] counts, List<String> classes) {
        return Confusion.of(counts, classes, false);
    }

    /** Draws a confusion matrix, with shares of each row in place of counts when {@code normalize} is true. */
    public static Picture confusionMatrix(int[][] counts, List<String> classes, boolean normalize) {
        return Confusion.of(counts, classes, normalize);
    }

    private static Picture picture(Chart<?, ?> chart, int width, int height) {
        if (chart.getTitle() == null) {
            chart.setTitle(""); // XChart measures it
        }
        Fonts.putInto(chart.getStyler());
        var alt = alt(chart);
        shorten(chart);
        int ownWidth = chart.getWidth();
        int ownHeight = chart.getHeight();
        var canvas = new Canvas(width, height);
        chart.paint(canvas.pen(), width, height);
        if (chart.getWidth() != ownWidth || chart.getHeight() != ownHeight) {
            // XChart replaces a chart's own size by the last one it was painted in
            chart.paint(Canvas.unseen(), ownWidth, ownHeight);
        }
        return new Picture(canvas.done(), alt);
    }

    /** Cuts what no page is wide enough for, and spells out what cannot be seen. XChart measures every character. */
    private static void shorten(Chart<?, ?> chart) {
        chart.setTitle(Plain.line(chart.getTitle(), Plain.LINE));
        if (chart instanceof AxesChart<?, ?> axes) {
            axes.setXAxisTitle(Plain.line(axes.getXAxisTitle(), Plain.LINE));
            axes.setYAxisTitle(Plain.line(axes.getYAxisTitle(), Plain.LINE));
        }
        chart.getSeriesCollection().forEach(series -> series.setLabel(Plain.line(series.getLabel(), Plain.LINE)));
    }

    /** Returns all values of a vector, or of any other shape row by row. */
    static double[] values(INDArray vector) {
        return numbers(vector, "the vector").dup('c').reshape(vector.length()).toDoubleVector();
    }
}
