package lesson4j.jupyter.error;

/** The end of a cell that was interrupted; an {@code Error}, so that {@code catch (Exception e)} lets it pass. */
public final class CodeStopped extends Error {
    private static final long serialVersionUID = 1L;

    private final String name;

    /** Makes the end of a cell that its reader interrupted. */
    public CodeStopped() {
        this("The cell was interrupted.");
    }

    /** Makes the end of an interrupted cell that tells more than that it ended. */
    public CodeStopped(String message) {
        this("Interrupted", message);
    }

    /** Makes the end of a cell under a name of its own. */
    public CodeStopped(String name, String message) {
        super(message, null, false, false);
        this.name = name;
    }

    /** Returns what the reader sees as the error's name. */
    public String name() {
        return name;
    }
}
