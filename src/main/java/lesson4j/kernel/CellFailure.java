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

    private final transient List<CellLine> lines;

    CellFailure(Throwable thrown, List<CellLine> lines) {
        super(thrown.getMessage(), thrown, false, false);
        this.lines = lines;
    }

    Throwable thrown() {
        return Objects.requireNonNull(getCause());
    }

    /** Returns the lines of cells that led to the failure, the innermost first. */
    List<CellLine> lines() {
        return lines;
    }
}
