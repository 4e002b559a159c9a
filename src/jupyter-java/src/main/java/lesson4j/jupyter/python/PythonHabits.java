package lesson4j.jupyter.python;

import java.util.Map;
import java.util.Optional;
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.source.Brackets;
import lesson4j.jupyter.source.JavaText;

/** Names that a reader who thinks in Python writes, and what Java writes for them. */
public final class PythonHabits {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("True", "Java writes true, with a small letter."),
            Map.entry("False", "Java writes false, with a small letter."),
            Map.entry("None", "Java writes null for a variable that holds nothing."),
            Map.entry("self", "Java writes this."),
            Map.entry("pass", "Java's empty block is { }."),
            Map.entry("not", "Java writes ! for not."),
            Map.entry("del", "Java forgets a value with x = null;"),
            Map.entry("str", "Java's text is a String; String.valueOf(x) makes one of any value."),
            Map.entry("bool", "Java writes boolean."),
            Map.entry("type", "Java asks the value itself: x.getClass()."),
            Map.entry("len", "Java asks the value itself: text.length(), list.size(), array.length."),
            Map.entry("range", "Java counts with for (int i = 0; i < 10; i++) { … }, or IntStream.range(0, 10)."),
            Map.entry("input", "Java reads a line with new Scanner(System.in).nextLine()."));

    private PythonHabits() {}

    /** Returns what to write instead of the unknown name from {@code from} to {@code to} of a cell. */
    public static Optional<String> named(String cell, int from, int to) {
        if (to > cell.length() || from >= to || isMember(cell, from)) {
            return Optional.empty();
        }
        String name = cell.substring(from, to);
        int next = JavaText.skipBlank(cell, to, cell.length());
        if (name.equals("print")) {
            return Optional.of("Java prints with System.out.println" + arguments(cell, next) + ";");
        }
        Optional<String> java = named(name);
        if (java.isPresent()) {
            return java;
        }
        boolean assigned = cell.startsWith("=", next) && !cell.startsWith("==", next);
        return assigned && JavaText.skipName(cell, from, to) == to
                ? Optional.of("A new variable begins with its type, or with var: var " + name + " = …;")
                : Optional.empty();
    }

    /** Returns what Java writes for {@code name}, when it is one of Python's. */
    public static Optional<String> named(String name) {
        return Optional.ofNullable(NAMES.get(name))
                .or(() -> Extensions.first(
                        one -> Optional.ofNullable(one.insteadOfPython().get(name))));
    }

    private static boolean isMember(String cell, int from) {
        return cell.substring(0, from).stripTrailing().endsWith(".");
    }

    private static String arguments(String cell, int at) {
        int line = cell.indexOf('\n', at);
        String rest = cell.substring(at, line < 0 ? cell.length() : line);
        int end = rest.startsWith("(") ? Brackets.closing(rest, 0) : -1;
        return end < 0 ? "(…)" : rest.substring(0, end + 1);
    }
}
