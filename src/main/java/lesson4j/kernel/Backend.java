package lesson4j.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import lesson4j.plot.TableView;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** What computes here: ND4J's backend and binary, its threads, and the limits of memory. */
final class Backend {
    private Backend() {}

    static TableView table() {
        Properties found = Nd4j.getExecutioner().getEnvironmentInformation();
        Runtime java = Runtime.getRuntime();
        return new TableView(
                "",
                List.of("what", "here"),
                List.of(false, false),
                List.of(
                        List.of("ND4J backend", Nd4j.getBackend().getClass().getSimpleName()),
                        List.of("why", Gpu.sentence()),
                        List.of("binary", Loader.getPlatform() + variant()),
                        List.of("BLAS", found.getProperty("blas.vendor", "unknown")),
                        List.of("threads", threads()),
                        List.of("numbers", Nd4j.defaultFloatingPointType().toString()),
                        List.of("Java", Runtime.version() + ", heap " + used(java) + " of " + size(java.maxMemory())),
                        List.of("tensors (off heap)", offHeap())),
                "");
    }

    private static String variant() {
        var natives = NativeOpsHolder.getInstance().getDeviceNativeOps();
        String level = level(natives.binaryLevel());
        String best = level(natives.optimalLevel());
        return " (" + level + (level.equals(best) ? "" : "; this machine could do " + best) + ")";
    }

    private static String level(int number) {
        return switch (number) {
            case 2 -> "AVX2";
            case 3 -> "AVX-512";
            default -> "generic";
        };
    }

    private static String threads() {
        int cores = Runtime.getRuntime().availableProcessors();
        return Nd4j.getEnvironment().maxThreads() + " on " + cores + (cores == 1 ? " core" : " cores");
    }

    private static String used(Runtime java) {
        return size(java.totalMemory() - java.freeMemory());
    }

    private static String offHeap() {
        return size(Pointer.totalBytes()) + (Pointer.maxBytes() > 0 ? " of " + size(Pointer.maxBytes()) : "");
    }

    private static String size(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30))
                : (bytes >> 20) + " MB";
    }
}
