package lesson4j.jupyter.source;

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
public record MagicLine(boolean cell, String name, String arguments, int start, int argumentsAt, int end) {
    /** Returns the magic that is the next thing to do at {@code from}; null when that is code. */
    public static @Nullable MagicLine at(String code, int from, int to) {
        int begin = new SnippetSource(code, 0, from).codeStart();
        MagicLine next = next(code, from, to);
        return next != null && next.start == begin ? next : null;
    }

    /** Returns {@code code} without its magic lines, as the compiler is to see it. */
    public static String without(String code) {
        String java = code;
        for (MagicLine line = next(java, 0, java.length()); line != null; line = next(java, 0, java.length())) {
            java = java.substring(0, line.start) + java.substring(line.end);
        }
        return java;
    }

    /** Returns the first magic line after {@code from}; null when there is none. */
    public static @Nullable MagicLine next(String code, int from, int to) {
        int at = from;
        while (at < to) {
            MagicLine line = code.charAt(at) == '%' ? begin(code, at, to) : null;
            if (line != null) {
                return line;
            }
            at = Math.max(at + 1, JavaText.skip(code, at, to));
        }
        return null;
    }

    /** Returns the magic line whose percent sign is at {@code at}; null when it is an operator. */
    private static @Nullable MagicLine begin(String code, int at, int to) {
        boolean first = code.substring(code.lastIndexOf('\n', at) + 1, at).isBlank();
        boolean cell = at + 1 < to && code.charAt(at + 1) == '%';
        int from = at + (cell ? 2 : 1);
        if (!first || from >= to || !Character.isLetter(code.charAt(from))) {
            return null;
        }
        int name = from;
        while (name < to && (Character.isLetterOrDigit(code.charAt(name)) || "_-".indexOf(code.charAt(name)) >= 0)) {
            name++;
        }
        int newLine = code.indexOf('\n', name);
        int end = newLine < 0 || newLine > to ? to : newLine;
        int arguments = name;
        while (arguments < end && " \t".indexOf(code.charAt(arguments)) >= 0) {
            arguments++;
        }
        String rest = code.substring(arguments, end).strip();
        return new MagicLine(cell, code.substring(from, name), rest, at, arguments, end);
    }
}
