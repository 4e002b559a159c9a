package lesson4j.jupyter.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a class that JShell made of a cell's code, by the numbers they have in stack traces.
 *
 * <p>JShell's own classes begin with all imports, so that their lines are four or a hundred too high.
 */
public final class LineNumbers {
    private final String file;
    private final boolean oneCell;
    private final IntFunction<@Nullable SourceLine> place;
    private final Map<Integer, SourceLine> byNumber = new ConcurrentHashMap<>();

    /**
     * @param file what stack traces name as the source file
     * @param oneCell whether all lines are of one cell, so that they can have its numbers
     * @param place the line of a cell that a line of the class came from
     */
    LineNumbers(String file, boolean oneCell, IntFunction<@Nullable SourceLine> place) {
        this.file = file;
        this.oneCell = oneCell;
        this.place = place;
    }

    /** Returns what stack traces name as the source file of the code of {@code In [cell]}. */
    public static String file(int cell) {
        return cell == 0 ? "start" : "cell " + cell;
    }

    /** Returns what stack traces name as the source file. */
    public String file() {
        return file;
    }

    /** Returns the number that {@code line} of the class gets, which is the cell's own where that is clear. */
    public int number(int line) {
        SourceLine found = place.apply(line);
        if (found == null) {
            return line;
        }
        int number = oneCell ? found.line() : line;
        byNumber.put(number, found);
        return number;
    }

    /** Returns the line that has {@code number} in a stack trace. */
    @Nullable
    SourceLine at(int number) {
        return byNumber.get(number);
    }
}
