package lesson4j.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs compiled snippets on the cell thread, and keeps what they return or throw as the objects they are.
 *
 * <p>JJava reduces a thrown exception to its name and text. Here the exception itself is kept.
 */
final class CellExecution extends DirectExecutionControl {
    private static final int CAUSES = 20;

    private final CellLoader loader;
    private final CellWorker worker;
    private final RunTime runTime = new RunTime();
    private final Map<String, Optional<Object>> results = new ConcurrentHashMap<>();
    private @Nullable Throwable failure;

    CellExecution(CellLoader loader, CellWorker worker) {
        super(loader);
        this.loader = loader;
        this.worker = worker;
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
        Object value = worker.isCurrent()
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

    @Override
    public void stop() {
        worker.stop(new CellStopped());
    }

    private @Nullable Object callOnCellThread(Method snippet) throws Exception {
        try {
            return worker.call(() -> snippet.invoke(null));
        } catch (ExecutionException e) {
            throw runException(cause(e.getCause()));
        }
    }

    private @Nullable Object call(Method snippet) throws Exception {
        try {
            return snippet.invoke(null);
        } catch (InvocationTargetException e) {
            throw runException(cause(e));
        }
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
