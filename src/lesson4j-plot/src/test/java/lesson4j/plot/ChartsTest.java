package lesson4j.plot;

import static lesson4j.plot.Charts.bars;
import static lesson4j.plot.Charts.confusionMatrix;
import static lesson4j.plot.Charts.lines;
import static lesson4j.plot.Charts.panels;
import static lesson4j.plot.Charts.picture;
import static lesson4j.plot.Charts.plot;
import static lesson4j.plot.Charts.plotFunction;
import static lesson4j.plot.Charts.scatter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.awt.Font;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.nd4j.linalg.factory.Nd4j;

class ChartsTest {
    private static final int BLUE = 0x0072b2;
    private static final int VERMILLION = 0xd55e00;

    @Test
    void drawsAFunctionFromMinusTwoToTwo() {
        var chart = plotFunction(x -> x * x);

        var series = chart.getSeries("f(x)");
        assertThat(series.getXData()).hasSize(101).startsWith(-2).endsWith(2).contains(0.0);
        assertThat(series.getYMax()).isEqualTo(4);
        assertThat(chart.getWidth()).isEqualTo(720);
        assertThat(chart.getHeight()).isEqualTo(420);
        assertThat(chart).hasToString("Line chart: x −2 to 2, y f(x) 0 to 4.");
    }

    @Test
    void drawsAtTwoPixelsPerPointOnWhite() {
        var picture = picture(plotFunction(x -> x * x, "x", "x²", "Square", -1, 1));

        assertThat(picture.image().getWidth()).isEqualTo(1440);
        assertThat(picture.image().getHeight()).isEqualTo(840);
        assertThat(picture.width()).isEqualTo(720);
        assertThat(Ink.of(picture)).isGreaterThan(10_000);
        assertThat(Ink.of(picture, BLUE)).isGreaterThan(1000);
        assertThat(Ink.atBorder(picture, 8)).isZero();
    }

    @Test
    void addsARedPointAndATangentWithItsSlope() {
        var chart =
                plotFunction(x -> x * x, "x", "x²").addTangent(x -> x * x, -1.5).addPoint(-1.5, 2.25);

        assertThat(chart.getSeriesCollection())
                .extracting(XYSeries::getName)
                .containsExactly("x²", "slope −3", "(−1.5, 2.25)");
        assertThat(chart.getSeries("(−1.5, 2.25)").getMarkerColor().getRGB() & 0xffffff)
                .isEqualTo(VERMILLION);
        assertThat(new Legend(chart.getSeriesCollection(), 720).height()).isEqualTo(30);
    }

    @Test
    void drawsDataBlueAndModelRedWithinTheGivenLimits() {
        var time = Nd4j.arange(20);
        var chart = scatter("Roller coaster", "time (s)", "speed", time, time.mul(2))
                .addScatter("model", time, time.mul(3))
                .yLimits(-300, 100);

        var picture = picture(chart);

        assertThat(Ink.of(picture, BLUE)).isGreaterThan(500);
        assertThat(Ink.of(picture, VERMILLION)).isGreaterThan(500);
        assertThat(chart.getStyler().getYAxisMin()).isEqualTo(-300);
        assertThat(picture.alt())
                .isEqualTo("Scatter chart 'Roller coaster': x time (s) 0 to 19, y speed 0 to 57; series speed, model.");
    }

    @Test
    void tellsLinesApartByColourAndMark() {
        var chart = lines("Loss", "epoch", "loss", Map.of("valid", new double[] {3, 2}, "train", new double[] {2, 1}));

        var train = chart.getSeries("train");
        var valid = chart.getSeries("valid");
        assertThat(chart.getSeriesCollection()).containsExactly(train, valid);
        assertThat(train.getLineColor()).isNotEqualTo(valid.getLineColor());
        assertThat(train.getMarker()).isNotEqualTo(valid.getMarker());
        assertThat(chart).hasToString("Line chart 'Loss': x epoch 0 to 1, y loss 1 to 3; series train, valid.");
    }

    @Test
    void keepsTheSeriesAndTheSizeWhenPainted() {
        var chart = plot("t", "x", "y").addLine("a", new double[] {1, 2, 3}).addLine("b", new double[] {2, 1, 0});

        panels(chart, chart);
        picture(chart);

        assertThat(chart.getSeriesCollection()).hasSize(2);
        assertThat(chart.getWidth()).isEqualTo(720);
        assertThat(chart.getHeight()).isEqualTo(420);
        assertThat(chart.getStyler().isLegendVisible()).isTrue();
        assertThat(chart.getStyler().isChartTitleVisible()).isTrue();
    }

    @Test
    void breaksALongLegendIntoRows() {
        var chart = plot("Seven", "x", "y");
        for (int i = 0; i < 7; i++) {
            chart.addLine("a rather long name, number " + i, new double[] {i, i + 1});
        }

        var picture = picture(chart);

        assertThat(Ink.atBorder(picture, 8)).isZero();
        assertThat(new Legend(chart.getSeriesCollection(), 720).height()).isEqualTo(3 * 20 + 10);
    }

    @Test
    void drawsEmptyConstantAndLogarithmicCharts() {
        assertThat(picture(plot("", "x", "y")).alt()).isEqualTo("Empty chart.");
        assertThat(Ink.of(picture(plot("", "x", "y").addLine("c", new double[] {1, 1, 1})), BLUE))
                .isPositive();
        assertThat(Ink.of(
                        picture(plot("", "lr", "loss")
                                .addLine("l", new double[] {1e-5, 1e-3, 0.1}, new double[] {3, 2, 4})
                                .logX()),
                        BLUE))
                .isPositive();
    }

    @Test
    void leavesOutWhatIsNotFinite() {
        var log = plotFunction(x -> -Math.log(x), "−log", 0, 1);
        var lost = plot("Diverged", "epoch", "loss").addLine("l", new double[] {Double.NaN, Double.NaN});

        assertThat(Ink.of(picture(log), BLUE)).isGreaterThan(1000);
        assertThat(log).hasToString("Line chart '−log': x 0 to 1, y f(x) 0 to 4.605.");
        assertThat(picture(lost).alt()).isEqualTo("Line chart 'Diverged': x epoch 0 to 1, y loss without numbers.");
    }

    @Test
    void showsASingleValueAsADot() {
        assertThat(Ink.of(picture(Charts.line("One epoch", "epoch", "loss", new double[] {0.5})), BLUE))
                .isGreaterThan(50);
    }

    @Test
    void namesOnlySeveralSeries() {
        var chart = plotFunction(x -> x).addPoint(1, 1);

        assertThat(new Legend(chart.getSeriesCollection(), 720).height()).isZero();
        chart.addFunction("2x", x -> 2 * x);
        assertThat(new Legend(chart.getSeriesCollection(), 720).height()).isEqualTo(30);
    }

    @Test
    void drawsOtherChartsInOurFont() {
        var chart = new XYChartBuilder().title("Plain").build();
        chart.getStyler().setLegendFont(new Font("Serif", Font.PLAIN, 20));

        picture(chart);

        assertThat(chart.getStyler().getChartTitleFont().getFontName()).isEqualTo("DejaVu Sans Bold");
        assertThat(chart.getStyler().getAxisTickLabelsFont().getFontName()).isEqualTo("DejaVu Sans Bold");
        assertThat(chart.getStyler().getLegendFont().getName()).isEqualTo("Serif");
    }

    @Test
    void refusesSeriesThatDoNotFit() {
        var chart = plot("", "x", "y").addLine("a", new double[] {1});

        assertThatThrownBy(() -> chart.addLine("b", new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected as many x as y for 'b' but found 2 and 3. Give one y per x.");
        assertThatThrownBy(() -> chart.addLine("a", new double[2]))
                .hasMessage("Expected a new name but 'a' is already in the chart. Give each series its own name.");
    }

    @Test
    void drawsBarsWithTheirValues() {
        var chart = bars("Softmax", "digit", "probability", Nd4j.createFromArray(0.2, 0.8));

        assertThat(Charts.alt(chart)).isEqualTo("Bar chart 'Softmax': probability by digit: 0 0.2, 1 0.8.");
        assertThat(Ink.of(picture(chart), BLUE)).isGreaterThan(10_000);
        assertThatThrownBy(() -> bars(List.of("3"), new double[2]))
                .hasMessage("Expected one value per label but found 1 labels and 2 values. Give each bar a label.");
    }

    @Test
    void writesNoDigitsOverShortBarsThatTheLongestHasNot() {
        var number = bars(List.of("a", "b"), new double[] {0.9988, 0.0002665})
                .getStyler()
                .getYAxisTickLabelsFormattingFunction();

        assertThat(number.apply(0.9988)).isEqualTo("0.9988");
        assertThat(number.apply(0.0002665)).isEqualTo("0.0003");
        assertThat(number.apply(8.664e-9)).isEqualTo("0");
    }

    @Test
    void leavesRoomForTheNumbersOfLongBars() {
        var both = bars(List.of("a", "b"), new double[] {-3, 5}).getStyler();
        var negative = bars(List.of("a", "b"), new double[] {-3, -1}).getStyler();

        assertThat(both.getYAxisMin()).isLessThan(-4);
        assertThat(both.getYAxisMax()).isGreaterThan(6);
        assertThat(negative.getYAxisMax()).isZero();
        assertThat(Ink.of(picture(bars(List.of("a", "b"), new double[] {Double.NaN, 0}))))
                .isPositive();
    }

    @Test
    void drawsFourPanelsTwoByTwo() {
        var one = plotFunction(x -> x);

        var picture = panels(List.of(one, one, one, one));

        assertThat(picture.width()).isEqualTo(720);
        assertThat(picture.height()).isEqualTo(560);
        assertThatThrownBy(() -> panels(0, one))
                .hasMessage("Expected at least 1 column but found 0. Use panels(charts) for a usual grid.");
    }

    @Test
    void drawsAndDescribesAnyChartOfXChart() {
        var xy = new XYChartBuilder().title("Plain").build();
        xy.addSeries("a", new double[] {0, 1}, new double[] {2, 3});
        var pie = new PieChartBuilder().title("Pie").build();
        pie.addSeries("x", 1);
        pie.addSeries("y", 2);

        assertThat(picture(xy).alt()).isEqualTo("Line chart 'Plain': x 0 to 1, y 2 to 3.");
        assertThat(Charts.alt(pie)).isEqualTo("Pie chart 'Pie'; series x, y.");
    }

    @Test
    void drawsAConfusionMatrixWithItsCounts() {
        var counts = new int[][] {{990, 20}, {15, 1013}};

        var picture = confusionMatrix(counts, List.of("3", "7"));

        assertThat(picture.alt())
                .isEqualTo("Confusion matrix of 2 classes, rows actual, columns predicted: 2003 of 2038 right.");
        assertThat(picture.text()).isEqualTo("""
                actual \\ predicted    3     7
                                 3  990    20
                                 7   15  1013""");
        assertThat(confusionMatrix(counts, List.of("3", "7"), true).text()).contains("0.98  0.02");
        assertThat(Ink.of(picture)).isGreaterThan(40_000);
        assertThat(Ink.atBorder(picture, 8)).isZero();
    }

    @Test
    void refusesAConfusionMatrixThatIsNotSquare() {
        assertThatThrownBy(() -> confusionMatrix(new int[][] {{1, 2}}, List.of("3", "7")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected as many rows and columns as classes (2) but found 1 rows of [2] columns."
                        + " Give counts[actual][predicted] and one name per class.");
    }

    @Test
    void numbersTooLargeForAnAxisLeaveAGapInsteadOfHanging() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            var chart = lines("t", "x", "y", Map.of("loss", new double[] {0, 1, 1e300, -1e30, 2}));

            assertThat(picture(chart).alt()).isEqualTo("Line chart 't': x 0 to 4, y 0 to 2.");
        });
    }
}
