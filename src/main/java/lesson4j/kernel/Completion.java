package lesson4j.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.dflib.jjava.jupyter.messages.reply.CompleteReply;

/**
 * Completes code: the notebook's own names and the lesson's first, then the rest, with the kind of each.
 *
 * <p>JJava sorts by the alphabet, and knows only classes that are imported. A class that is not is put in by its full
 * name, which works wherever the cell is run next; after {@code import} that makes the import.
 */
final class Completion {
    private static final Pattern MAGIC = Pattern.compile("(?m)^[ \\t]*(%%?)([\\w-]*)$");
    private static final Pattern CLASS_NAME = Pattern.compile("(?<![\\w.])([A-Z]\\w+)$");
    private static final Set<String> NOISE =
            Set.of("wait", "notify", "notifyAll", "getClass", "hashCode", "equals", "toString");
    private static final int MOST = 300;
    private static final int MOST_UNIMPORTED = 15;

    private final JShell shell;
    private final Variables variables;
    private final ClassNames classes;
    private final LessonNames lesson = new LessonNames();

    Completion(JShell shell, Variables variables, ClassNames classes) {
        this.shell = shell;
        this.variables = variables;
        this.classes = classes;
    }

    /**
     * Returns what may stand at {@code cursor}.
     *
     * @param magics the names of line magics, and of cell magics under {@code %%}
     */
    CompleteReply at(String code, int cursor, Function<String, Set<String>> magics) {
        String before = code.substring(0, cursor);
        Matcher magic = MAGIC.matcher(before);
        if (magic.find() && magic.end() == before.length()) {
            String percent = magic.group(1);
            List<Match> matches = magics.apply(percent).stream()
                    .filter(name -> name.startsWith(magic.group(2)))
                    .sorted()
                    .map(name -> new Match(percent + name, "magic"))
                    .toList();
            return Match.reply(before, magic.start(1), matches);
        }
        int[] anchor = {cursor};
        boolean member = before.matches("(?s).*\\.\\s*\\w*");
        List<Suggestion> suggestions = shell.sourceCodeAnalysis().completionSuggestions(code, cursor, anchor);
        List<Match> matches = suggestions.stream()
                .collect(Collectors.toMap(
                        Suggestion::continuation, Suggestion::matchesType, Boolean::logicalOr, LinkedHashMap::new))
                .entrySet()
                .stream()
                .map(s -> Map.entry(s.getKey(), s.getValue()))
                .sorted(Comparator.comparingInt(s -> rank(s.getKey(), s.getValue(), member)))
                .limit(MOST)
                .map(s -> new Match(s.getKey(), kind(s.getKey())))
                .collect(Collectors.toCollection(ArrayList::new));
        Matcher name = CLASS_NAME.matcher(before);
        if (name.find()) {
            matches.addAll(notImported(name.group(1), matches));
            return Match.reply(before, matches.isEmpty() ? cursor : name.start(1), matches);
        }
        return Match.reply(before, anchor[0], matches);
    }

    private List<Match> notImported(String prefix, List<Match> imported) {
        Set<String> known = imported.stream().map(Match::name).collect(Collectors.toSet());
        return classes.startingWith(prefix).stream()
                .filter(full -> !known.contains(full.substring(full.lastIndexOf('.') + 1)))
                .sorted(Comparator.comparing(full -> !full.endsWith("." + prefix)))
                .limit(MOST_UNIMPORTED)
                .map(full -> new Match(full, "class"))
                .toList();
    }

    /** Notebook, lesson, the rest, whole packages; what does not fit the type later, what every object has last. */
    private int rank(String text, boolean fits, boolean member) {
        String name = Match.name(text);
        if (NOISE.contains(name)) {
            return 9;
        }
        return (member ? 0 : origin(text, name)) + (fits ? 0 : 4);
    }

    private int origin(String text, String name) {
        if (variables.named(name).isPresent() || isDeclared(name)) {
            return name.startsWith("$") ? 3 : 0;
        }
        return lesson.contains(name) || classes.isOurs(name) ? 1 : text.endsWith(".") ? 3 : 2;
    }

    private boolean isDeclared(String name) {
        return declarations().anyMatch(snippet -> snippet.name().equals(name));
    }

    private Stream<DeclarationSnippet> declarations() {
        return Stream.concat(
                shell.methods().map(DeclarationSnippet.class::cast),
                shell.types().map(DeclarationSnippet.class::cast));
    }

    private String kind(String text) {
        if (text.contains("(")) {
            return Character.isUpperCase(text.charAt(0)) ? "class" : "function";
        }
        if (text.endsWith(".")) {
            return "module";
        }
        if (Character.isUpperCase(text.charAt(0)) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            return "class";
        }
        return SourceVersion.isKeyword(text) ? "keyword" : "instance";
    }
}
