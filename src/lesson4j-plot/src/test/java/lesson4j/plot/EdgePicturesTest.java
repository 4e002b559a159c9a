package lesson4j.plot;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.nd4j.linalg.factory.Nd4j;

/** Pictures of too much, of nothing, and of numbers that no axis holds. */
class EdgePicturesTest {
    private static final double[] EDGES = {
        0, -1, 1, 1e-300, Double.MIN_VALUE, 1e18, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    /** The short run draws every third of eight charts for each pair of numbers, so other ones each time. */
    private int asked;

    @Test
    void whatNoNotebookCouldShowIsRefusedBeforeItTakesMemory() {
        for (Runnable huge : List.<Runnable>of(
                () -> Images.pixelTable(Nd4j.zeros(900, 900)),
                () -> Images.showImages(Nd4j.zeros(40_000, 16)),
                () -> Charts.picture(Charts.plotFunction(x -> x).size(100_000, 100_000)),
                () -> Charts.picture(new XYChart(Integer.MAX_VALUE, Integer.MAX_VALUE)))) {
            assertThatThrownBy(huge::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Expected a picture of at most 15,000,000 points but found one of");
        }
    }

    @Test
    void anyLimitsAreDrawnOrRefused() {
        for (double low : EDGES) {
            for (double high : EDGES) {
                drawnOrRefused(() -> Charts.plotFunction(x -> x).yLimits(low, high));
                drawnOrRefused(() -> Charts.plotFunction(x -> x).xLimits(low, high));
                drawnOrRefused(() -> Charts.plotFunction(x -> x, "x", low, high));
                drawnOrRefused(() -> Charts.line("", "", "", new double[] {low, high}));
                drawnOrRefused(
                        () -> Charts.plot("", "x", "y").addScatter("", new double[] {low, high}, new double[] {1, 2}));
                drawnOrRefused(() -> Charts.plot("", "x", "y").addPoint(low, high));
                drawnOrRefused(() -> Charts.plotFunction(x -> x * high).addTangent(x -> x * high, low));
                drawnOrRefused(() -> Charts.plot("", "x", "y")
                        .addLine("", new double[] {low, high}, new double[] {1, 2})
                        .logX());
            }
        }
    }

    private interface Drawing {
        Plot plot();
    }

    private void drawnOrRefused(Drawing drawing) {
        if (asked++ % 3 != 0 && !"1".equals(System.getenv("LESSON_LONG"))) {
            return;
        }
        assertTimeoutPreemptively(ofSeconds(20), () -> {
            try {
                assertThat(Charts.picture(drawing.plot()).alt()).isNotEmpty();
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageStartingWith("Expected ");
            }
        });
    }

    @Test
    void aChartWithoutTitlesOrNamesIsDrawn() {
        Plot plot = Charts.plot("", "", "")
                .addLine("", new double[] {1, 2})
                .addScatter(" ", new double[] {1}, new double[] {2});
        plot.setTitle(null);

        assertThat(plot.toString()).isEqualTo("Line chart: x 0 to 1, y 1 to 2; series series 1, series 2.");
        assertThat(Charts.picture(plot).image().getWidth()).isEqualTo(1440);
    }
}
