package lesson4j.kernel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * Knows which cell and line each snippet came from.
 *
 * <p>JJava's traces name a snippet and a line in it, {@code #17:3}, which no reader can find.
 */
final class Cells {
    /** Where each snippet starts, by the file name that JShell gives it in stack traces. */
    private final Map<String, CellLine> starts = new ConcurrentHashMap<>();

    private final Map<String, CellPart> parts = new ConcurrentHashMap<>();

    private volatile int number;

    /** Says that the cell {@code In [number]} begins. */
    void begin(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    CellPart part(String code, int position) {
        return new CellPart(code, number, position);
    }

    void add(Snippet snippet, CellPart part) {
        starts.put("#" + snippet.id(), part.start());
        parts.put(snippet.id(), part);
    }

    /** Returns a snippet's source with the comment before it, which JShell does not keep. */
    String sourceOf(Snippet snippet) {
        CellPart part = parts.get(snippet.id());
        if (part == null) {
            return snippet.source();
        }
        String before = part.code().substring(part.position(), part.codeStart()).strip();
        return before.isEmpty() ? snippet.source() : before + "\n" + snippet.source();
    }

    /** Returns the number of the cell that {@code snippet} was last defined in; none for the kernel's own. */
    OptionalInt cellOf(Snippet snippet) {
        CellLine start = starts.get("#" + snippet.id());
        return start == null || start.cell() == 0 ? OptionalInt.empty() : OptionalInt.of(start.cell());
    }

    /** Returns the lines of cells that {@code thrown} or its causes passed, the innermost first, those of causes last. */
    List<CellLine> lines(@Nullable Throwable thrown) {
        Set<CellLine> lines = new LinkedHashSet<>();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            for (StackTraceElement frame : t.getStackTrace()) {
                CellLine start = starts.get(String.valueOf(frame.getFileName()));
                if (start != null) {
                    lines.add(start.plus(frame.getLineNumber() - 1));
                }
            }
        }
        return List.copyOf(lines);
    }
}
