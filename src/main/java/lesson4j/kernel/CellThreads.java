package lesson4j.kernel;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Knows the threads that the running cell started, so that an interrupt stops their code as well.
 *
 * <p>In JJava they run on. On two cores even {@code CompletableFuture.supplyAsync} is a thread of its own.
 */
final class CellThreads {
    /** The package that JShell puts cells into. */
    private static final String CELL_CODE = "REPL.";

    private final ThreadGroup group = new ThreadGroup("cells");
    private Set<Thread> earlier = Set.of();

    /** Returns the thread for cells; those it starts are in its group. */
    Thread create(Runnable task) {
        return new Thread(group, task, "cell");
    }

    /** Begins a cell: what earlier ones left running is not its own. */
    void begin() {
        earlier = all();
    }

    /** Returns the threads that were started since the cell began and run its code. */
    Set<Thread> ofCell() {
        Set<Thread> threads = all();
        threads.removeAll(earlier);
        // the shared pool's threads and those of libraries outlive the cell, and serve others
        threads.removeIf(thread -> thread instanceof ForkJoinWorkerThread || !isInCellCode(thread));
        return threads;
    }

    private static boolean isInCellCode(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(CELL_CODE));
    }

    private Set<Thread> all() {
        Thread[] threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads);
        return new HashSet<>(Arrays.asList(threads).subList(0, count));
    }
}
