package lesson4j.kernel;

import java.util.List;
import java.util.Objects;

/**
 * What a cell threw, with the lines of cells it passed.
 *
 * <p>JJava's {@code ename} is always RuntimeException; this keeps the exception itself.
 */
final class CellFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int cell;
    private final transient List<CellLine> lines;
    private final transient List<String> advice;

    /**
     * @param thrown what the cell threw
     * @param cell the number of the cell that ran
     * @param lines the lines of cells that led to it, the innermost first
     * @param advice what the kernel can say about it; may be empty
     */
    CellFailure(Throwable thrown, int cell, List<CellLine> lines, List<String> advice) {
        super(Thrown.message(thrown), thrown, false, false);
        this.cell = cell;
        this.lines = lines;
        this.advice = advice;
    }

    Throwable thrown() {
        return Objects.requireNonNull(getCause());
    }

    int cell() {
        return cell;
    }

    List<CellLine> lines() {
        return lines;
    }

    List<String> advice() {
        return advice;
    }
}
