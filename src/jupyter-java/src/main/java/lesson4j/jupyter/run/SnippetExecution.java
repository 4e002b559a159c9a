package lesson4j.jupyter.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import lesson4j.jupyter.error.CodeStopped;
import org.jspecify.annotations.Nullable;

/**
 * Runs compiled snippets on the cell thread, and keeps what they return or throw as objects.
 *
 * <p>JJava reduces a thrown exception to its name and text, for which it asks the exception; when that throws, the cell
 * counts as done. Here the exception itself is kept, and nothing is asked of it.
 */
public final class SnippetExecution extends DirectExecutionControl {
    private final SnippetLoader loader;
    private final RunThread worker;
    private final Runnable putStreamsBack;
    private final RunTime runTime = new RunTime();
    private final Map<String, Optional<Object>> results = new ConcurrentHashMap<>();
    private @Nullable Throwable failure;

    /** Makes an executor; {@code putStreamsBack} is run when a snippet left the JVM without standard streams. */
    public SnippetExecution(SnippetLoader loader, RunThread worker, Runnable putStreamsBack) {
        super(loader);
        this.putStreamsBack = putStreamsBack;
        this.loader = loader;
        this.worker = worker;
    }

    /**
     * Puts new code into the classes there are, so that their variables keep what they hold.
     *
     * <p>When the JVM cannot, JShell makes new classes in their place, to which {@link Values} hands the values on.
     */
    @Override
    public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        Map<String, byte[]> code = new LinkedHashMap<>();
        for (ClassBytecodes c : classes) {
            code.put(c.name(), c.bytecodes());
        }
        if (!loader.redefine(code)) {
            throw new NotImplementedException("These classes can only be replaced.");
        }
    }

    @Override
    public String invoke(String className, String methodName) throws RunException {
        try {
            Method snippet = findClass(className).getDeclaredMethod(methodName);
            snippet.setAccessible(true);
            Object value = worker.isCurrent()
                    ? snippet.invoke(null)
                    : runTime.measure(() -> Optional.ofNullable(worker.call(() -> snippet.invoke(null))))
                            .orElse(null);
            String key = UUID.randomUUID().toString();
            results.put(key, Optional.ofNullable(value));
            return key;
        } catch (Throwable thrown) {
            throw told(cause(thrown));
        } finally {
            // the compiler of the next snippet asks for them
            if (System.out == null || System.err == null || System.in == null) {
                putStreamsBack.run();
            }
        }
    }

    /** Returns and forgets the value that a snippet left under {@code key}. */
    @Nullable
    public Object takeResult(String key) {
        Optional<Object> result = results.remove(key);
        return result == null ? null : result.orElse(null);
    }

    /** Returns the time that snippets ran. */
    public RunTime runTime() {
        return runTime;
    }

    /** Returns what loads the snippets' classes. */
    public SnippetLoader loader() {
        return loader;
    }

    /** Returns and forgets what the last snippet threw. */
    @Nullable
    public Throwable takeFailure() {
        Throwable thrown = failure;
        failure = null;
        return thrown;
    }

    @Override
    public void stop() {
        worker.stop(new CodeStopped());
    }

    private static Throwable cause(Throwable thrown) {
        Throwable ran = thrown instanceof ExecutionException e && e.getCause() != null ? e.getCause() : thrown;
        return ran instanceof InvocationTargetException e && e.getCause() != null ? e.getCause() : ran;
    }

    /** JShell gets no more than what it needs to know that the snippet failed. */
    private RunException told(Throwable thrown) {
        failure = thrown;
        if (thrown instanceof SPIResolutionException unresolved) {
            return new ExecutionControl.ResolutionException(unresolved.id(), new StackTraceElement[0]);
        }
        return new ExecutionControl.UserException("", thrown.getClass().getName(), new StackTraceElement[0]);
    }
}
