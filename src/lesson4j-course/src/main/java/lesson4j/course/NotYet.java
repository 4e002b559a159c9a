package lesson4j.course;

/**
 * Says that an answer does not meet a demand yet; a notebook shows its one line and nothing else.
 *
 * <p>{@link Answer#must} throws it, so that what comes after, which may presume the demand, is not tried.
 */
public final class NotYet extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String line;

    NotYet(String line) {
        super(line);
        this.line = line;
    }

    /** Returns the line: {@code ✗ Not yet: your share is 19.0, but it must lie below 1. Divide by the count.} */
    @Override
    public String getMessage() {
        return line;
    }

    /** Where in a check the demand stands is of no use to the reader. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public String toString() {
        return line;
    }
}
