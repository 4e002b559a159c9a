package lesson4j.kernel;

import java.util.List;
import java.util.concurrent.ExecutionException;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import lesson4j.plot.Show;
import org.jspecify.annotations.Nullable;

/** Takes a cell apart into statements and magic lines, and runs them one after the other. */
final class CellSteps {
    private final SourceCodeAnalysis analysis;
    private final RunTime runTime;
    private final CellWorker worker;
    private final Cells cells;
    private final Snippets snippets;

    CellSteps(SourceCodeAnalysis analysis, RunTime runTime, CellWorker worker, Cells cells, Snippets snippets) {
        this.analysis = analysis;
        this.runTime = runTime;
        this.worker = worker;
        this.cells = cells;
        this.snippets = snippets;
    }

    /** Runs what stands between two offsets of {@code code} and returns the last value, null after a semicolon. */
    @Nullable
    Object run(String code, int from, int to) {
        Object value = null;
        int at = from;
        while (true) {
            MagicLine magic = MagicLine.at(code, at, to);
            if (magic != null) {
                int end = magic.cell() ? to : magic.end();
                value = run(magic, code, end);
                at = end;
                continue;
            }
            CompletionInfo next = next(code, at, to);
            if (next.completeness() == Completeness.EMPTY) {
                return value;
            }
            int end = at + length(next, code, at, to);
            Object result = snippets.run(next.source(), cells.part(code, at));
            value = code.substring(at, end).stripTrailing().endsWith(";") ? null : result;
            at = end;
        }
    }

    /** A statement may end without a semicolon before a magic line, or go on with a line that looks like one. */
    private CompletionInfo next(String code, int at, int to) {
        int end = at;
        while (true) {
            end = stop(code, end, to);
            CompletionInfo next = analysis.analyzeCompletion(code.substring(at, end));
            boolean done = next.completeness().isComplete();
            if (done && (end == to || next.completeness() != Completeness.UNKNOWN)) {
                return next;
            }
            if (end == to) {
                if (next.completeness() == Completeness.EMPTY) {
                    return next;
                }
                throw Brackets.unfinished(code, at, to);
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

    private @Nullable Object run(MagicLine magic, String code, int end) {
        if (magic.name().equals(Magics.TIME)) {
            return TimeMagic.time(() -> run(code, magic.argumentsAt(), end), runTime);
        }
        try {
            Object shown = worker.call(() -> Magics.run(magic, code, code.substring(magic.end(), end)));
            if (shown != null) {
                Show.show(shown);
            }
            return null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            snippets.stopIfAsked();
            if (cause instanceof CellProblem || cause instanceof CellFailure || cause instanceof CellStopped) {
                throw Magics.rethrown(cause);
            }
            throw new CellFailure(
                    cause, cells.number(), List.of(CellLine.at(code, cells.number(), magic.start())), List.of());
        }
    }
}
