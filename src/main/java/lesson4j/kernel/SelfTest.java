package lesson4j.kernel;

import jdk.jshell.JShell;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Uses each part of the kernel once; run at install, to unpack and archive, and by {@code ./lesson doctor}. */
final class SelfTest {
    private SelfTest() {}

    /** Returns what was found, a line per part; throws what a part threw. */
    static String run() {
        INDArray product = Nd4j.rand(3, 4).mmul(Nd4j.rand(4, 3));
        Object shown = new SafeRenderer().render(product);
        XYChart chart = new XYChartBuilder().build();
        chart.addSeries("line", new double[] {0, 1}, new double[] {0, 1});
        int width = BitmapEncoder.getBufferedImage(chart).getWidth();
        var evaluator = new CellEvaluator("self-test");
        Object answer;
        try (JShell shell = new LessonKernelBuilder().shell(evaluator)) {
            evaluator.eval(shell, StartImports.source());
            answer = evaluator.eval(shell, "Nd4j.ones(3, 4).sumNumber().intValue()");
        }
        if (!Integer.valueOf(12).equals(answer) || shown == null || width == 0) {
            throw new IllegalStateException("The self-test's cell gave " + answer + ", not 12.");
        }
        return "ND4J " + Nd4j.getBackend().getClass().getSimpleName() + " on "
                + Runtime.getRuntime().availableProcessors() + " cores, heap up to "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MB\n"
                + "Java " + Runtime.version() + " with JShell; charts can be drawn";
    }
}
