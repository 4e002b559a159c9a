package lesson4j.jupyter.run;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code %time} and {@code %%time}: how long a line or a cell takes to run.
 *
 * <p>JJava measures the thread of its own evaluator, which runs none of our cells: 0.000 s. As in IPython the CPU time is
 * that of all threads, so that ND4J's count, and the compiler's time is left out.
 */
@SuppressWarnings("SystemOut")
public final class TimeMagic {
    private TimeMagic() {}

    /** Returns the value of {@code code} after printing the time it took. */
    public static @Nullable Object time(Supplier<@Nullable Object> code, RunTime time) {
        long cpu = time.cpuNanos();
        long wall = time.wallNanos();
        try {
            return code.get();
        } finally {
            System.out.println(
                    "CPU time: " + text(time.cpuNanos() - cpu) + ", wall time: " + text(time.wallNanos() - wall));
        }
    }

    /** Returns {@code 1.23 s} or {@code 45.6 ms}. */
    static String text(long nanos) {
        if (nanos >= 60_000_000_000L) {
            return String.format(Locale.ROOT, "%d min %d s", nanos / 60_000_000_000L, nanos / 1_000_000_000L % 60);
        }
        if (nanos >= 1_000_000_000L) {
            return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
        }
        return nanos >= 1_000_000L
                ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.0f µs", nanos / 1e3);
    }
}
