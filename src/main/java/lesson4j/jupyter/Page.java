package lesson4j.jupyter;

import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Shows values below the running cell, in their order with what it prints. */
public interface Page {
    /** Returns {@code value} in every form that a front end may show. */
    DisplayData render(Object value);

    /** Shows {@code data} below what is there. */
    void display(DisplayData data);

    /** Shows {@code data} in place of what was displayed with the same display id. */
    void update(DisplayData data);

    /**
     * Removes what the cell shows so far.
     *
     * @param wait whether to keep it until something new is there, which avoids flicker
     */
    void clear(boolean wait);
}
