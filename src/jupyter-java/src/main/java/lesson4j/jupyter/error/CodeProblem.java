package lesson4j.jupyter.error;

import java.util.List;

/**
 * What is wrong with a cell, told in the kernel's own words and pointing into the cell.
 *
 * <p>JJava reports such problems as a {@code CompilationException} whose message is a dump of JShell's state.
 */
public final class CodeProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient List<String> details;

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

    String name() {
        return name;
    }

    List<String> details() {
        return details;
    }
}
