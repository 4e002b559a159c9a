package lesson4j.plot;

/**
 * The place where values appear: a notebook cell, or the console.
 *
 * <p>The kernel installs its own; without one, {@link Show} prints to the console. Library code calls {@link Show}.
 */
public interface Screen {

    /** Shows {@code value} once, below what is there. */
    void show(Object value);

    /**
     * Removes what was shown and printed so far; a console, which cannot, does nothing.
     *
     * @param wait whether to keep it until something new is there, which avoids flicker
     */
    default void clear(boolean wait) {}

    /**
     * Opens a place whose content can be replaced.
     *
     * @return the open place, still empty
     */
    Live live();
}
