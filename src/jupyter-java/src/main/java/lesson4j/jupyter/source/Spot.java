package lesson4j.jupyter.source;

/**
 * What the cursor is in.
 *
 * @param kind code, a comment, a string, or other text in quotes
 * @param start where the comment or the quotes begin; the cursor itself in code
 */
public record Spot(Kind kind, int start) {
    /** What text is. */
    public enum Kind {
        CODE,
        COMMENT,
        STRING,
        /** A character, or a text block. */
        QUOTED
    }

    /** Returns what a character typed at {@code cursor} would be part of. */
    public static Spot at(String code, int cursor) {
        // with one character more, whatever ends beyond the cursor is still open there
        String before = code.substring(0, cursor) + " ";
        int at = 0;
        while (at < cursor) {
            int end = JavaText.skip(before, at, cursor + 1);
            if (end > cursor) {
                return new Spot(kind(before, at), at);
            }
            at = Math.max(end, at + 1);
        }
        return new Spot(Kind.CODE, cursor);
    }

    private static Kind kind(String code, int at) {
        if (code.charAt(at) == '/') {
            return Kind.COMMENT;
        }
        return code.charAt(at) == '"' && !code.startsWith("\"\"\"", at) ? Kind.STRING : Kind.QUOTED;
    }
}
