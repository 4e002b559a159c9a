package lesson4j.plot;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;

/** Says in one sentence what a chart shows. */
final class Alt {
    private static final int MOST_NAMES = 8;
    private static final int MOST_BARS = 12;

    private Alt() {}

    static String of(Chart<?, ?> chart) {
        return Plain.line(sentence(chart), Plain.SENTENCE);
    }

    private static String sentence(Chart<?, ?> chart) {
        if (chart.getSeriesCollection().isEmpty()) {
            return "Empty chart" + quoted(chart.getTitle()) + ".";
        }
        if (chart instanceof XYChart xy) {
            var kind = xy.getSeriesCollection().stream().allMatch(Alt::isScatter) ? "Scatter" : "Line";
            var x = axis("x ", xy.getXAxisTitle()) + range(xy, XYSeries::getXMin, XYSeries::getXMax);
            var y = axis("y ", xy.getYAxisTitle()) + range(xy, XYSeries::getYMin, XYSeries::getYMax);
            return sentence(kind, chart, ": " + x + ", " + y);
        }
        if (chart instanceof CategoryChart bars) {
            var x = blank(bars.getXAxisTitle()) ? "bar" : bars.getXAxisTitle();
            var what = blank(bars.getYAxisTitle()) ? "" : ": " + bars.getYAxisTitle() + " by " + x;
            return sentence("Bar", chart, what + heights(bars.getSeriesCollection()));
        }
        return sentence(chart.getClass().getSimpleName().replaceFirst("Chart$", ""), chart, "");
    }

    private static String sentence(String kind, Chart<?, ?> chart, String what) {
        var names = chart.getSeriesCollection().stream().map(Series::getName).toList();
        return kind + " chart" + quoted(chart.getTitle()) + what
                + (names.size() < 2 ? "" : "; series " + some(names, MOST_NAMES)) + ".";
    }

    private static String range(XYChart chart, ToDoubleFunction<XYSeries> low, ToDoubleFunction<XYSeries> high) {
        var series = chart.getSeriesCollection();
        return NumberText.range(
                series.stream().mapToDouble(low).min().orElse(0),
                series.stream().mapToDouble(high).max().orElse(0));
    }

    /** Returns the height of each bar, if there is one series of them. */
    private static String heights(Collection<CategorySeries> series) {
        if (series.size() > 1) {
            return "";
        }
        var bars = series.iterator().next();
        var labels = List.copyOf(bars.getXData());
        var values = IntStream.range(0, labels.size())
                .mapToObj(i -> labels.get(i) + " " + NumberText.text(bars.getYData()[i]));
        return ": " + some(values.toList(), MOST_BARS);
    }

    private static String some(List<String> texts, int most) {
        return texts.stream().limit(most).collect(Collectors.joining(", "))
                + (texts.size() > most ? " and " + (texts.size() - most) + " more" : "");
    }

    static boolean isScatter(XYSeries series) {
        return series.getXYSeriesRenderStyle()
                .filter(XYSeriesRenderStyle.Scatter::equals)
                .isPresent();
    }

    private static String quoted(@Nullable String title) {
        return blank(title) ? "" : " '" + title + "'";
    }

    private static String axis(String letter, @Nullable String title) {
        return title == null || title.isBlank() || title.equals(letter.strip()) ? letter : letter + title + " ";
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
