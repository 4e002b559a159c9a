package lesson4j.kernel;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Knows the threads that the running cell started, so that an interrupt stops their code as well.
 *
 * <p>In JJava they run on. On two cores even {@code CompletableFuture.supplyAsync} is a thread of its own.
 */
final class CellThreads {
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

    /** Returns the threads that were started since the cell began and still run. */
    Set<Thread> ofCell() {
        Set<Thread> threads = all();
        threads.removeAll(earlier);
        return threads;
    }

    private Set<Thread> all() {
        Thread[] threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads);
        return new HashSet<>(Arrays.asList(threads).subList(0, count));
    }
}
