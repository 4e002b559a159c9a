package lesson4j.jupyter.snippet;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import lesson4j.jupyter.error.CodeFailure;
import lesson4j.jupyter.error.CodeProblem;
import lesson4j.jupyter.error.Thrown;
import lesson4j.jupyter.output.Quiet;
import lesson4j.jupyter.source.Inside;

/** JShell's compiler, which may also break on what it reads. */
public final class Compiler {
    private static final String CONSTRUCTOR = "compiler.err.invalid.canonical.constructor.in.record";

    private Compiler() {}

    /** Compiles and runs {@code source}; code on which the compiler itself breaks is an error as any other. */
    static List<SnippetEvent> eval(JShell shell, String source) {
        // %load compiles on the cell's own thread: with an interrupt pending, the jars that are read would close for
        // good
        Thread.interrupted();
        try {
            List<SnippetEvent> events = Quiet.call(() -> shell.eval(source));
            if (events.stream().anyMatch(Compiler::isSpoilt)) {
                renew(shell);
            }
            return events;
        } catch (RuntimeException | Error broken) {
            renew(shell);
            throw told(broken);
        }
    }

    /** A compiler that came to a limit, such as 65 535 bytes of text, fails with all that follows. */
    private static boolean isSpoilt(SnippetEvent event) {
        if (event.causeSnippet() != null || event.status().isDefined()) {
            return false;
        }
        List<?> found = (List<?>) Objects.requireNonNullElse(Inside.call(event.snippet(), "diagnostics"), List.of());
        return found.isEmpty()
                || found.stream().anyMatch(diag -> ((Diag) diag).getCode().startsWith("compiler.err.limit"));
    }

    private static void renew(JShell shell) {
        Inside.call(Inside.part(shell, "taskFactory"), "initTaskPool");
    }

    /** Returns what to tell of {@code broken}, which the compiler threw. */
    static RuntimeException told(Throwable broken) {
        if (broken instanceof CodeProblem || broken instanceof CodeFailure || broken instanceof OutOfMemoryError) {
            throw Inside.rethrown(broken);
        }
        return Thrown.chain(broken).stream().anyMatch(StackOverflowError.class::isInstance)
                ? new CodeProblem(
                        "CompileError",
                        "this statement is nested too deeply for Java's compiler",
                        List.of("Split it into several statements, or read long data from a file."))
                : new CodeProblem("CompileError", "Java's compiler broke on this: " + broken, List.of());
    }

    /** Returns whether {@code source}, one statement or declaration, has a syntax error; nothing is compiled. */
    static boolean isBroken(JShell shell, String source) {
        try {
            Object mask = Inside.made("MaskCommentsAndModifiers", source, false);
            String plain = (String) Inside.result(mask, "cleared");
            Class<?> worker = Class.forName("jdk.jshell.TaskFactory$Worker");
            Object asks = Proxy.newProxyInstance(
                    worker.getClassLoader(), new Class<?>[] {worker}, (proxy, method, task) -> isBroken(task[0]));
            return Boolean.TRUE.equals(
                    Inside.call(Inside.part(shell, "taskFactory"), "parse", plain.stripTrailing(), asks));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JShell is not one that the kernel was built for: " + e, e);
        }
    }

    /** Nothing at all is found in a text that does not even fall into words. */
    private static boolean isBroken(Object parsed) {
        List<?> units = (List<?>) Inside.result(parsed, "units");
        Object errors = Inside.result(parsed, "getDiagnostics");
        return units.isEmpty() || Boolean.TRUE.equals(Inside.call(errors, "hasOtherThanNotStatementErrors"));
    }

    /**
     * Returns {@code source} with the {@code public} that a record's constructor needs in JShell.
     *
     * <p>JShell makes the record itself public. Nothing is returned when that is not what is wrong.
     */
    static Optional<String> withPublicConstructor(JShell shell, List<SnippetEvent> events, String source) {
        if (events.size() != 1 || events.get(0).status() != Status.REJECTED) {
            return Optional.empty();
        }
        return shell.diagnostics(events.get(0).snippet())
                .filter(diag -> CONSTRUCTOR.equals(diag.getCode()))
                .findFirst()
                .map(Diag::getPosition)
                .map(Long::intValue)
                .filter(at -> at > 0 && Character.isJavaIdentifierStart(source.charAt(at)))
                .map(at -> source.substring(0, at) + "public " + source.substring(at));
    }
}
