package lesson4j.jupyter.source;

/** Reads Java text by characters, and knows strings, text blocks, comments and names in it. */
public final class JavaText {
    private static final String BLOCK = "\"\"\"";

    private JavaText() {}

    /**
     * Returns where the string, character, text block or comment ends that begins at {@code at}.
     *
     * <p>It is {@code at} itself when none begins there. One that is not closed ends with its line, a text block or comment at {@code to}.
     */
    public static int skip(String code, int at, int to) {
        int comment = skipComment(code, at, to);
        if (comment > at) {
            return comment;
        }
        char first = code.charAt(at);
        if (first == '"' && code.startsWith(BLOCK, at) && at + 3 <= to) {
            return closed(code, at + 3, to, BLOCK);
        }
        return first == '"' || first == '\'' ? quoted(code, at + 1, to, first) : at;
    }

    private static int skipComment(String code, int at, int to) {
        if (at + 2 > to || code.charAt(at) != '/') {
            return at;
        }
        if (code.charAt(at + 1) == '/') {
            int end = code.indexOf('\n', at);
            return end < 0 || end > to ? to : end;
        }
        return code.charAt(at + 1) == '*' ? closed(code, at + 2, to, "*/") : at;
    }

    private static int closed(String code, int from, int to, String end) {
        for (int i = from; i + end.length() <= to; i++) {
            if (code.charAt(i) == '\\' && end.equals(BLOCK)) {
                i++;
            } else if (code.startsWith(end, i)) {
                return i + end.length();
            }
        }
        return to;
    }

    private static int quoted(String code, int from, int to, char quote) {
        for (int i = from; i < to; i++) {
            char c = code.charAt(i);
            if (c == quote) {
                return i + 1;
            }
            if (c == '\n') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return to;
    }

    /** Returns where the white space and comments end that begin at {@code at}. */
    public static int skipBlank(String code, int at, int to) {
        int i = at;
        while (i < to) {
            int next = Character.isWhitespace(code.charAt(i)) ? i + 1 : skipComment(code, i, to);
            if (next == i) {
                return i;
            }
            i = next;
        }
        return i;
    }

    /** Returns the last character between two offsets that is neither white space nor comment. 0 when there is none. */
    public static char lastOfCode(String code, int from, int to) {
        char last = 0;
        int i = from;
        while (i < to) {
            int start = skipBlank(code, i, to);
            if (start == to) {
                break;
            }
            int end = Math.max(start + 1, skip(code, start, to));
            last = code.charAt(end - 1);
            i = end;
        }
        return last;
    }

    /** Returns where the name ends that begins at {@code at}; {@code at} itself when none does. */
    public static int skipName(String code, int at, int to) {
        int i = at;
        while (i < to) {
            int c = code.codePointAt(i);
            if (i == at ? !Character.isJavaIdentifierStart(c) : !Character.isJavaIdentifierPart(c)) {
                break;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    /** Returns where {@code name} first stands in code as a whole name; -1 when it does not. */
    public static int indexOfName(String code, String name) {
        int at = 0;
        while (at < code.length()) {
            int end = skip(code, at, code.length());
            if (end == at && isName(code, at, name)) {
                return at;
            }
            at = Math.max(end, Math.max(at + 1, skipName(code, at, code.length())));
        }
        return -1;
    }

    /** Returns whether {@code code} begins with {@code word} as a whole word. */
    public static boolean startsWithWord(String code, String word) {
        return code.startsWith(word) && skipName(code, 0, code.length()) == word.length();
    }

    /** Returns whether {@code name} stands at {@code at} as a whole name, not as part of a longer one. */
    static boolean isName(String code, int at, String name) {
        return code.startsWith(name, at)
                && skipName(code, at, code.length()) == at + name.length()
                && (at == 0 || !Character.isJavaIdentifierPart(code.codePointBefore(at)));
    }
}
