package lesson4j.jupyter;

import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Shows values below the running cell, in their order with what it prints. */
public interface Page {
    /** Shows a value whose content is replaced while work goes on. */
    interface Live extends AutoCloseable {
        /** Replaces what is shown, five times a second at most; the last value is never left out. */
        void update(Object value);

        /** Shows the last value, if it is still waiting. */
        @Override
        void close();
    }

    /** Shows {@code value} below what is there. */
    void show(Object value);

    /** Shows {@code data}, which is rendered already, below what is there. */
    void display(DisplayData data);

    /**
     * Removes what the cell shows so far.
     *
     * @param wait whether to keep it until something new is there, which avoids flicker
     */
    void clear(boolean wait);

    /** Opens a place whose content can be replaced; it appears with the first value. */
    Live live();
}
