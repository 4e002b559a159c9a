package lesson4j.jupyter.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.source.HiddenNames;
import lesson4j.jupyter.source.SourceLine;
import lesson4j.jupyter.source.VisibleText;

/**
 * What a reader sees when a cell fails: the error's own name and message, its causes, the cell's line.
 *
 * <p>JJava names every error RuntimeException and shows frames of JShell and of itself.
 */
public final class ErrorText {
    private static final int PLACES = 4;

    private ErrorText() {}

    /** Returns what a reader sees as the error's name. */
    public static String name(Throwable thrown) {
        if (thrown instanceof CodeProblem problem) {
            return problem.name;
        }
        if (thrown instanceof CodeStopped stopped) {
            return stopped.name();
        }
        return Thrown.name(thrown);
    }

    /** Returns the message in plain words, without JShell's names and invisible characters. */
    public static String message(Throwable thrown) {
        return heap(thrown)
                .or(() -> Extensions.first(one -> one.explain(thrown)))
                .orElseGet(() -> VisibleText.lines(HiddenNames.without(Thrown.message(thrown))));
    }

    /** Returns the lines that tell of a failure: name, message, causes, advice, the cell's lines. */
    public static List<String> of(CodeFailure failure) {
        List<String> text = of(failure.thrown());
        text.addAll(failure.advice);
        if (!failure.lines.isEmpty()) {
            LibraryFrames.of(failure.thrown()).ifPresent(text::add);
        }
        int shown = failure.cell;
        for (SourceLine place : failure.lines.stream().limit(PLACES).toList()) {
            text.add("");
            if (place.cell() != shown) {
                text.add("in cell " + place.cell() + (place.cell() == failure.cell ? ", this one:" : ":"));
                shown = place.cell();
            }
            text.addAll(Marked.line(place));
        }
        int more = failure.lines.size() - PLACES;
        if (more > 0) {
            text.add("… and " + more + (more == 1 ? " line" : " lines") + " of cells more");
        }
        return text;
    }

    /** Returns the lines that tell of {@code thrown} and its causes. */
    public static List<String> of(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        String before = "";
        for (Throwable t : Thrown.chain(thrown)) {
            String message = message(t);
            lines.add(before + Marked.RED + name(t) + Marked.PLAIN + (message.isEmpty() ? "" : ": " + message));
            if (t instanceof CodeProblem problem) {
                lines.addAll(problem.details);
            }
            before = "caused by ";
        }
        return lines;
    }

    private static Optional<String> heap(Throwable thrown) {
        String message = Thrown.message(thrown);
        if (thrown instanceof OutOfMemoryError && message.contains("exceeds VM limit")) {
            return Optional.of(
                    "An array of this size is not possible in Java; the longest has 2 147 483 645 elements.");
        }
        return thrown instanceof OutOfMemoryError && message.contains("heap")
                ? Optional.of(whenHeapIsFull())
                : Optional.empty();
    }

    /** Returns what to do about a full heap. */
    public static String whenHeapIsFull() {
        return "The heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB is full. Set variables that you no "
                + "longer need to null, or restart the kernel. Its share of the machine is -XX:MaxRAMPercentage in "
                + "kernel.json.";
    }
}
