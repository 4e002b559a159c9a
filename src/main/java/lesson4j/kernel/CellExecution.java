package lesson4j.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

    private final CellLoader loader;
    private final Map<String, Optional<Object>> results = new ConcurrentHashMap<>();
    private volatile @Nullable Thread cellThread;
    private volatile long stopAsked;
    private @Nullable Throwable failure;
    private ExecutorService worker = newWorker();

    CellExecution(CellLoader loader) {
        super(loader);
        this.loader = loader;
    }

    private ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "cell");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader.classLoader());
            cellThread = thread;
            return thread;
        });
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        Object value = Thread.currentThread() == cellThread ? call(snippet) : callOnCellThread(snippet);
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

    /** Returns and forgets what the last snippet threw. */
    @Nullable
    Throwable takeFailure() {
        Throwable thrown = failure;
        failure = null;
        return thrown;
    }

    /** Asks the running cell to stop; it has two seconds. */
    void interrupt() {
        Thread thread = cellThread;
        if (thread != null) {
            stopAsked = System.nanoTime();
            StopCheck.stop(thread);
            thread.interrupt();
        }
    }

    /** Returns whether a stop was asked since the last call. */
    boolean takeStop() {
        boolean asked = stopAsked != 0;
        stopAsked = 0;
        StopCheck.stop(null);
        return asked;
    }

    @Override
    public void stop() {
        interrupt();
    }

    private @Nullable Object callOnCellThread(Method snippet) throws Exception {
        Future<Object> task = worker.submit(() -> snippet.invoke(null));
        while (true) {
            try {
                return task.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (stopAsked != 0 && System.nanoTime() - stopAsked > PATIENCE_NANOS) {
                    abandon();
                }
            } catch (ExecutionException e) {
                throw runException(cause(e.getCause()));
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

    private void abandon() throws UserException {
        worker.shutdownNow();
        worker = newWorker();
        var stopped =
                new CellStopped("The cell runs a single call into the JDK or native code, which cannot be stopped "
                        + "from outside. It goes on in the background; restart the kernel to end it.");
        failure = stopped;
        throw new UserException(stopped.getMessage(), CellStopped.class.getName(), new StackTraceElement[0]);
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
        return new UserException(
                String.valueOf(thrown.getMessage()), thrown.getClass().getName(), thrown.getStackTrace());
    }
}
