package lesson4j.kernel;

import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** What to do about a compile error, in plain words; most of all, which import a missing class needs. */
final class Hints {
    private static final String NAME = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+";
    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(class|variable|method) (" + NAME + ")");
    private static final Pattern LOCATION = Pattern.compile(
            "location:\\s+(?:(?:class|interface)|variable " + NAME + " of type) ((?:" + NAME + "\\.?)+)");
    private static final Pattern UNREPORTED = Pattern.compile("unreported exception (?:[\\w.]+\\.)?(\\w+)");

    private final JShell shell;
    private final ClassLoader loader;
    private final ClassNames classes;

    Hints(JShell shell, ClassLoader loader, ClassNames classes) {
        this.shell = shell;
        this.loader = loader;
        this.classes = classes;
    }

    /**
     * Returns lines that say what to do about javac's error {@code code}; none when its message says it all.
     *
     * @param message the compiler's words in English
     * @param cell the cell's text, of which {@code from} to {@code to} is wrong
     */
    List<String> of(String code, String message, String cell, int from, int to) {
        List<String> python = PythonHabits.at(code, cell, from, to);
        if (!python.isEmpty()) {
            return python;
        }
        boolean imported = code.contains("doesnt.exist") && from < to && to <= cell.length();
        return imported ? elsewhere(cell.substring(from, to)) : of(code, message);
    }

    /** Returns the simple name of the type in which a name is missing, as javac tells it. */
    static Optional<String> typeOf(String message) {
        Matcher location = LOCATION.matcher(message);
        return location.find()
                ? Optional.of(location.group(1)).map(type -> type.substring(type.lastIndexOf('.') + 1))
                : Optional.empty();
    }

    private List<String> of(String code, String message) {
        if (code.contains("unreported.exception")) {
            Matcher thrown = UNREPORTED.matcher(message);
            return thrown.find() ? unreported(thrown.group(1)) : List.of();
        }
        if (code.contains("cant.resolve")) {
            return unresolved(message);
        }
        if (code.contains("effectively.final")) {
            return List.of("A lambda may only use local variables that never change. Copy the value first, "
                    + "var copy = …;, and use the copy in the lambda.");
        }
        if (message.contains("lossy conversion from double to float")) {
            return List.of("Write the number as a float, 0.1f, or put (float) before the value.");
        }
        if (message.contains("lossy conversion")) {
            return List.of("If losing digits is meant, put the type in brackets before the value, as in (int).");
        }
        return List.of();
    }

    /** Returns what to do about a class, variable or method that is unknown, as JShell names it: {@code class Foo}. */
    List<String> unknown(String kind, String name) {
        return switch (kind) {
            case "class" -> unknownClass(name);
            case "method" ->
                didYouMean(name, shell.methods().map(MethodSnippet::name).toList());
            default -> Character.isUpperCase(name.charAt(0)) ? unknownClass(name) : unknownVariable(name);
        };
    }

    /** Returns where the class is that was sought in a package that does not exist. */
    private List<String> elsewhere(String qualified) {
        List<String> known = classes.named(Names.simple(qualified)).stream()
                .filter(Likelihood::isKnown)
                .limit(3)
                .toList();
        return known.isEmpty() ? List.of() : List.of("Did you mean " + String.join(" or ", known) + "?");
    }

    private static List<String> unreported(String thrown) {
        return List.of(
                "Inside a lambda or a method Java wants a checked exception dealt with where it may happen:",
                "    try { … } catch (" + thrown + " e) { throw new RuntimeException(e); }",
                "A method may pass it on instead: write `throws " + thrown + "` after its parameters. Directly in a "
                        + "cell neither is needed.");
    }

    private List<String> unresolved(String message) {
        Matcher symbol = SYMBOL.matcher(message);
        if (!symbol.find()) {
            return List.of();
        }
        Matcher location = LOCATION.matcher(message);
        if (location.find()) {
            List<String> members = members(location.group(1));
            boolean own = !HiddenNames.without(location.group(1)).isBlank()
                    && location.group(1).contains(".");
            if (!members.isEmpty() || own) {
                return didYouMean(symbol.group(2), members);
            }
        }
        return unknown(symbol.group(1), symbol.group(2));
    }

    private List<String> unknownClass(String name) {
        List<String> known = classes.named(name);
        if (!known.isEmpty()) {
            String first = known.size() == 1 ? name + " is not imported. Add:" : name + " is not imported. Add one of:";
            return Stream.concat(Stream.of(first), known.stream().limit(6).map(full -> "    import " + full + ";"))
                    .toList();
        }
        List<String> near = classes.near(name).stream().limit(3).toList();
        return near.isEmpty()
                ? List.of("No class of that name is on the class path. %maven or %classpath adds a library.")
                : List.of("Did you mean " + String.join(" or ", near) + "?");
    }

    private List<String> unknownVariable(String name) {
        List<String> near =
                didYouMean(name, shell.variables().map(VarSnippet::name).toList());
        return near.isEmpty() ? List.of("Run the cell that defines " + name + " first, or define it here.") : near;
    }

    private static List<String> didYouMean(String name, List<String> names) {
        List<String> near = Nearest.of(name, names);
        return near.isEmpty() ? List.of() : List.of("Did you mean " + String.join(" or ", near) + "?");
    }

    /** Returns the names that a type has; none when it is unknown. */
    private List<String> members(String type) {
        Optional<TypeDeclSnippet> own =
                shell.types().filter(snippet -> snippet.name().equals(type)).findFirst();
        // JShell puts a cell's class into one of its own
        String name = own.map(snippet -> Inside.call(snippet, "classFullName") + "$" + type)
                .orElse(type);
        try {
            Class<?> found = Class.forName(name, false, loader);
            Stream<? extends Member> inherited =
                    Stream.of(found.getMethods(), found.getFields()).flatMap(Arrays::stream);
            Stream<? extends Member> declared = own.isEmpty()
                    ? Stream.of()
                    : Stream.of(found.getDeclaredMethods(), found.getDeclaredFields())
                            .flatMap(Arrays::stream);
            return Stream.concat(inherited, declared)
                    .map(Member::getName)
                    .filter(member -> member.indexOf('$') < 0)
                    .distinct()
                    .toList();
        } catch (ClassNotFoundException | LinkageError e) {
            return List.of();
        }
    }
}
