package lesson4j.plot;

import static lesson4j.plot.Given.each;
import static lesson4j.plot.Given.given;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.CategoryStyler;

/** Bars with their values above. */
final class Bars {
    private static final double WIDEST = 100;

    private Bars() {}

    static CategoryChart of(
            @Nullable String title,
            @Nullable String xTitle,
            @Nullable String yTitle,
            List<String> names,
            double[] values) {
        var labels = each(names, "the labels").stream()
                .map(name -> Plain.line(name, Plain.LINE))
                .toList();
        given(values, "the values");
        if (values.length == 0) {
            throw new IllegalArgumentException("Expected bars but found none. Give one label and one value or more.");
        }
        if (labels.size() != values.length) {
            throw new IllegalArgumentException("Expected one value per label but found " + labels.size()
                    + " labels and " + values.length + " values. Give each bar a label.");
        }
        var chart = new CategoryChart(Charts.WIDTH, Charts.STRIP, new LessonTheme());
        LessonTheme.putOn(chart, title, xTitle, yTitle);
        chart.addSeries(
                yTitle == null || yTitle.isBlank() ? "value" : yTitle,
                labels,
                DoubleStream.of(values).boxed().toList());
        var range = DoubleStream.of(values).filter(Double::isFinite).summaryStatistics();
        style(chart.getStyler(), labels);
        leaveRoom(chart.getStyler(), range);
        double longest = Math.max(Math.abs(range.getMax()), Math.abs(range.getMin()));
        chart.getStyler().setYAxisTickLabelsFormattingFunction(value -> number(value, longest));
        return chart;
    }

    private static void style(CategoryStyler styler, List<String> labels) {
        styler.setPlotGridLinesVisible(false).setPlotContentSize(1).setLegendVisible(false);
        styler.setYAxisTicksVisible(false);
        double label = Fonts.widest(labels.stream(), Fonts.plain(12));
        styler.setXAxisTickMarkSpacingHint((int) label + 8);
        styler.setAvailableSpaceFill(Math.min(0.7, WIDEST * labels.size() / Charts.WIDTH));
        styler.setLabelsVisible(true).setLabelsPosition(1.07).setLabelsFont(Fonts.plain(12));
    }

    /** Rounds to the fourth digit of the longest bar: more digits of a short one would cover those of its neighbour. */
    private static String number(double value, double longest) {
        double unit = Math.pow(10, Math.floor(Math.log10(longest)) - 3);
        boolean rounds = Double.isFinite(value) && unit > 0 && Double.isFinite(unit);
        return NumberText.text(rounds ? unit * Math.rint(value / unit) : value);
    }

    /** Leaves room for the numbers beyond the longest bars. */
    private static void leaveRoom(CategoryStyler styler, DoubleSummaryStatistics values) {
        double high = Math.max(0, values.getMax());
        double low = Math.min(0, values.getMin());
        double room = high > low ? 0.2 * (high - low) : 1;
        styler.setYAxisMin(low < 0 ? low - room : 0).setYAxisMax(high > 0 || low == 0 ? high + room : 0);
    }
}
