package lesson4j.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Uses tensors, charts and the start imports once. */
final class LibrarySelfTest {
    private LibrarySelfTest() {}

    /** Returns what was found, a line per part; throws what a part threw. */
    static List<String> run(Function<String, @Nullable Object> cell) {
        INDArray product = Nd4j.rand(3, 4).mmul(Nd4j.rand(4, 3));
        Renderings.shown(product);
        XYChart chart = new XYChartBuilder().build();
        chart.addSeries("line", new double[] {0, 1}, new double[] {0, 1});
        int width = BitmapEncoder.getBufferedImage(chart).getWidth();
        Object answer = cell.apply("Nd4j.ones(3, 4).sumNumber().intValue()");
        if (!Integer.valueOf(12).equals(answer) || width == 0) {
            throw new IllegalStateException("The self-test's tensor gave " + answer + ", not 12.");
        }
        return List.of(
                "ND4J " + Nd4j.getBackend().getClass().getSimpleName() + "; charts can be drawn", Gpu.sentence());
    }
}
