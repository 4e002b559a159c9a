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
        var names = chart.getSeriesCollection().stream().map(Series::getName).toList();
        if (names.isEmpty()) {
            return "Empty chart" + quoted(chart.getTitle()) + ".";
        }
        String kind = chart.getClass().getSimpleName().replaceFirst("Chart$", "");
        String what = "";
        if (chart instanceof XYChart xy) {
            kind = xy.getSeriesCollection().stream().allMatch(Alt::isScatter) ? "Scatter" : "Line";
            var x = axis("x ", xy.getXAxisTitle()) + range(xy, XYSeries::getXMin, XYSeries::getXMax);
            what = ": " + x + ", " + axis("y ", xy.getYAxisTitle()) + range(xy, XYSeries::getYMin, XYSeries::getYMax);
        } else if (chart instanceof CategoryChart bars) {
            kind = "Bar";
            var x = blank(bars.getXAxisTitle()) ? "bar" : bars.getXAxisTitle();
            what = blank(bars.getYAxisTitle()) ? "" : ": " + bars.getYAxisTitle() + " by " + x;
            what += heights(bars.getSeriesCollection());
        }
        String series = names.size() < 2 ? "" : "; series " + some(names, MOST_NAMES);
        return kind + " chart" + quoted(chart.getTitle()) + what + series + ".";
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
