package lesson4j.jupyter.error;

/** The end of a cell that was interrupted; an {@code Error}, so that {@code catch (Exception e)} lets it pass. */
public final class CodeStopped extends Error {
    private static final long serialVersionUID = 1L;

    private final String name;

    public CodeStopped() {
        this("The cell was interrupted.");
    }

    public CodeStopped(String message) {
        this("Interrupted", message);
    }

    public CodeStopped(String name, String message) {
        super(message, null, false, false);
        this.name = name;
    }

    /** Returns what the reader sees as the error's name. */
    public String name() {
        return name;
    }
}
