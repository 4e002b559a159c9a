package lesson4j.jupyter.complete;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
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
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.KernelExtension;
import lesson4j.jupyter.classes.ClassNames;
import lesson4j.jupyter.classes.Likelihood;
import lesson4j.jupyter.snippet.Variables;
import lesson4j.jupyter.source.JavaText;
import lesson4j.jupyter.source.Names;
import lesson4j.jupyter.source.Spot;
import org.dflib.jjava.jupyter.messages.reply.CompleteReply;

/**
 * Completes code: the notebook's own names and the library's first, then the rest, with the kind of each.
 *
 * <p>JJava sorts by the alphabet, and knows only classes that are imported. A class that is not is put in by its full
 * name, which works wherever the cell is run next; after {@code import} that makes the import.
 */
public record Completion(JShell shell, Variables variables, ClassNames classes) {
    private static final Pattern MAGIC = Pattern.compile("(?m)^[ \\t]*(%%?)([\\w-]*)$");
    private static final Set<String> NOISE =
            Set.of("wait", "notify", "notifyAll", "getClass", "hashCode", "equals", "toString");
    private static final String STATIC = "static ";
    private static final int MOST = 300;
    private static final int MOST_UNIMPORTED = 15;

    /** The bare method names that a library imports at the start, which completion offers before others. */
    private static final class Verbs {
        static final Set<String> NAMES = Extensions.all(KernelExtension::startImports).stream()
                .filter(start -> start.startsWith(STATIC) && Likelihood.isOwn(start.substring(STATIC.length())))
                .map(start -> start.substring(STATIC.length(), start.lastIndexOf('.')))
                .distinct()
                .flatMap(type -> Arrays.stream(type(type).getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());

        private static Class<?> type(String name) {
            try {
                return Class.forName(name);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("The start imports name " + name + ", which does not exist.", e);
            }
        }
    }

    /**
     * Returns what may stand at {@code cursor}.
     *
     * @param magics the names of line magics, and of cell magics under {@code %%}
     */
    public CompleteReply at(String code, int cursor, Function<String, Set<String>> magics) {
        String before = code.substring(0, cursor);
        Spot spot = Spot.at(code, cursor);
        if (spot.kind() == Spot.Kind.STRING) {
            return Match.reply(before, spot.start() + 1, new PathCompletion(variables).in(before, spot.start()));
        }
        if (spot.kind() != Spot.Kind.CODE) {
            return Match.reply(before, cursor, List.of());
        }
        Matcher magic = MAGIC.matcher(before);
        return magic.find() && magic.end() == before.length()
                ? Match.reply(before, magic.start(1), magics(magic, magics.apply(magic.group(1))))
                : inCode(before);
    }

    private static List<Match> magics(Matcher typed, Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(typed.group(2)))
                .sorted()
                .map(name -> new Match(typed.group(1) + name, "magic"))
                .toList();
    }

    private CompleteReply inCode(String before) {
        int start = Names.startOfName(before, before.length());
        String prefix = before.substring(start);
        boolean member = JavaText.lastOfCode(before, 0, start) == '.';
        Map<String, Boolean> suggestions = suggestions(before, prefix);
        List<Match> matches = suggestions.entrySet().stream()
                .sorted(Comparator.comparingInt(s -> rank(s.getKey(), s.getValue(), member)))
                .limit(MOST)
                .map(s -> new Match(s.getKey(), kind(s.getKey())))
                .collect(Collectors.toCollection(ArrayList::new));
        if (!member) {
            List<Match> keywords = Keywords.at(before, start, prefix).stream()
                    .map(word -> new Match(word, "keyword"))
                    .toList();
            long own = matches.stream().filter(match -> isOwn(match.name())).count();
            matches.addAll((int) own, keywords);
            if (Names.isUpper(prefix) && prefix.length() > 1) {
                matches.addAll(notImported(prefix, matches));
            }
        }
        return Match.reply(before, matches.isEmpty() ? before.length() : start, matches);
    }

    /** Returns what JShell suggests, and whether its type fits. */
    private Map<String, Boolean> suggestions(String before, String prefix) {
        Map<String, Boolean> found = new LinkedHashMap<>();
        Stream.of(OpenHeads.rewritten(before), before)
                .distinct()
                .takeWhile(text -> found.isEmpty())
                .forEach(text ->
                        shell.sourceCodeAnalysis().completionSuggestions(text, text.length(), new int[1]).stream()
                                .filter(s -> s.continuation().startsWith(prefix)
                                        && !s.continuation().contains("$JShell$"))
                                .forEach(s -> found.merge(s.continuation(), s.matchesType(), Boolean::logicalOr)));
        return found;
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

    /** Notebook, library, the rest, whole packages. What does not fit the type later, what every object has last. */
    private int rank(String text, boolean fits, boolean member) {
        String name = Match.name(text);
        if (NOISE.contains(name)) {
            return 9;
        }
        return (member ? 0 : origin(text, name)) + (fits ? 0 : 4);
    }

    private int origin(String text, String name) {
        if (isOwn(name)) {
            return name.startsWith("$") ? 3 : 0;
        }
        return Verbs.NAMES.contains(name) || classes.isOurs(name) ? 1 : text.endsWith(".") ? 3 : 2;
    }

    private boolean isOwn(String name) {
        return variables.named(name).isPresent()
                || declarations().anyMatch(snippet -> snippet.name().equals(name));
    }

    private Stream<DeclarationSnippet> declarations() {
        return Stream.concat(
                shell.methods().map(DeclarationSnippet.class::cast),
                shell.types().map(DeclarationSnippet.class::cast));
    }

    private String kind(String text) {
        if (text.contains("(")) {
            return Names.isUpper(text) ? "class" : "function";
        }
        if (text.endsWith(".")) {
            return "module";
        }
        if (Names.isUpper(text) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            return "class";
        }
        return SourceVersion.isKeyword(text) ? "keyword" : "instance";
    }
}
