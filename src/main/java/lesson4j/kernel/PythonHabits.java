package lesson4j.kernel;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a reader who thinks in Python writes, and what Java writes for it. */
final class PythonHabits {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("True", "Java writes true, with a small letter."),
            Map.entry("False", "Java writes false, with a small letter."),
            Map.entry("None", "Java writes null for a variable that holds nothing."),
            Map.entry("self", "Java writes this."),
            Map.entry("str", "Java's text is a String; String.valueOf(x) makes one of any value."),
            Map.entry("bool", "Java writes boolean."),
            Map.entry("len", "Java asks the value itself: text.length(), list.size(), array.length."),
            Map.entry("range", "Java counts with for (int i = 0; i < 10; i++) { … }, or IntStream.range(0, 10)."),
            Map.entry("input", "Java reads a line with new Scanner(System.in).nextLine()."));

    private static final Pattern IMPORT = Pattern.compile(
            "(?m)^\\s*(?:import\\s+(?:numpy|pandas|torch|fastai|matplotlib|sklearn)\\b|from\\s+\\w).*$");

    private PythonHabits() {}

    /** Returns what to write instead of what stands from {@code from} to {@code to}; nothing when it is not Python's. */
    static List<String> at(String code, String cell, int from, int to) {
        if (code.contains("unclosed.char.lit")) {
            return List.of("Text stands in double quotes, \"…\"; single quotes hold one character.");
        }
        if (code.contains("expected")
                && IMPORT.matcher(cell.substring(0, Math.min(from, cell.length())))
                        .find()) {
            return List.of("Python's libraries are not here. Nd4j is imported and takes numpy's place, Table that of "
                    + "pandas; a Java import names a class: import java.util.List;");
        }
        if (!code.contains("cant.resolve") || to > cell.length() || from >= to || isMember(cell, from)) {
            return List.of();
        }
        String name = cell.substring(from, to);
        int next = JavaText.skipBlank(cell, to, cell.length());
        if (name.equals("print")) {
            return List.of("Java prints with System.out.println" + arguments(cell, next) + ";");
        }
        if (NAMES.containsKey(name)) {
            return List.of(NAMES.get(name));
        }
        boolean assigned = cell.startsWith("=", next) && !cell.startsWith("==", next);
        return assigned && JavaText.skipName(cell, from, to) == to
                ? List.of("A new variable begins with its type, or with var: var " + name + " = …;")
                : List.of();
    }

    private static boolean isMember(String cell, int from) {
        return cell.substring(0, from).stripTrailing().endsWith(".");
    }

    private static String arguments(String cell, int at) {
        int end = cell.indexOf(')', at);
        boolean oneLine =
                end > 0 && cell.startsWith("(", at) && cell.substring(at, end).indexOf('\n') < 0;
        return oneLine ? cell.substring(at, end + 1) : "(…)";
    }
}
