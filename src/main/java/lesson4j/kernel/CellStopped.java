package lesson4j.kernel;

/** The end of a cell that was interrupted; an {@code Error}, so that {@code catch (Exception e)} lets it pass. */
final class CellStopped extends Error {
    private static final long serialVersionUID = 1L;

    CellStopped() {
        super("The cell was interrupted.", null, false, false);
    }

    CellStopped(String message) {
        super(message, null, false, false);
    }
}
