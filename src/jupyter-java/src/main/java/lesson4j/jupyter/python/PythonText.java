package lesson4j.jupyter.python;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lesson4j.jupyter.source.Brackets;
import lesson4j.jupyter.source.JavaText;

/** Turns short pieces of Python into Java, for hints. */
public final class PythonText {
    private static final Pattern VALUE = Pattern.compile("\\{([^{}:!]+)(:[^{}]*)?\\}");

    private PythonText() {}

    /** Returns {@code cell} with an underscore for each letter inside strings, and blanks for comments. */
    public static String code(String cell) {
        StringBuilder code = new StringBuilder(cell);
        int at = 0;
        while (at < cell.length()) {
            int end = JavaText.skip(cell, at, cell.length());
            boolean comment = cell.charAt(at) == '#' || end > at && cell.charAt(at) == '/';
            if (cell.charAt(at) == '#') {
                int line = cell.indexOf('\n', at);
                end = line < 0 ? cell.length() : line;
            }
            for (int i = comment ? at : at + 1; i < (comment ? end : end - 1); i++) {
                if (code.charAt(i) != '\n') {
                    code.setCharAt(i, comment ? ' ' : '_');
                }
            }
            at = Math.max(end, at + 1);
        }
        return code.toString();
    }

    /** Returns an expression with Java's words and quotes; one that holds text in a text is left as it is. */
    static String java(String python) {
        if (python.matches("(?i:fr?|rf)[\"'].*")) {
            return joined(python);
        }
        StringBuilder java = new StringBuilder();
        int from = 0;
        for (int at = 0; at <= python.length(); at++) {
            boolean quote = at < python.length() && (python.charAt(at) == '\'' || python.charAt(at) == '"');
            if (quote || at == python.length()) {
                java.append(words(python.substring(from, at)));
                from = quote ? JavaText.skip(python, at, python.length()) : at;
                java.append(quote ? quoted(python.substring(at, from)) : "");
                at = quote ? from - 1 : at;
            }
        }
        return java.toString();
    }

    /** Returns values with a comma and one blank between them. */
    static String values(String python) {
        return java(python).replaceAll("\\s*,\\s*", ", ");
    }

    private static String words(String code) {
        return code.replaceAll("\\bTrue\\b", "true")
                .replaceAll("\\bFalse\\b", "false")
                .replaceAll("\\bNone\\b", "null")
                .replaceAll("\\bis\\s+not\\b", "!=")
                .replaceAll("\\bis\\b", "==")
                .replaceAll("\\band\\b", "&&")
                .replaceAll("\\bor\\b", "||")
                .replaceAll("\\bnot\\s+", "!");
    }

    private static String quoted(String text) {
        return text.startsWith("'") && text.endsWith("'") && text.length() > 1
                ? '"' + text.substring(1, text.length() - 1).replace("\"", "\\\"") + '"'
                : text;
    }

    /** Returns {@code x} in brackets, unless one pair of them is all around it. */
    static String bracketed(String x) {
        boolean whole = x.startsWith("(") && Brackets.closing(x, 0) == x.length() - 1;
        return whole ? x : "(" + x + ")";
    }

    /** Returns parameters with a type before each. */
    static String parameters(String names) {
        return Arrays.stream(names.split(","))
                .map(name -> name.replaceAll("[:=*].*", "").strip())
                .filter(name -> !name.isEmpty() && !name.equals("self"))
                .map(name -> "double " + name)
                .collect(Collectors.joining(", "));
    }

    /** Returns the head of a loop that counts as {@code range(arguments)} does. */
    static String counting(String name, String arguments) {
        String[] range = arguments.split("\\s*,\\s*");
        boolean simple = !arguments.contains("(") && range.length <= 3;
        String first = simple && range.length > 1 ? range[0] : "0";
        String last = !simple ? arguments : range.length > 1 ? range[1] : range[0];
        String step = simple && range.length == 3 ? name + " += " + range[2] : name + "++";
        String sign = step.contains("-") ? " > " : " < ";
        return "for (int " + name + " = " + first + "; " + name + sign
                + (last.isBlank() ? "…" : last.replaceAll("^len\\((.*)\\)$", "$1.size()")) + "; "
                + step.replace("+= -", "-= ") + ")";
    }

    /** Returns the lambda with these parameters. A bracket that closes a call around it is none of its own. */
    static String lambda(String names, String body) {
        String end = body.strip();
        while (end.endsWith(")")
                && Brackets.open("(" + end, 0, end.length() + 1).isEmpty()) {
            end = end.substring(0, end.length() - 1).strip();
        }
        String in = names.strip();
        return (in.isEmpty() || in.contains(",") ? "(" + in + ")" : in) + " -> " + (end.isEmpty() ? "…" : end);
    }

    /** Returns how Java puts values into a text, for {@code f"…"}. */
    static String joined(String python) {
        String text = python.replaceFirst("^\\w+", "");
        String inside = text.substring(1, text.length() - 1).replace("\"", "\\\"");
        List<String> values = VALUE.matcher(inside)
                .results()
                .map(value -> value.group(1).strip())
                .toList();
        if (VALUE.matcher(inside).results().anyMatch(value -> value.group(2) != null)) {
            String format = VALUE.matcher(inside)
                    .replaceAll(value ->
                            "%" + (value.group(2) == null ? "s" : value.group(2).substring(1)));
            return "String.format(\"" + format + "\", " + String.join(", ", values) + ")";
        }
        String[] texts = VALUE.split(inside, -1);
        StringBuilder java = new StringBuilder();
        for (int i = 0; i < texts.length; i++) {
            boolean needed = !texts[i].isEmpty() || i == 0 && (texts.length == 1 || texts[1].isEmpty());
            java.append(needed ? " + \"" + texts[i] + '"' : "");
            java.append(i < values.size() ? " + " + values.get(i) : "");
        }
        return java.substring(" + ".length());
    }
}
