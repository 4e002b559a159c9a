package lesson4j.jupyter.snippet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import lesson4j.jupyter.error.CompileErrors;
import lesson4j.jupyter.source.JavaText;
import lesson4j.jupyter.source.SnippetOrigins;
import org.jspecify.annotations.Nullable;

/**
 * Says which variables a cell lost or left behind by defining a class or method anew.
 *
 * <p>JShell sets such variables to null, or deletes them, without a word.
 */
final class Redefinitions {
    private final JShell shell;
    private final Variables variables;
    private final SnippetOrigins cells;
    private final CompileErrors compileErrors;

    /** What broke a method or class, by the name that JShell numbers it with. */
    private final Map<String, String> causes = new HashMap<>();

    private final Map<DeclarationSnippet, String> broken = new LinkedHashMap<>();
    private final Set<String> redefined = new LinkedHashSet<>();
    private final Map<String, VarSnippet> lost = new LinkedHashMap<>();
    private final Set<String> outdated = new HashSet<>();

    Redefinitions(JShell shell, Variables variables, SnippetOrigins cells, CompileErrors compileErrors) {
        this.shell = shell;
        this.variables = variables;
        this.cells = cells;
        this.compileErrors = compileErrors;
    }

    /** Returns what broke {@code snippet} when it was defined anew; nothing when {@code snippet} never could run. */
    Optional<String> causeOf(DeclarationSnippet snippet) {
        return Optional.ofNullable(causes.get(snippet.id()));
    }

    private void breaks(DeclarationSnippet victim, Snippet cause) {
        String cell = cells.cellOf(cause).isPresent()
                ? " in cell " + cells.cellOf(cause).getAsInt()
                : "";
        causes.put(victim.id(), name(cause) + ", defined anew" + cell);
        broken.put(victim, name(cause));
    }

    /** Takes note of what evaluating one snippet did to others. */
    void note(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            Snippet cause = event.causeSnippet();
            if (cause == null) {
                causes.remove(event.snippet().id());
                continue;
            }
            if (event.previousStatus() == Status.VALID
                    && isUnfinished(event.status())
                    && event.snippet() instanceof DeclarationSnippet victim
                    && !(victim instanceof VarSnippet)) {
                breaks(victim, cause);
            }
            if (event.snippet() instanceof VarSnippet variable
                    && event.previousStatus().isDefined()) {
                if (event.status() != Status.OVERWRITTEN) {
                    if (!event.status().isDefined()) {
                        variables.keep(variable);
                    }
                    lost.put(variable.name(), variable);
                    if (cause instanceof TypeDeclSnippet
                            && JavaText.indexOfName(variable.typeName(), name(cause)) >= 0) {
                        outdated.add(variable.name());
                    }
                    redefined.add(name(cause));
                }
            }
        }
    }

    /** Returns, and forgets, what to tell at the end of the cell. */
    List<String> takeNotices() {
        List<VarSnippet> removed = new ArrayList<>();
        List<VarSnippet> emptied = new ArrayList<>();
        for (VarSnippet variable : lost.values()) {
            if (variables.named(variable.name()).isEmpty()) {
                removed.add(variable);
            } else if (isEmpty(variables.value(variable.name()))) {
                emptied.add(variable);
            }
        }
        List<String> notices = new ArrayList<>();
        if (!removed.isEmpty() || !emptied.isEmpty()) {
            String what = Stream.of(
                            removed.isEmpty() ? "" : "removed " + names(removed),
                            emptied.isEmpty() ? "" : "reset " + names(emptied))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(" and "));
            notices.add("Defining " + String.join(" and ", redefined) + " anew " + what + ". "
                    + again(Stream.concat(removed.stream(), emptied.stream()).toList()));
        }
        List<VarSnippet> holders = lost.values().stream()
                .filter(v -> outdated.contains(v.name()) && !removed.contains(v) && !emptied.contains(v))
                .filter(v -> cells.cellOf(v).orElse(0) != cells.number())
                .toList();
        if (!holders.isEmpty()) {
            notices.add(names(holders) + " still hold" + (holders.size() == 1 ? "s" : "") + " what was made with the "
                    + String.join(" and ", redefined) + " of before. " + again(holders));
        }
        outdated.clear();
        broken.forEach((victim, cause) -> {
            if (isUnfinished(shell.status(victim))) {
                notices.add("Defining " + cause + " anew breaks " + victim.name() + ": " + compileErrors.reason(victim)
                        + ".");
            }
        });
        broken.clear();
        lost.clear();
        redefined.clear();
        return notices;
    }

    private static boolean isUnfinished(Status status) {
        return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null || value.equals(0) || value.equals(0.0) || value.equals(false);
    }

    private static String name(Snippet snippet) {
        return snippet instanceof PersistentSnippet named ? named.name() : "it";
    }

    private static String names(List<VarSnippet> variables) {
        List<String> names = variables.stream().map(VarSnippet::name).toList();
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private String again(List<VarSnippet> variables) {
        List<String> from = variables.stream()
                .map(cells::cellOf)
                .filter(cell -> cell.isPresent() && cell.getAsInt() != cells.number())
                .map(cell -> String.valueOf(cell.getAsInt()))
                .distinct()
                .toList();
        if (from.isEmpty()) {
            return "Define " + (variables.size() == 1 ? "it" : "them") + " again.";
        }
        return "To have " + (variables.size() == 1 ? "it" : "them") + " again, run cell"
                + (from.size() == 1 ? " " : "s ") + String.join(", ", from) + ".";
    }
}
