package lesson4j.plot;

import org.jspecify.annotations.Nullable;

/**
 * Text from data as one visible line.
 *
 * <p>A name in somebody's file may hold a line break, a terminal's colour code or a mark that turns the direction of all
 * that follows. What cannot be seen is written as in Java source, {@code \\u001b}, so that it does nothing and is not
 * hidden either.
 */
public final class Plain {
    /** More characters of a title or caption than a page is wide. */
    static final int LINE = 120;

    /** More than a sentence that stands for a picture has, and a list's item. */
    public static final int SENTENCE = 2000;

    private Plain() {}

    /** Returns {@code text} with every invisible character spelled out, and nothing for null. */
    public static String line(@Nullable String text) {
        return spelled(text, "");
    }

    /** Returns {@code text} with invisible characters spelled out, but for line breaks and tabs. */
    public static String lines(@Nullable String text) {
        return spelled(text, "\n\t");
    }

    private static String spelled(@Nullable String text, String kept) {
        if (text == null || text.codePoints().noneMatch(Plain::acts)) {
            return text == null ? "" : text;
        }
        var line = new StringBuilder();
        text.codePoints()
                .forEach(c -> line.append(acts(c) && kept.indexOf(c) < 0 ? spelled(c) : Character.toString(c)));
        return line.toString();
    }

    /**
     * Returns the line of {@code text}, without its end when it is longer than {@code most} characters.
     *
     * @throws IllegalArgumentException when {@code most} leaves no room
     */
    public static String line(@Nullable String text, int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "Expected room for 1 character or more but found " + most + ". A title has " + LINE + ".");
        }
        // cut first: a cell may hold a whole book
        String start = text != null && text.length() / 2 > most ? text.substring(0, 2 * most + 1) : text;
        String line = line(start);
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static boolean acts(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            // embeddings, overrides and isolates reach beyond their own text
            case Character.FORMAT -> c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
            default -> false;
        };
    }

    private static String spelled(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", c);
        };
    }
}
