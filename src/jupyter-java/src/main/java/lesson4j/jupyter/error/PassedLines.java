package lesson4j.jupyter.error;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lesson4j.jupyter.source.SnippetOrigins;
import lesson4j.jupyter.source.SourceLine;
import org.jspecify.annotations.Nullable;

/** Finds the lines of cells that a failure came through. */
public final class PassedLines {
    private PassedLines() {}

    /** Returns the lines of cells that {@code thrown} or a cause passed, the innermost first, causes last. */
    public static List<SourceLine> of(@Nullable Throwable thrown, SnippetOrigins origins) {
        Set<SourceLine> passed = new LinkedHashSet<>();
        for (Throwable t : Thrown.chain(thrown)) {
            String statement = "";
            for (StackTraceElement frame : Thrown.frames(t)) {
                SourceLine line = origins.lineOf(frame);
                boolean again = isStatement(frame) && statement.equals(frame.getClassName());
                if (line != null && !again) {
                    passed.add(line);
                }
                statement = isStatement(frame) ? frame.getClassName() : "";
            }
        }
        return List.copyOf(passed);
    }

    /** JShell runs {@code var x = …;} in two methods of its own making, of which the inner one has the line. */
    private static boolean isStatement(StackTraceElement frame) {
        return frame.getMethodName().startsWith("do_it$");
    }
}
