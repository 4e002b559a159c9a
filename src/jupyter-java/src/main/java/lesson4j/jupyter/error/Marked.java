package lesson4j.jupyter.error;

import java.util.ArrayList;
import java.util.List;
import lesson4j.jupyter.source.SourceLine;

/** Lines of a cell as an error shows them: numbered, the one that matters with an arrow, the span with carets. */
public final class Marked {
    static final String RED = "\u001B[1;31m";
    static final String BOLD = "\u001B[1m";
    static final String PLAIN = "\u001B[0m";
    private static final int CONTEXT = 1;

    /** How much of a line is shown: data in code may be thousands of letters long. */
    private static final int LETTERS = 300;

    private Marked() {}

    /** Returns the line with its neighbours. */
    static List<String> line(SourceLine place) {
        List<String> text = new ArrayList<>();
        String[] source = place.code().split("\n", -1);
        int from = Math.max(1, place.line() - CONTEXT);
        int to = Math.min(source.length, place.line() + CONTEXT);
        for (int i = from; i <= to; i++) {
            text.add(i == place.line() ? arrow(i, source[i - 1]) : "  " + i + "  " + shortened(source[i - 1]));
        }
        return text;
    }

    /** Returns the line on which the span begins, with carets under the part of the span that is on it. */
    public static List<String> span(String code, int from, int to) {
        int start = Math.min(from, code.length());
        SourceLine place = SourceLine.at(code, 0, start);
        int lineStart = code.lastIndexOf('\n', start - 1) + 1;
        String source = place.text();
        int column = start - lineStart;
        if (column > LETTERS - 20) {
            int cut = column - 20;
            source = "…" + source.substring(cut + 1);
            column -= cut;
        }
        int width = Math.max(1, Math.min(to - start, Math.min(LETTERS, source.length()) - column));
        String indent = source.substring(0, column).replaceAll("[^\t]", " ");
        String margin = " ".repeat(("→ " + place.line() + "  ").length());
        return List.of(arrow(place.line(), source), margin + indent + RED + "^".repeat(width) + PLAIN);
    }

    private static String arrow(int number, String source) {
        return BOLD + "→ " + number + "  " + shortened(source) + PLAIN;
    }

    private static String shortened(String source) {
        return source.length() <= LETTERS ? source : source.substring(0, LETTERS) + "…";
    }
}
