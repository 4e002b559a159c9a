package lesson4j.jupyter.notebook;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.error.CodeFailure;
import lesson4j.jupyter.error.CodeStopped;
import lesson4j.jupyter.help.Question;
import lesson4j.jupyter.run.RunThread;
import lesson4j.jupyter.run.SnippetExecution;
import lesson4j.jupyter.run.SnippetLoader;
import lesson4j.jupyter.source.SnippetOrigins;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.kernel.execution.CodeEvaluator;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a cell snippet by snippet and returns the last one's value.
 *
 * <p>JJava shows the value of a last statement even when it ends in a semicolon, so that {@code list.add(3);} prints
 * {@code true}; here a semicolon silences it, as it does in IPython.
 */
public final class NotebookEvaluator extends CodeEvaluator {
    private final SnippetOrigins cells = new SnippetOrigins();
    private final SnippetLoader loader = new SnippetLoader();
    private final RunThread worker = new RunThread(loader.classLoader());
    private final SnippetExecution execution;
    private @Nullable Notebook notebook;
    private final Runnable atEnd;
    private final Consumer<String> notices;
    private int depth;

    /** Makes an evaluator; {@code atEnd} is run when a cell ends, before {@code notices} gets what is told of it. */
    public NotebookEvaluator(String name, Runnable atEnd, Consumer<String> notices) {
        super(name, -1, TimeUnit.MILLISECONDS);
        this.atEnd = atEnd;
        this.notices = notices;
        this.execution = new SnippetExecution(loader, worker, atEnd);
    }

    @Override
    public ExecutionControlProvider getExecControlProvider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "jupyter";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return execution;
            }
        };
    }

    @Override
    public @Nullable Object eval(JShell shell, String code) {
        Notebook notebook = on(shell);
        Question question = Question.of(code);
        if (question != null) {
            question.answer(notebook.help());
            return null;
        }
        depth++;
        try {
            Object value = notebook.steps().run(code);
            if (depth == 1) {
                notebook.snippets().unfinished().failIfAny();
            }
            return value;
        } catch (Throwable failed) {
            if (depth == 1) {
                notebook.snippets().unfinished().undo();
            }
            // an answer that is not right yet is no error: the cell ends there, with its one line
            if (failed instanceof CodeFailure failure && Extensions.any(one -> one.isAnswer(failure.thrown()))) {
                return failure.getMessage();
            }
            throw failed;
        } finally {
            depth--;
            if (depth == 0) {
                atEnd.run();
                if (cells.number() > 0) {
                    Extensions.takeProblems().forEach(notices);
                }
                notebook.snippets().takeNotices().forEach(notices);
                notebook.snippets().unfinished().forget();
            }
        }
    }

    /** Returns all that belongs to {@code shell}, which JJava makes after its evaluator. */
    public Notebook on(JShell shell) {
        if (notebook == null || notebook.shell() != shell) {
            notebook = Notebook.of(shell, execution, worker, cells, getClassLoader());
        }
        return notebook;
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

    /** Begins the cell {@code In [number]}, by running {@code first} on the cell thread. */
    public void begin(int number, Runnable first) throws ExecutionException {
        cells.begin(number);
        worker.begin(number, first);
    }

    /** Returns the thread that runs the cells. */
    public RunThread worker() {
        return worker;
    }

    /** Stops the running cell; returns whether there is one. */
    public boolean stop() {
        return worker.stop(new CodeStopped());
    }

    @Override
    public void interrupt() {
        stop();
    }

    @Override
    public ClassLoader getClassLoader() {
        return loader.classLoader();
    }
}
