package lesson4j.kernel;

import java.util.ArrayList;
import java.util.List;

/** What a reader sees when a cell fails: the error's own name and message, the cell's line, the causes. */
final class ErrorText {
    private static final String RED = "\u001B[1;31m";
    private static final String BOLD = "\u001B[1m";
    private static final String PLAIN = "\u001B[0m";
    private static final int CONTEXT = 1;
    private static final int PLACES = 3;

    private ErrorText() {}

    static String name(Throwable thrown) {
        return thrown instanceof CellStopped stopped
                ? stopped.name()
                : thrown.getClass().getSimpleName();
    }

    static String message(Throwable thrown) {
        return MemoryLimit.explain(thrown)
                .orElse(String.valueOf(thrown.getMessage() == null ? "" : thrown.getMessage()));
    }

    static List<String> of(CellFailure failure, String code) {
        List<String> text = of(failure.thrown());
        for (CellLine place : failure.lines().stream().limit(PLACES).toList()) {
            text.add("");
            if (!place.code().equals(code)) {
                text.add("in an earlier cell:");
            }
            text.addAll(around(place));
        }
        return text;
    }

    private static List<String> around(CellLine place) {
        List<String> text = new ArrayList<>();
        String[] source = place.code().split("\n", -1);
        int from = Math.max(1, place.line() - CONTEXT);
        int to = Math.min(source.length, place.line() + CONTEXT);
        for (int i = from; i <= to; i++) {
            boolean here = i == place.line();
            text.add((here ? BOLD + "→ " : "  ") + i + "  " + source[i - 1] + (here ? PLAIN : ""));
        }
        return text;
    }

    static List<String> of(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        String before = "";
        for (Throwable t = thrown; t != null && lines.size() < 20; t = t.getCause()) {
            String message = message(t);
            lines.add(before + RED + name(t) + PLAIN + (message.isEmpty() ? "" : ": " + message));
            before = "caused by ";
        }
        return lines;
    }
}
