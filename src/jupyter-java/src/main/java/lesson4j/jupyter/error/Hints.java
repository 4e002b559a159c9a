package lesson4j.jupyter.error;

import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.VarSnippet;
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.classes.ClassNames;
import lesson4j.jupyter.classes.Likelihood;
import lesson4j.jupyter.python.PythonHabits;
import lesson4j.jupyter.python.PythonText;
import lesson4j.jupyter.source.HiddenNames;
import lesson4j.jupyter.source.Names;
import lesson4j.jupyter.source.Nearest;

/** What to do about a compile error, in plain words; most of all, which import a missing class needs. */
public record Hints(JShell shell, ClassLoader loader, ClassNames classes) {
    /**
     * Returns lines that say what to do about javac's {@code error}; none when its message says it all.
     *
     * @param cell the cell's text, of which {@code from} to {@code to} is wrong
     */
    List<String> of(Diag error, String cell, int from, int to) {
        String code = error.getCode();
        Subject subject = Subject.of(error);
        String wrong = from < to && to <= cell.length() ? cell.substring(from, to) : "";
        if (code.contains("cant.resolve")) {
            List<String> python = PythonHabits.named(cell, from, to).stream().toList();
            return !python.isEmpty()
                    ? python
                    : subject.missing()
                            .map(missing -> isBelow(missing, cell, to)
                                    ? List.of(missing.name() + " is defined further down: move that above this line.")
                                    : unresolved(missing, wrong))
                            .orElse(List.of());
        }
        if (code.contains("doesnt.exist")) {
            return wrong.isEmpty() ? List.of() : elsewhere(wrong);
        }
        if (code.contains("unreported.exception")) {
            return unreported(Names.simple(subject.type(0)));
        }
        if (code.contains("illegal.char") && from < cell.length()) {
            return lookalike(cell.codePointAt(from));
        }
        return ofTypes(code, subject, wrong);
    }

    /** Text copied from a page or a letter has characters that only look like Java's. */
    private static List<String> lookalike(int c) {
        String meant = "“”„‟«»″".indexOf(c) >= 0
                ? "\""
                : "‘’‚‛′´".indexOf(c) >= 0 ? "'" : "‐‑–—−".indexOf(c) >= 0 ? "-" : c == '×' ? "*" : c == '÷' ? "/" : "";
        if (!meant.isEmpty()) {
            return List.of("This character only looks like Java's " + meant + " : type it anew.");
        }
        boolean blank = Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
        return blank
                ? List.of("Here stands a blank, or a character without width, that Java does not take: delete it.")
                : List.of();
    }

    private static List<String> ofTypes(String code, Subject subject, String wrong) {
        if (code.contains("effectively.final")) {
            return List.of("A lambda may only use local variables that never change. Copy the value first, "
                    + "var copy = …;, and use the copy in the lambda.");
        }
        if (code.contains("illegal.text.block")) {
            return List.of("The text of a text block begins on the line after its three quotes.");
        }
        if (code.contains("array.req")) {
            return indexed(subject.type(0), wrong);
        }
        Optional<Subject> loss = subject.inner(0, "possible.loss.of.precision");
        if (loss.isPresent()) {
            return loss.get().type(0).equals("double") && loss.get().type(1).equals("float")
                    ? List.of("Write the number as a float, 0.1f, or put (float) before the value.")
                    : List.of("If losing digits is meant, put the type in brackets before the value, as in (int).");
        }
        boolean repeats = code.contains("operator.cant.be.applied")
                && subject.type(0).equals("*")
                && (subject.type(1).equals("String") || subject.type(2).equals("String"));
        return repeats ? List.of("Java repeats a text with text.repeat(3).") : List.of();
    }

    /** Returns how the values of a {@code type} are asked for, of which only an array takes {@code x[0]}. */
    private static List<String> indexed(String type, String wrong) {
        int bracket = wrong.indexOf('[');
        if (bracket <= 0 || !wrong.endsWith("]")) {
            return List.of();
        }
        String x = wrong.substring(0, bracket).strip();
        String at = wrong.substring(bracket + 1, wrong.length() - 1).strip();
        Optional<String> item = Extensions.first(one -> one.item(type, x, at));
        if (item.isPresent()) {
            return List.of("Only an array takes [ ]: write " + item.get() + ".");
        }
        String ask = type.equals("String") ? ".charAt(" : ".get(";
        String size = type.equals("String") ? ".length() " : ".size() ";
        String index = at.startsWith("-") ? x + size + "- " + at.substring(1).strip() : at;
        return type.matches("String|(Array|Linked)?List\\b.*|.*Map\\b.*")
                ? List.of("Only an array takes [ ]: write " + x + ask + index + ").")
                : List.of();
    }

    /** Returns what to do about a class, variable or method that is unknown, as JShell names it: {@code class Foo}. */
    List<String> unknown(String kind, String name) {
        return or(PythonHabits.named(name).stream().toList(), () -> unknownInJava(kind, name));
    }

    private List<String> unknownInJava(String kind, String name) {
        return switch (kind) {
            case "class" -> unknownClass(name);
            case "method" -> or(near(name, shell.methods().map(MethodSnippet::name)), () -> unknownMethod(name));
            default ->
                Character.isUpperCase(name.codePointAt(0))
                        ? unknownClass(name)
                        : or(
                                near(name, shell.variables().map(VarSnippet::name)),
                                () -> List.of("Run the cell that defines " + name + " first, or define it here."));
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

    private List<String> unresolved(Subject.Missing missing, String wrong) {
        boolean member = !wrong.equals(missing.name());
        if (missing.owner().isEmpty() || missing.kind().equals("class")) {
            return unknown(missing.kind(), missing.name());
        }
        List<Member> members = members(missing.owner());
        List<String> near = or(
                brackets(missing, members),
                () -> near(missing.name(), members.stream().map(Member::getName)));
        return member ? near : or(near, () -> unknown(missing.kind(), missing.name()));
    }

    /** Returns whether the cell defines the method only after a statement that needs it. */
    private static boolean isBelow(Subject.Missing missing, String cell, int to) {
        return missing.kind().equals("method")
                && to <= cell.length()
                && Pattern.compile("[\\p{javaJavaIdentifierPart}>\\]]\\s+" + Pattern.quote(missing.name())
                                + "\\s*\\([^;{}]*\\)[^;{}]*\\{")
                        .matcher(PythonText.code(cell).substring(to))
                        .find();
    }

    /** A method is called with brackets, a field is read without. */
    private static List<String> brackets(Subject.Missing missing, List<Member> members) {
        boolean method = missing.kind().equals("method");
        return members.stream()
                .filter(member -> member.getName().equals(missing.name()) && member instanceof Method != method)
                .findFirst()
                .map(member -> method
                        ? missing.name() + " is no method: write it without brackets, ." + missing.name()
                        : missing.name() + " is a method: write it with brackets, ." + missing.name() + "()")
                .stream()
                .toList();
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

    /** A cell that defines it may stand above and not have run, as folded checks of exercises do. */
    private static List<String> unknownMethod(String name) {
        if (Arrays.stream(Math.class.getMethods())
                .anyMatch(
                        m -> m.getDeclaringClass() == Math.class && m.getName().equals(name))) {
            return List.of("Java writes Math." + name + "(…).");
        }
        String where = Extensions.first(one -> one.whereIs(name))
                .map(told -> told + " ")
                .orElse("");
        return List.of("No cell that has run defines " + name + ". " + where + "Run the cell that does "
                + "(menu Run, Run All Above Selected Cell), or define it here.");
    }

    /** Another number at the end is another thing, not a slip: {@code check1} for {@code check2}. */
    private static List<String> near(String name, Stream<String> names) {
        List<String> others = names.filter(other -> !withoutNumber(other).equals(withoutNumber(name))
                        || withoutNumber(name).isEmpty())
                .distinct()
                .toList();
        List<String> near = Nearest.of(name, others);
        return near.isEmpty() ? List.of() : List.of("Did you mean " + String.join(" or ", near) + "?");
    }

    private static String withoutNumber(String name) {
        return name.replaceFirst("\\d+$", "");
    }

    private static List<String> or(List<String> hints, Supplier<List<String>> others) {
        return hints.isEmpty() ? others.get() : hints;
    }

    /** Returns the methods and fields that a type has; none when it is unknown. */
    private List<Member> members(String type) {
        try {
            Class<?> found = Class.forName(type, false, loader);
            Stream<? extends Member> all =
                    Stream.of(found.getMethods(), found.getFields()).flatMap(Arrays::stream);
            Stream<? extends Member> own = type.startsWith(HiddenNames.MARK)
                    ? Stream.of(found.getDeclaredMethods(), found.getDeclaredFields())
                            .flatMap(Arrays::stream)
                    : Stream.of();
            return Stream.concat(all, own)
                    .filter(member -> member.getName().indexOf('$') < 0)
                    .map(Member.class::cast)
                    .toList();
        } catch (ClassNotFoundException | LinkageError e) {
            return List.of();
        }
    }
}
