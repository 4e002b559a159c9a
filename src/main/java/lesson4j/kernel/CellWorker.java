package lesson4j.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that runs cells, waited for until it ends or is given up.
 *
 * <p>JJava leaves an interrupted thread running while the next cell starts. Here a stopped cell is waited for, for two
 * seconds; then its thread is given up by name, and the next cell gets a new one.
 */
final class CellWorker {
    /** How long a stopped cell may take to end before it is given up. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ClassLoader loader;
    private final CellThreads threads = new CellThreads();
    private volatile @Nullable Thread cellThread;
    private volatile long stopAsked;
    private volatile CellStopped stopReason = new CellStopped();
    private boolean running;
    private ExecutorService worker = newWorker();

    CellWorker(ClassLoader loader) {
        this.loader = loader;
    }

    private ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = threads.create(task);
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            cellThread = thread;
            return thread;
        });
    }

    /** Returns whether the caller is a cell's own code. */
    boolean isCurrent() {
        return Thread.currentThread() == cellThread;
    }

    /** Begins a cell, by running {@code first} on its thread. */
    void begin(Runnable first) throws ExecutionException {
        synchronized (this) {
            StopCheck.release(null);
            threads.begin();
            running = true;
        }
        await(worker.submit(first, true));
    }

    /** Ends the cell: an interrupt that comes later is not meant for the next one. */
    synchronized void end() {
        running = false;
        takeStop();
    }

    /** Asks the running cell, if there is one, to stop and to end with {@code reason}; it has two seconds. */
    synchronized void stop(CellStopped reason) {
        Thread thread = cellThread;
        if (running && thread != null) {
            stopAsked = System.nanoTime();
            stopReason = reason;
            StopCheck.stop(thread);
            thread.interrupt();
            threads.ofCell().forEach(StopCheck::stop);
        }
    }

    CellStopped stopReason() {
        return stopReason;
    }

    boolean isStopAsked() {
        return stopAsked != 0;
    }

    /** Returns whether a stop was asked since the last call, once all that it stops has ended. */
    boolean takeStop() {
        if (stopAsked == 0) {
            return false;
        }
        StopCheck.awaitPool(PATIENCE_NANOS);
        synchronized (this) {
            StopCheck.release(cellThread);
            stopAsked = 0;
        }
        return true;
    }

    /** Runs {@code work} on the cell thread, where an interrupt reaches it. */
    <T> T call(Callable<T> work) throws ExecutionException {
        return await(worker.submit(work));
    }

    private <T> T await(Future<T> task) throws ExecutionException {
        while (true) {
            try {
                return task.get(50, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | InterruptedException e) {
                if (stopAsked != 0 && System.nanoTime() - stopAsked > PATIENCE_NANOS) {
                    throw new ExecutionException(abandon());
                }
            }
        }
    }

    /** Gives up the cell thread, which stops by itself when it comes back to the cell's code. */
    private CellStopped abandon() {
        Thread thread = cellThread;
        if (thread != null) {
            thread.setName("abandoned cell");
        }
        worker.shutdown();
        worker = newWorker();
        cellThread = null;
        return new CellStopped("The cell is inside a single call into the JDK or native code, which cannot be stopped "
                + "from outside. It goes on in the background, and stops when that call returns. To end it now, "
                + "restart the kernel (menu Kernel, Restart Kernel…).");
    }
}
