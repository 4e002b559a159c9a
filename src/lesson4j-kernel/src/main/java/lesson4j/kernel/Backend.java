package lesson4j.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;
import lesson4j.plot.TableView;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** What computes here: ND4J's backend and binary, its threads, and the limits of memory. */
final class Backend {
    private Backend() {}

    static TableView table() {
        Properties found = Nd4j.getExecutioner().getEnvironmentInformation();
        Runtime java = Runtime.getRuntime();
        String heap = size(java.totalMemory() - java.freeMemory()) + " of " + size(java.maxMemory());
        String most = Pointer.maxBytes() > 0 ? " of " + size(Pointer.maxBytes()) : "";
        List<List<String>> rows = List.of(
                List.of("ND4J backend", name()),
                List.of("why", Gpu.sentence()),
                List.of("binary", Loader.getPlatform() + variant()),
                List.of("BLAS", found.getProperty("blas.vendor", "unknown")),
                List.of("threads", threads()),
                List.of("numbers", Nd4j.defaultFloatingPointType().toString()),
                List.of("Java", Runtime.version() + ", heap " + heap),
                List.of("tensors (off heap)", size(Pointer.totalBytes()) + most));
        return new TableView("", List.of("what", "here"), List.of(false, false), rows, "");
    }

    /** Uses tensors, charts and the start imports once; returns what was found, a line per part. */
    static List<String> selfTest(Function<String, @Nullable Object> cell) {
        Renderings.shown(Nd4j.rand(3, 4).mmul(Nd4j.rand(4, 3)));
        XYChart chart = new XYChartBuilder().build();
        chart.addSeries("line", new double[] {0, 1}, new double[] {0, 1});
        int width = BitmapEncoder.getBufferedImage(chart).getWidth();
        Object answer = cell.apply("Nd4j.ones(3, 4).sumNumber().intValue()");
        if (!Integer.valueOf(12).equals(answer) || width == 0) {
            throw new IllegalStateException("The self-test's tensor gave " + answer + ", not 12.");
        }
        return List.of("ND4J " + name() + "; charts can be drawn", Gpu.sentence());
    }

    private static String name() {
        return Nd4j.getBackend().getClass().getSimpleName();
    }

    private static String variant() {
        var natives = NativeOpsHolder.getInstance().getDeviceNativeOps();
        String level = level(natives.binaryLevel());
        String best = level(natives.optimalLevel());
        return " (" + level + (level.equals(best) ? "" : "; this machine could do " + best) + ")";
    }

    private static String level(int number) {
        return number == 2 ? "AVX2" : number == 3 ? "AVX-512" : "generic";
    }

    private static String threads() {
        int cores = Runtime.getRuntime().availableProcessors();
        return Nd4j.getEnvironment().maxThreads() + " on " + cores + (cores == 1 ? " core" : " cores");
    }

    private static String size(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30))
                : (bytes >> 20) + " MB";
    }
}
