package lesson4j.jupyter.error;

import java.util.List;
import java.util.Objects;
import lesson4j.jupyter.source.SourceLine;

/**
 * What a cell threw, with the lines of cells it passed.
 *
 * <p>JJava's {@code ename} is always RuntimeException; this keeps the exception itself.
 */
public final class CodeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int cell;
    final transient List<SourceLine> lines;
    final transient List<String> advice;

    /**
     * @param thrown what the cell threw
     * @param cell the number of the cell that ran
     * @param lines the lines of cells that led to it, the innermost first
     * @param advice what the kernel can say about it; may be empty
     */
    public CodeFailure(Throwable thrown, int cell, List<SourceLine> lines, List<String> advice) {
        super(Thrown.message(thrown), thrown, false, false);
        this.cell = cell;
        this.lines = lines;
        this.advice = advice;
    }

    /** Returns what the cell threw. */
    public Throwable thrown() {
        return Objects.requireNonNull(getCause());
    }
}
