package lesson4j.jupyter;

import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import jdk.jshell.JShell;
import lesson4j.jupyter.classes.ClassNames;
import lesson4j.jupyter.output.SafeRenderer;
import lesson4j.jupyter.wire.KernelConnection;
import lesson4j.jupyter.wire.RunQueue;
import lesson4j.kernel.Gpu;
import lesson4j.kernel.StartImports;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Uses each part of the kernel once; run at install, to unpack and archive, and by {@code ./lesson doctor}. */
final class SelfTest {
    private static final String ANY_PORTS = """
            {"ip": "127.0.0.1", "transport": "tcp", "shell_port": 0, "iopub_port": 0, "stdin_port": 0,
             "control_port": 0, "hb_port": 0, "key": "self-test", "signature_scheme": "hmac-sha256"}
            """;

    private SelfTest() {}

    /** Returns what was found, a line per part; throws what a part threw. */
    static String run() {
        INDArray product = Nd4j.rand(3, 4).mmul(Nd4j.rand(4, 3));
        Object shown = new SafeRenderer().render(product);
        XYChart chart = new XYChartBuilder().build();
        chart.addSeries("line", new double[] {0, 1}, new double[] {0, 1});
        int width = BitmapEncoder.getBufferedImage(chart).getWidth();
        var evaluator = new NotebookEvaluator("self-test", () -> {});
        Object answer;
        try (JShell shell = new NotebookKernelBuilder().shell(evaluator)) {
            evaluator.eval(shell, StartImports.source());
            answer = evaluator.eval(shell, "Nd4j.ones(3, 4).sumNumber().intValue()");
            evaluator.on(shell).warmUp();
        }
        talk();
        ClassNames.save();
        if (!Integer.valueOf(12).equals(answer) || shown == null || width == 0) {
            throw new IllegalStateException("The self-test's cell gave " + answer + ", not 12.");
        }
        return "ND4J " + Nd4j.getBackend().getClass().getSimpleName() + " on "
                + Runtime.getRuntime().availableProcessors() + " cores, heap up to "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MB\n"
                + Gpu.sentence() + "\n"
                + "Java " + Runtime.version() + " with JShell; charts can be drawn";
    }

    /** Opens the sockets on free ports and sends a first message. */
    private static void talk() {
        try {
            var connection = new KernelConnection(
                    KernelConnectionProperties.parse(ANY_PORTS),
                    new RunQueue(),
                    CompletableFuture.completedFuture(null));
            connection.connect();
            connection.close();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Messages cannot be signed: " + e.getMessage(), e);
        }
    }
}
