package lesson4j.jupyter.error;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is wrong with a cell, told in the kernel's own words and pointing into the cell.
 *
 * <p>JJava reports such problems as a {@code CompilationException} whose message is a dump of JShell's state.
 */
public final class CodeProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final String name;
    final transient List<String> details;

    /**
     * @param name what a reader sees as the error's name, {@code CompileError}
     * @param message one sentence
     * @param details marked lines and what to do, under the message
     */
    public CodeProblem(String name, String message, List<String> details) {
        super(message, null, false, false);
        this.name = name;
        this.details = List.copyOf(details);
    }

    /** Returns a problem that marks a span of a cell, with what to do below. */
    public static CodeProblem at(String name, String message, String code, int from, int to, List<String> hints) {
        Stream<String> marked = Stream.concat(Stream.of(""), Marked.span(code, from, to).stream());
        return new CodeProblem(
                name, message, Stream.concat(marked, hints.stream()).toList());
    }
}
