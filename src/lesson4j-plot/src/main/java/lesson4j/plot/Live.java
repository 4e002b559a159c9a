package lesson4j.plot;

/**
 * One place on the {@link Screen} whose content is replaced while work goes on.
 *
 * <p>Get one with {@link Show#live()}. Updates beyond what the place can take (about five a second in a notebook) are
 * dropped, except the last one before {@link #close()}.
 */
public interface Live extends AutoCloseable {

    /** Replaces what is shown; on a console, which cannot replace, this does nothing. */
    void update(Object value);

    /**
     * Adds a line that stays, where nothing can be replaced.
     *
     * <p>A console prints it at once; a notebook, which shows {@link #update updates} instead, ignores it.
     */
    void log(String line);

    /**
     * Lets the reader end the work by a button, where the page can have one.
     *
     * <p>Call it before the first update.
     *
     * @param stop called from another thread
     */
    default void stoppable(Runnable stop) {}

    /** Shows the last update, if one is still waiting. */
    @Override
    void close();
}
