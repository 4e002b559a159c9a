package lesson4j.jupyter.run;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinWorkerThread;
import lesson4j.jupyter.source.LineNumbers;
import lesson4j.jupyter.source.SnippetOrigins;

/**
 * Knows the threads that the running cell started, so that an interrupt stops their code as well.
 *
 * <p>In JJava they run on. On two cores even {@code CompletableFuture.supplyAsync} is a thread of its own.
 */
final class HelperThreads {
    private final ThreadGroup group = new ThreadGroup("cells");
    private final Set<Thread> own = ConcurrentHashMap.newKeySet();
    private Set<Thread> earlier = Set.of();
    private int cell;

    /** Returns the thread for cells; those it starts are in its group. */
    Thread create(Runnable task) {
        Thread thread = new Thread(group, task, "cell");
        own.removeIf(other -> !other.isAlive());
        own.add(thread);
        return thread;
    }

    /** Begins the cell {@code In [number]}: what earlier ones left running is not its own. */
    void begin(int number) {
        earlier = all();
        cell = number;
    }

    /** Returns the threads besides the cell's own that run its code; a pool's may be older than the cell. */
    Set<Thread> ofCell() {
        String file = LineNumbers.file(cell);
        Set<Thread> threads = all();
        // the shared pool's threads serve others too
        threads.removeIf(thread -> own.contains(thread) || thread instanceof ForkJoinWorkerThread);
        threads.removeIf(thread -> Arrays.stream(thread.getStackTrace())
                .noneMatch(frame -> SnippetOrigins.isCode(frame)
                        && (!earlier.contains(thread) || file.equals(frame.getFileName()))));
        return threads;
    }

    private Set<Thread> all() {
        Thread[] threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads);
        return new HashSet<>(Arrays.asList(threads).subList(0, count));
    }
}
