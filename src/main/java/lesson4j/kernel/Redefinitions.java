package lesson4j.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * Says which variables a cell lost or left behind by defining a class or method anew.
 *
 * <p>JShell sets such variables to null, or deletes them, without a word.
 */
final class Redefinitions {
    private final Variables variables;
    private final Cells cells;
    private final Set<String> redefined = new LinkedHashSet<>();
    private final Set<String> changedMethods = new LinkedHashSet<>();
    private final Map<String, VarSnippet> lost = new LinkedHashMap<>();

    Redefinitions(Variables variables, Cells cells) {
        this.variables = variables;
        this.cells = cells;
    }

    /** Takes note of what evaluating one snippet did to others. */
    void note(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            Snippet cause = event.causeSnippet();
            if (cause == null) {
                continue;
            }
            if (event.snippet() instanceof VarSnippet variable
                    && event.previousStatus().isDefined()) {
                if (event.status() != Status.OVERWRITTEN) {
                    lost.put(variable.name(), variable);
                    redefined.add(name(cause));
                }
            } else if (event.status() == Status.OVERWRITTEN
                    && event.snippet() instanceof MethodSnippet old
                    && cause instanceof MethodSnippet
                    && !old.source().strip().equals(cause.source().strip())) {
                changedMethods.add(old.name());
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
        for (String method : changedMethods) {
            List<VarSnippet> behind = keepingOld(method);
            if (!behind.isEmpty()) {
                notices.add(names(behind) + " still use" + (behind.size() == 1 ? "s" : "") + " the " + method
                        + " of before. " + again(behind));
            }
        }
        lost.clear();
        redefined.clear();
        changedMethods.clear();
        return notices;
    }

    /** A lambda keeps the method that it was compiled with. */
    private List<VarSnippet> keepingOld(String method) {
        Pattern use = Pattern.compile("(->|::).*\\b" + Pattern.quote(method) + "\\b", Pattern.DOTALL);
        return variables.all().stream()
                .filter(v -> use.matcher(v.source()).find())
                .filter(v -> {
                    Object value = variables.value(v);
                    return value != null && value.getClass().isHidden();
                })
                .toList();
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
