package lesson4j.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs compiled snippets on one thread, the cell thread, and keeps what they return or throw as the objects they are.
 *
 * <p>JJava reduces a thrown exception to its name and text, and leaves an interrupted thread running while the next
 * cell starts. Here the exception itself is kept, and a stopped cell is waited for.
 */
final class CellExecution extends DirectExecutionControl {
    /** How long a stopped cell may take to end before it is given up. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int CAUSES = 20;

    private final CellLoader loader;
    private final RunTime runTime = new RunTime();
    private final CellThreads threads = new CellThreads();
    private final Map<String, Optional<Object>> results = new ConcurrentHashMap<>();
    private volatile @Nullable Thread cellThread;
    private volatile long stopAsked;
    private volatile CellStopped stopReason = new CellStopped();
    private boolean running;
    private @Nullable Throwable failure;
    private ExecutorService worker = newWorker();

    CellExecution(CellLoader loader) {
        super(loader);
        this.loader = loader;
    }

    private ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = threads.create(task);
            thread.setDaemon(true);
            thread.setContextClassLoader(loader.classLoader());
            cellThread = thread;
            return thread;
        });
    }

    /**
     * Says yes to a class that stays as it is.
     *
     * <p>A new import makes JShell compile earlier cells again. JJava's executor refuses to redefine any class, so JShell
     * makes new ones in their place, in which all variables are null.
     */
    @Override
    public void redefine(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        if (!loader.hasSame(classes)) {
            super.redefine(classes);
        }
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        Object value = Thread.currentThread() == cellThread
                ? call(snippet)
                : runTime.measure(() -> Optional.ofNullable(callOnCellThread(snippet)))
                        .orElse(null);
        String key = UUID.randomUUID().toString();
        results.put(key, Optional.ofNullable(value));
        return key;
    }

    /** Returns and forgets the value that a snippet left under {@code key}. */
    @Nullable
    Object takeResult(String key) {
        Optional<Object> result = results.remove(key);
        return result == null ? null : result.orElse(null);
    }

    RunTime runTime() {
        return runTime;
    }

    /** Returns and forgets what the last snippet threw. */
    @Nullable
    Throwable takeFailure() {
        Throwable thrown = failure;
        failure = null;
        return thrown;
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

    /** Asks the running cell, if there is one, to stop; it has two seconds. */
    void interrupt() {
        stop(new CellStopped());
    }

    /** Asks the running cell to stop and to end with {@code reason}. */
    synchronized void stop(CellStopped reason) {
        Thread thread = cellThread;
        if (running && thread != null) {
            stopAsked = System.nanoTime();
            stopReason = reason;
            StopCheck.stop(thread);
            threads.ofCell().forEach(StopCheck::stop);
            thread.interrupt();
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

    @Override
    public void stop() {
        interrupt();
    }

    private @Nullable Object callOnCellThread(Method snippet) throws Exception {
        try {
            return await(worker.submit(() -> snippet.invoke(null)));
        } catch (ExecutionException e) {
            throw runException(cause(e.getCause()));
        }
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

    private @Nullable Object call(Method snippet) throws Exception {
        try {
            return snippet.invoke(null);
        } catch (InvocationTargetException e) {
            throw runException(cause(e));
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

    private static Throwable cause(@Nullable Throwable thrown) {
        Throwable inner = thrown instanceof InvocationTargetException e ? e.getCause() : thrown;
        return inner == null ? new IllegalStateException("A snippet failed without saying why.") : inner;
    }

    private RunException runException(Throwable thrown) {
        if (thrown instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), unresolved.getStackTrace());
        }
        failure = thrown;
        return userException(thrown, CAUSES);
    }

    /** JShell finds the cells' lines in the frames of the causes, too. */
    private static UserException userException(Throwable thrown, int causes) {
        var told = new UserException(
                String.valueOf(thrown.getMessage()), thrown.getClass().getName(), thrown.getStackTrace());
        if (thrown.getCause() != null && causes > 0) {
            told.initCause(userException(thrown.getCause(), causes - 1));
        }
        return told;
    }
}
