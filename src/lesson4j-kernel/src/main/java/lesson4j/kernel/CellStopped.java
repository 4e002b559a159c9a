package lesson4j.kernel;

/** The end of a cell that was interrupted; an {@code Error}, so that {@code catch (Exception e)} lets it pass. */
final class CellStopped extends Error {
    private static final long serialVersionUID = 1L;

    private final String name;

    CellStopped() {
        this("The cell was interrupted.");
    }

    CellStopped(String message) {
        this("Interrupted", message);
    }

    CellStopped(String name, String message) {
        super(message, null, false, false);
        this.name = name;
    }

    /** Returns what the reader sees as the error's name. */
    String name() {
        return name;
    }
}
