package lesson4j.jupyter.source;

import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Spells out what cannot be seen in a text from anywhere: {@code \\u001b} for a terminal's colour code.
 *
 * <p>Such a character may hide what follows, or turn its direction.
 */
public final class VisibleText {
    private VisibleText() {}

    /** Returns {@code text} with every invisible character spelled out, line breaks too. */
    public static String line(String text) {
        return spelled(text, VisibleText::acts);
    }

    /** Returns {@code text} with invisible characters spelled out, but for its line breaks and tabs. */
    public static String lines(String text) {
        return spelled(text, c -> acts(c) && c != '\n' && c != '\t');
    }

    private static String spelled(String text, IntPredicate meant) {
        return text.codePoints()
                .mapToObj(c -> meant.test(c) ? spelled(c) : Character.toString(c))
                .collect(Collectors.joining());
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
