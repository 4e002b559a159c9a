package lesson4j.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a cell that begins with a percent sign.
 *
 * <p>JJava replaces such a line wherever it stands, inside a text block or a broken-up sum too, by a Java call that then
 * appears in errors. Here it counts only where a statement could begin, and the cell stays as it was typed.
 *
 * @param cell whether it is a cell magic, {@code %%time}, which takes all that follows
 * @param name what follows the percent sign
 * @param arguments the rest of the line, with its offset {@code argumentsAt} in the cell
 * @param end where the line ends
 */
record MagicLine(boolean cell, String name, String arguments, int start, int argumentsAt, int end) {
    /** A magic line, or text and comments in which no line is one. */
    private static final Pattern LINE =
            Pattern.compile(Brackets.TEXT + "|(?m:^[ \\t]*(%%?)([A-Za-z][\\w-]*)[ \\t]*(.*)$)");

    /** Returns the magic that is the next thing to do at {@code from}; null when that is code. */
    static @Nullable MagicLine at(String code, int from, int to) {
        int begin = new CellPart(code, 0, from).codeStart();
        MagicLine next = next(code, from, to);
        return next != null && next.start == begin ? next : null;
    }

    /** Returns {@code code} without its magic lines, as the compiler is to see it. */
    static String without(String code) {
        String java = code;
        for (MagicLine line = next(java, 0, java.length()); line != null; line = next(java, 0, java.length())) {
            java = java.substring(0, line.start) + java.substring(line.end);
        }
        return java;
    }

    /** Returns the first magic line after {@code from}; null when there is none. */
    static @Nullable MagicLine next(String code, int from, int to) {
        Matcher line = LINE.matcher(code).region(from, to).useAnchoringBounds(false);
        do {
            if (!line.find()) {
                return null;
            }
        } while (line.group(1) == null);
        boolean cell = line.group(1).equals("%%");
        return new MagicLine(cell, line.group(2), line.group(3).strip(), line.start(1), line.start(3), line.end());
    }
}
