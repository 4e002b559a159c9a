package lesson4j.jupyter.run;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import lesson4j.jupyter.error.CodeStopped;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that runs cells, waited for until it ends or is given up.
 *
 * <p>JJava leaves an interrupted thread running while the next cell starts. Here a stopped cell is waited for, for two
 * seconds; then its thread is given up by name, and the next cell gets a new one.
 */
public final class RunThread {
    /** How long a stopped cell may take to end before it is given up. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ClassLoader loader;
    private final HelperThreads threads = new HelperThreads();
    private volatile @Nullable Thread cellThread;
    private volatile long stopAsked;
    private volatile CodeStopped stopReason = new CodeStopped();
    private boolean running;
    private ExecutorService worker = newWorker();

    /** Makes a thread whose code finds classes by {@code loader}. */
    public RunThread(ClassLoader loader) {
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

    /** Begins the cell {@code In [number]}, by running {@code first} on its thread. */
    public void begin(int number, Runnable first) throws ExecutionException {
        synchronized (this) {
            StopCheck.release(null);
            threads.begin(number);
            running = true;
        }
        Runnable enter = () -> {
            Thread.interrupted();
            Thread.currentThread().setContextClassLoader(loader);
            StopCheck.enter();
            first.run();
        };
        await(worker.submit(enter, true));
    }

    /** Ends the cell. Returns whether a stop was asked too late for it, which is then meant for those that wait. */
    public synchronized boolean end() {
        running = false;
        return takeStop();
    }

    /**
     * Asks the running cell to stop and to end with {@code reason}; it has two seconds.
     *
     * @return whether there is a running cell
     */
    public synchronized boolean stop(CodeStopped reason) {
        Thread thread = cellThread;
        if (!running || thread == null) {
            return false;
        }
        stopAsked = System.nanoTime();
        stopReason = reason;
        StopCheck.stopCell(thread);
        StopCheck.wake(thread);
        threads.ofCell().forEach(StopCheck::stop);
        return true;
    }

    /** Stops what the cell's other threads still run, sleeping ones too; returns whether there is any. */
    private boolean stopHelpers() {
        Set<Thread> helpers = threads.ofCell();
        helpers.forEach(StopCheck::stop);
        helpers.forEach(StopCheck::wake);
        return !helpers.isEmpty();
    }

    /** Returns what the last stop that was asked for tells. */
    public CodeStopped stopReason() {
        return stopReason;
    }

    /** Returns whether a stop was asked for and is not done yet. */
    public boolean isStopAsked() {
        return stopAsked != 0;
    }

    /** Returns whether a stop was asked since the last call, once all that it stops has ended. */
    public boolean takeStop() {
        if (stopAsked == 0) {
            return false;
        }
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end
                && (stopHelpers() || !ForkJoinPool.commonPool().isQuiescent())) {
            LockSupport.parkNanos(1_000_000);
        }
        synchronized (this) {
            StopCheck.release(cellThread);
            stopAsked = 0;
        }
        return true;
    }

    /** Returns what {@code work} returns on the cell thread. Nothing when it throws, or does not end within two seconds. */
    public <T> Optional<T> briefly(Callable<T> work) {
        if (isCurrent()) {
            try {
                return Optional.ofNullable(work.call());
            } catch (Throwable fails) {
                return Optional.empty();
            }
        }
        Future<T> asked = worker.submit(work);
        Optional<T> answer = answer(asked);
        if (!asked.isDone()) {
            Thread thread = Objects.requireNonNull(cellThread);
            StopCheck.stopCell(thread);
            StopCheck.wake(thread);
            answer = answer(asked);
            if (!asked.isDone()) {
                abandon();
            }
            StopCheck.release(cellThread);
        }
        return answer;
    }

    private static <T> Optional<T> answer(Future<T> asked) {
        try {
            return Optional.ofNullable(asked.get(PATIENCE_NANOS, TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException | InterruptedException none) {
            return Optional.empty();
        }
    }

    /** Runs {@code work} on the cell thread, where an interrupt reaches it. */
    public <T> T call(Callable<T> work) throws ExecutionException {
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
    private CodeStopped abandon() {
        Thread thread = cellThread;
        if (thread != null) {
            thread.setName("abandoned cell");
        }
        worker.shutdown();
        worker = newWorker();
        cellThread = null;
        return new CodeStopped("The cell is inside a single call into the JDK or native code, which cannot be stopped "
                + "from outside. It goes on in the background, and stops when that call returns. To end it now, "
                + "restart the kernel (menu Kernel, Restart Kernel…).");
    }
}
