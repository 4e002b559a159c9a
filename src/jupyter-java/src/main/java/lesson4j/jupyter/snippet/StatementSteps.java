package lesson4j.jupyter.snippet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import lesson4j.jupyter.error.CodeFailure;
import lesson4j.jupyter.error.CodeProblem;
import lesson4j.jupyter.error.CodeStopped;
import lesson4j.jupyter.error.CompileErrors;
import lesson4j.jupyter.error.EarlyEnd;
import lesson4j.jupyter.output.Quiet;
import lesson4j.jupyter.run.RunThread;
import lesson4j.jupyter.run.RunTime;
import lesson4j.jupyter.run.TimeMagic;
import lesson4j.jupyter.source.Inside;
import lesson4j.jupyter.source.JavaText;
import lesson4j.jupyter.source.MagicLine;
import lesson4j.jupyter.source.SnippetOrigins;
import lesson4j.jupyter.source.SnippetSource;
import lesson4j.jupyter.source.SourceLine;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/**
 * Takes a cell apart into statements and magic lines, and runs them one after the other.
 *
 * <p>A cell with a syntax error anywhere runs nothing, as in IPython; JJava runs what stands before it.
 */
public record StatementSteps(
        JShell shell,
        RunTime runTime,
        RunThread worker,
        SnippetOrigins cells,
        SnippetRunner snippets,
        Imports imports,
        CompileErrors errors) {
    /**
     * One statement, or one magic line.
     *
     * @param source the statement as it is handed to JShell; the cell's text below a cell magic
     * @param silent whether a semicolon ends it
     * @param magic the magic line; null for a statement
     * @param timed what a {@code %time} line runs
     */
    private record Step(
            String source,
            SnippetSource part,
            boolean silent,
            @Nullable MagicLine magic,
            List<Step> timed) {}

    /** Runs the cell {@code code} and returns its last value, null after a semicolon. */
    @Nullable
    public Object run(String code) {
        List<Step> steps;
        try {
            steps = Quiet.call(() -> checked(code));
        } catch (StackOverflowError | IllegalStateException | InternalError broken) {
            throw Compiler.told(broken);
        }
        return run(steps);
    }

    /** Runs {@code lines}, each of them an import that is known to be one. */
    public void runImports(List<String> lines) {
        if (!imports.declare(
                lines, lines.stream().map(line -> cells.part(line, 0)).toList())) {
            run(String.join("\n", lines));
        }
    }

    private List<Step> checked(String code) {
        List<Step> steps = steps(code, 0, code.length());
        if (steps.size() > 1 || steps.stream().anyMatch(step -> step.timed.size() > 1)) {
            steps.forEach(this::refuseIfBroken);
        }
        return steps;
    }

    private @Nullable Object run(List<Step> steps) {
        Object value = null;
        int at = declareImports(steps);
        for (Step step : steps.subList(at, steps.size())) {
            Object result = step.magic == null ? snippets.run(step.source, step.part) : run(step, step.magic);
            value = step.silent ? null : result;
        }
        return value;
    }

    /** Declares the imports that a cell begins with, if there are several. Returns how many steps that has done. */
    private int declareImports(List<Step> steps) {
        List<Step> first = steps.stream()
                .takeWhile(step -> step.magic == null && Imports.isImport(step.source))
                .toList();
        boolean done = first.size() > 1
                && imports.declare(
                        first.stream().map(Step::source).toList(),
                        first.stream().map(Step::part).toList());
        return done ? first.size() : 0;
    }

    private void refuseIfBroken(Step step) {
        step.timed.forEach(this::refuseIfBroken);
        String bare = SnippetSource.bare(step.source);
        if (step.magic == null) {
            for (Snippet snippet : shell.sourceCodeAnalysis().sourceToSnippets(bare)) {
                // JShell compiles some kinds to find their types, for which names of this cell are not there yet
                if (snippet.kind() == Snippet.Kind.ERRONEOUS
                        && (errors.isSyntax(snippet) || Compiler.isBroken(shell, bare))) {
                    throw errors.of(snippet, step.part);
                }
            }
        }
    }

    private List<Step> steps(String code, int from, int to) {
        List<Step> steps = new ArrayList<>();
        int at = from;
        while (true) {
            MagicLine magic = MagicLine.at(code, at, to);
            if (magic != null) {
                int end = magic.cell() ? to : magic.end();
                steps.add(step(magic, code, at, end));
                at = end;
                continue;
            }
            CompletionInfo next = next(code, at, to);
            if (next.completeness() == Completeness.EMPTY) {
                return steps;
            }
            int taken = length(next, code, at, to);
            int end = taken > 0 ? at + taken : to;
            boolean silent = JavaText.lastOfCode(code, at, end) == ';';
            steps.add(new Step(next.source(), cells.part(code, at), silent, null, List.of()));
            at = end;
        }
    }

    private Step step(MagicLine magic, String code, int at, int end) {
        boolean timed = magic.name().equals(Magics.TIME);
        List<Step> inner = timed ? steps(code, magic.argumentsAt(), end) : List.of();
        return new Step(code.substring(magic.end(), end), cells.part(code, at), false, magic, inner);
    }

    /** A statement may end without semicolon before a magic line, or go on with one that looks like it. */
    private CompletionInfo next(String code, int at, int to) {
        int end = at;
        while (true) {
            end = stop(code, end, to);
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(code.substring(at, end));
            boolean done = next.completeness().isComplete();
            if (done && (end == to || next.completeness() != Completeness.UNKNOWN)) {
                return next;
            }
            if (end == to) {
                if (next.completeness() == Completeness.EMPTY) {
                    return next;
                }
                throw EarlyEnd.of(code, at, to);
            }
        }
    }

    private static int stop(String code, int from, int to) {
        MagicLine line = MagicLine.next(code, from, to);
        if (line != null && line.start() <= from) {
            line = MagicLine.next(code, line.end(), to);
        }
        return line == null ? to : line.start();
    }

    private static int length(CompletionInfo next, String code, int at, int to) {
        int end = at;
        do {
            end = stop(code, end, to);
        } while (end < to && !code.substring(at, end).endsWith(next.remaining()));
        return end - at - next.remaining().length();
    }

    private @Nullable Object run(Step step, MagicLine magic) {
        if (magic.name().equals(Magics.TIME)) {
            return TimeMagic.time(() -> run(step.timed), runTime);
        }
        String code = step.part.code();
        try {
            Object shown = worker.call(() -> Magics.run(magic, code, step.source));
            if (shown != null) {
                BaseKernel kernel = BaseKernel.notebookKernel();
                kernel.display(
                        shown instanceof DisplayData data
                                ? data
                                : kernel.getRenderer().render(shown));
            }
            return null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            snippets.stopIfAsked();
            if (cause instanceof CodeProblem || cause instanceof CodeFailure || cause instanceof CodeStopped) {
                throw Inside.rethrown(cause);
            }
            throw new CodeFailure(
                    cause, cells.number(), List.of(SourceLine.at(code, cells.number(), magic.start())), List.of());
        }
    }
}
