package lesson4j.kernel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import lesson4j.train.TrainingStopped;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.kernel.execution.CodeEvaluator;
import org.dflib.jjava.kernel.execution.CompilationException;
import org.dflib.jjava.kernel.execution.IncompleteSourceException;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a cell snippet by snippet and returns the last one's value.
 *
 * <p>JJava shows the value of a last statement even when it ends in a semicolon, so that {@code list.add(3);} prints
 * {@code true}; here a semicolon silences it, as it does in IPython.
 */
final class CellEvaluator extends CodeEvaluator {
    /** Where each snippet starts, by the file name that JShell gives it in stack traces. */
    private final Map<String, CellLine> starts = new ConcurrentHashMap<>();

    private final CellLoader loader = new CellLoader();
    private final CellExecution execution = new CellExecution(loader);

    CellEvaluator(String name) {
        super(name, -1, TimeUnit.MILLISECONDS);
    }

    @Override
    public ExecutionControlProvider getExecControlProvider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "lesson4j";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return execution;
            }
        };
    }

    @Override
    public @Nullable Object eval(JShell shell, String code) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        Object value = null;
        String rest = code;
        var next = analysis.analyzeCompletion(rest);
        while (next.completeness().isComplete()) {
            Object result = evalSnippet(shell, next.source(), new CellPart(code, code.length() - rest.length()));
            String written = rest.substring(0, rest.length() - next.remaining().length());
            value = written.stripTrailing().endsWith(";") ? null : result;
            rest = next.remaining();
            next = analysis.analyzeCompletion(rest);
        }
        if (next.completeness() != Completeness.EMPTY) {
            throw new IncompleteSourceException(rest.strip());
        }
        return value;
    }

    /**
     * Says whether a console may send {@code code} now, or how it indents the next line.
     *
     * <p>JJava takes a finished statement with a syntax error for complete.
     */
    @Override
    public String isComplete(SourceCodeAnalysis analysis, String code) {
        String rest = code;
        var next = analysis.analyzeCompletion(rest);
        while (next.completeness().isComplete()) {
            if (analysis.sourceToSnippets(next.source()).stream().anyMatch(s -> s.kind() == Kind.ERRONEOUS)) {
                return BaseKernel.IS_COMPLETE_BAD;
            }
            rest = next.remaining();
            next = analysis.analyzeCompletion(rest);
        }
        return super.isComplete(analysis, rest);
    }

    /** Begins a cell, by running {@code first} on the cell thread. */
    void begin(Runnable first) throws ExecutionException {
        execution.begin(first);
    }

    /** Ends the cell. */
    void end() {
        execution.end();
    }

    /** Stops the running cell because of the memory it takes. */
    void stopForMemory() {
        execution.stop(MemoryLimit.heapIsFull());
    }

    boolean isStopAsked() {
        return execution.isStopAsked();
    }

    /** Runs {@code work} on the cell thread, where an interrupt reaches it. */
    <T> T call(Callable<T> work) throws ExecutionException {
        return execution.call(work);
    }

    private @Nullable Object evalSnippet(JShell shell, String source, CellPart part) {
        try {
            return result(shell.eval(source), part);
        } finally {
            execution.takeFailure();
        }
    }

    private @Nullable Object result(List<SnippetEvent> events, CellPart part) {
        Object result = null;
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                starts.put("#" + event.snippet().id(), part.start(event.snippet()));
            }
            if (event.value() != null && event.snippet().subKind().isExecutable()) {
                Object value = execution.takeResult(event.value());
                result = event.snippet().subKind().hasValue() && isExpression(event) ? value : null;
            }
        }
        if (execution.takeStop()) {
            throw stopped();
        }
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                failIfBad(event);
            }
        }
        return result;
    }

    private static boolean isExpression(SnippetEvent event) {
        return switch (event.snippet().subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND, ASSIGNMENT_SUBKIND -> true;
            default -> false;
        };
    }

    private CellStopped stopped() {
        Throwable thrown = execution.takeFailure();
        if (thrown instanceof CellStopped told
                && told.name().equals(execution.stopReason().name())) {
            return told;
        }
        return thrown instanceof TrainingStopped
                ? new CellStopped(String.valueOf(thrown.getMessage()))
                : execution.stopReason();
    }

    private void failIfBad(SnippetEvent event) {
        JShellException thrown = event.exception();
        if (thrown != null) {
            Throwable failure = thrown instanceof EvalException ? execution.takeFailure() : thrown;
            throw new CellFailure(failure == null ? thrown : failure, cellLines(thrown));
        }
        if (!event.status().isDefined() && event.status() != Status.RECOVERABLE_NOT_DEFINED) {
            throw new CompilationException(event);
        }
    }

    /** Returns the lines of cells that the exception passed, the innermost first. */
    private List<CellLine> cellLines(JShellException thrown) {
        Set<CellLine> lines = new LinkedHashSet<>();
        for (StackTraceElement frame : thrown.getStackTrace()) {
            CellLine start = starts.get(String.valueOf(frame.getFileName()));
            if (start != null) {
                lines.add(start.plus(frame.getLineNumber() - 1));
            }
        }
        return List.copyOf(lines);
    }

    @Override
    public void interrupt() {
        execution.interrupt();
    }

    @Override
    public ClassLoader getClassLoader() {
        return loader.classLoader();
    }
}
