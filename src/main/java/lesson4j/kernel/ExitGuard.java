package lesson4j.kernel;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Keeps the kernel alive when a cell ends the JVM through a door that {@link Weaving} does not see, such as a library's
 * {@code main}.
 *
 * <p>An exit waits for all hooks to end. This one never does, when it is a cell that exits.
 */
final class ExitGuard {
    private ExitGuard() {}

    /** Watches for exits; {@code giveUp} is told the thread that can never come back, and why. */
    static void install(BiConsumer<Thread, CellStopped> giveUp) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> holdIfCell(giveUp), "exit-guard"));
    }

    private static void holdIfCell(BiConsumer<Thread, CellStopped> giveUp) {
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            boolean exits = Arrays.stream(thread.getValue())
                    .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
            if (exits && Arrays.stream(thread.getValue()).anyMatch(Cells::isCode)) {
                giveUp.accept(thread.getKey(), new CellStopped("This" + StopCheck.EXIT));
                hold();
            }
        }
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void hold() {
        while (true) {
            LockSupport.park();
        }
    }
}
