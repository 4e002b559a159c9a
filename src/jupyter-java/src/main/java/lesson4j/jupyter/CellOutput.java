package lesson4j.jupyter;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows values in the running cell: what the plain kernel imports, and an extension may have better words for. */
public final class CellOutput {
    private static @Nullable Page page;

    private CellOutput() {}

    static void on(Page opened) {
        page = opened;
    }

    /** Shows {@code value} below what the cell shows so far: {@code show(list);} in a loop. */
    public static void show(Object value) {
        page().show(value);
    }

    /** Removes what the cell shows so far. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /** Removes what the cell shows so far; with {@code wait} only when something new is there. */
    public static void clearOutput(boolean wait) {
        page().clear(wait);
    }

    private static Page page() {
        return Objects.requireNonNull(page, "There is no notebook: run this in a cell.");
    }
}
