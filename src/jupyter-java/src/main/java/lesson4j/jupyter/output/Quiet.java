package lesson4j.jupyter.output;

import java.util.function.Supplier;

/** Drops what a thread prints while it does work of the kernel's own: it belongs to no cell. */
public final class Quiet {
    private static final ThreadLocal<Boolean> ON = ThreadLocal.withInitial(() -> false);

    private Quiet() {}

    /** Returns what {@code work} returns, without what it prints. */
    public static <T> T call(Supplier<T> work) {
        Boolean before = ON.get();
        ON.set(true);
        try {
            return work.get();
        } finally {
            ON.set(before);
        }
    }

    /** Returns whether what this thread prints is to be dropped. */
    static boolean isOn() {
        return ON.get();
    }
}
