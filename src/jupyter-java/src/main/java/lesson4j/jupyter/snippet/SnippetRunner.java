package lesson4j.jupyter.snippet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.error.CodeFailure;
import lesson4j.jupyter.error.CodeProblem;
import lesson4j.jupyter.error.CodeStopped;
import lesson4j.jupyter.error.CompileErrors;
import lesson4j.jupyter.error.PassedLines;
import lesson4j.jupyter.error.Thrown;
import lesson4j.jupyter.run.RunThread;
import lesson4j.jupyter.run.SnippetExecution;
import lesson4j.jupyter.source.JavaText;
import lesson4j.jupyter.source.SnippetOrigins;
import lesson4j.jupyter.source.SnippetSource;
import lesson4j.jupyter.source.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one snippet after the other, and turns what went wrong into errors inside the cell.
 *
 * <p>A snippet that fails or is stopped leaves every name as it was before; what earlier snippets did stays.
 */
public final class SnippetRunner {
    private final JShell shell;
    private final SnippetExecution execution;
    private final RunThread worker;
    private final SnippetOrigins cells;
    private final Variables variables;
    private final CompileErrors compileErrors;
    private final Redefinitions redefinitions;
    private final Unfinished unfinished;

    /** Makes a runner that evaluates in {@code shell} and reports in places of {@code cells}. */
    public SnippetRunner(
            JShell shell,
            SnippetExecution execution,
            RunThread worker,
            SnippetOrigins cells,
            Variables variables,
            CompileErrors compileErrors) {
        this.shell = shell;
        this.execution = execution;
        this.worker = worker;
        this.cells = cells;
        this.variables = variables;
        this.compileErrors = compileErrors;
        this.unfinished = new Unfinished(shell, compileErrors);
        this.redefinitions = new Redefinitions(shell, variables, cells, compileErrors);
    }

    /** Runs {@code source}, found at {@code part} of the cell, and returns its value, null when it has none. */
    @Nullable
    Object run(String source, SnippetSource part) {
        String bare = SnippetSource.bare(source);
        if (JavaText.startsWithWord(bare, "return")) {
            throw atTheTop(part);
        }
        SnippetSource outer = cells.enter(part);
        ShellState before = new ShellState(shell, execution.loader());
        boolean done = false;
        try {
            Object result = result(eval(bare, before), part, before);
            done = true;
            return result;
        } finally {
            cells.enter(outer);
            execution.takeFailure();
            if (!done) {
                before.restore();
            }
        }
    }

    private List<SnippetEvent> eval(String source, ShellState before) {
        List<SnippetEvent> events = Compiler.eval(shell, source);
        Optional<String> accepted = Compiler.withPublicConstructor(shell, events, source);
        if (accepted.isEmpty()) {
            return events;
        }
        before.restore();
        return eval(accepted.get(), before);
    }

    private static CodeProblem atTheTop(SnippetSource part) {
        int start = part.codeStart();
        return CodeProblem.at(
                "CompileError",
                "return outside a method: a cell has no caller to return to",
                part.code(),
                start,
                start + "return".length(),
                List.of("Write the value alone as the last line: the notebook shows it."));
    }

    /** Returns what to tell the reader at the end of a cell. */
    public List<String> takeNotices() {
        List<String> notices = new ArrayList<>(redefinitions.takeNotices());
        notices.addAll(unfinished.notices());
        execution.loader().takeNotice().ifPresent(notices::add);
        return notices;
    }

    /** Returns the declarations that name what does not exist yet. */
    public Unfinished unfinished() {
        return unfinished;
    }

    private @Nullable Object result(List<SnippetEvent> events, SnippetSource part, ShellState before) {
        Object result = null;
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
                failIfBad(event, part, before);
            }
        }
        redefinitions.note(events);
        if (events.stream().map(SnippetEvent::snippet).allMatch(SnippetRunner::isUnnamed)) {
            forget(events, before);
        }
        return result;
    }

    private static boolean isUnnamed(Snippet snippet) {
        return !snippet.kind().isPersistent() || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    /** JShell keeps a value without a name, as $1, and looks up its class for all that is compiled later. */
    private void forget(List<SnippetEvent> unnamed, ShellState before) {
        for (SnippetEvent event : unnamed) {
            if (event.snippet() instanceof VarSnippet value) {
                variables.drop(value);
            }
        }
        before.forgetFiles();
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

    private CodeStopped stopped() {
        Throwable thrown = execution.takeFailure();
        CodeStopped reason = worker.stopReason();
        if (thrown instanceof CodeStopped told && told.name().equals(reason.name())) {
            return told;
        }
        return thrown != null && Extensions.any(one -> one.isStop(thrown))
                ? new CodeStopped(String.valueOf(thrown.getMessage()))
                : reason;
    }

    private void failIfBad(SnippetEvent event, SnippetSource part, ShellState before) {
        Throwable thrown = execution.takeFailure();
        if (event.exception() instanceof UnresolvedReferenceException called) {
            DeclarationSnippet broken = called.getSnippet();
            throw failure(compileErrors.unresolved(broken, redefinitions.causeOf(broken)), null, part);
        }
        if (thrown != null) {
            Throwable asked = ask(thrown);
            throw failure(asked, asked, part);
        }
        Status status = event.status();
        boolean later = status == Status.RECOVERABLE_NOT_DEFINED
                && event.snippet() instanceof DeclarationSnippet waiting
                && shell.unresolvedDependencies(waiting).findAny().isPresent();
        if (!status.isDefined() && !later) {
            throw compileErrors.of(event.snippet(), part);
        }
        if (status != Status.VALID && event.snippet() instanceof DeclarationSnippet declared) {
            unfinished.add(declared, part, before);
        }
    }

    /** A reader's own exception is asked on the cell thread, where an endless answer can be stopped. */
    private Throwable ask(Throwable thrown) {
        ClassLoader loader = execution.loader().classLoader();
        return worker.briefly(() -> Thrown.isOwn(thrown, loader) ? Thrown.plain(thrown) : thrown)
                .orElseGet(() -> Thrown.silent(thrown));
    }

    private CodeFailure failure(Throwable told, @Nullable Throwable passed, SnippetSource part) {
        List<SourceLine> lines = PassedLines.of(passed, cells);
        String line = lines.isEmpty() ? "" : lines.get(0).text();
        return new CodeFailure(
                told,
                cells.number(),
                lines.isEmpty() ? List.of(part.start()) : lines,
                Extensions.all(one -> one.advise(told, line, variables::value)));
    }
}
