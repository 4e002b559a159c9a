package lesson4j.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import lesson4j.train.TrainingStopped;
import org.jspecify.annotations.Nullable;

/** Evaluates one snippet after the other, and turns what went wrong into errors that point into the cell. */
final class Snippets {
    private final JShell shell;
    private final CellExecution execution;
    private final CellWorker worker;
    private final Cells cells;
    private final Variables variables;
    private final CompileErrors compileErrors;
    private final Redefinitions redefinitions;
    private final Unfinished unfinished;

    Snippets(
            JShell shell,
            CellExecution execution,
            CellWorker worker,
            Cells cells,
            Variables variables,
            CompileErrors compileErrors) {
        this.shell = shell;
        this.execution = execution;
        this.worker = worker;
        this.cells = cells;
        this.variables = variables;
        this.compileErrors = compileErrors;
        this.unfinished = new Unfinished(shell, compileErrors);
        this.redefinitions = new Redefinitions(variables, cells);
    }

    /** Runs {@code source}, found at {@code part} of the cell, and returns its value, null when it has none. */
    @Nullable
    Object run(String source, CellPart part) {
        if (CellPart.bare(source).matches("(?s)return\\b.*")) {
            int start = part.codeStart();
            List<String> text = new ArrayList<>(List.of(""));
            text.addAll(Marked.span(part.code(), start, start + "return".length()));
            text.add("Write the value alone as the last line: the notebook shows it.");
            throw new CellProblem("CompileError", "return outside a method: a cell has no caller to return to", text);
        }
        try {
            return result(shell.eval(CellPart.bare(source)), part);
        } finally {
            execution.takeFailure();
        }
    }

    /** Returns what to tell the reader at the end of a cell. */
    List<String> takeNotices() {
        List<String> notices = new ArrayList<>(redefinitions.takeNotices());
        notices.addAll(unfinished.notices());
        return notices;
    }

    Unfinished unfinished() {
        return unfinished;
    }

    private @Nullable Object result(List<SnippetEvent> events, CellPart part) {
        Object result = null;
        redefinitions.note(events);
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                cells.add(event.snippet(), part);
            }
            if (event.value() != null && event.snippet().subKind().isExecutable()) {
                Object value = execution.takeResult(event.value());
                result = event.snippet().subKind().hasValue() && isExpression(event) ? value : null;
            }
        }
        stopIfAsked();
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                failIfBad(event, part);
            }
        }
        return result;
    }

    /** Ends the cell here when an interrupt was asked for. */
    void stopIfAsked() {
        if (worker.takeStop()) {
            throw stopped();
        }
    }

    private static boolean isExpression(SnippetEvent event) {
        return switch (event.snippet().subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND, ASSIGNMENT_SUBKIND -> true;
            default -> false;
        };
    }

    private CellStopped stopped() {
        Throwable thrown = execution.takeFailure();
        CellStopped reason = worker.stopReason();
        if (thrown instanceof CellStopped told && told.name().equals(reason.name())) {
            return told;
        }
        return thrown instanceof TrainingStopped ? new CellStopped(String.valueOf(thrown.getMessage())) : reason;
    }

    private void failIfBad(SnippetEvent event, CellPart part) {
        JShellException thrown = event.exception();
        if (thrown != null) {
            List<CellLine> lines = cells.lines(thrown);
            Throwable failure = thrown instanceof EvalException ? execution.takeFailure() : null;
            if (thrown instanceof UnresolvedReferenceException called) {
                failure = compileErrors.unresolved(called);
            }
            throw failure(failure == null ? thrown : failure, lines);
        }
        Status status = event.status();
        if (!status.isDefined() && status != Status.RECOVERABLE_NOT_DEFINED) {
            throw compileErrors.of(event.snippet(), part);
        }
        if (status != Status.VALID && event.snippet() instanceof DeclarationSnippet declared) {
            unfinished.add(declared, part);
        }
    }

    private CellFailure failure(Throwable thrown, List<CellLine> lines) {
        String line = lines.isEmpty() ? "" : lines.get(0).text();
        return new CellFailure(thrown, cells.number(), lines, ShapeAdvice.of(thrown, line, variables::value));
    }
}
