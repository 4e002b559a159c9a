package lesson4j.jupyter.snippet;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import lesson4j.jupyter.run.SnippetLoader;
import lesson4j.jupyter.source.Inside;
import org.jspecify.annotations.Nullable;

/**
 * All names that JShell knows at one moment, with what stands behind each.
 *
 * <p>JShell replaces a name before it knows whether its new definition works: a wrong import takes the right one with it,
 * and so does a class, method or variable that does not compile or fails. From here the names are put back.
 */
final class ShellState {
    private static final Field SEQUENCE = Inside.field(Snippet.class, "seq");
    private static final List<Field> STATE = List.of(
            Inside.field(Snippet.class, "outer"),
            Inside.field(Snippet.class, "status"),
            Inside.field(Snippet.class, "unresolved"),
            Inside.field(Snippet.class, "diagnostics"));

    private final Map<String, Object> classes;
    private final Map<String, Object> files;
    private final Map<String, Object> filesThen;
    private final List<@Nullable Snippet> byIndex;
    private final List<@Nullable Snippet> byIndexThen;
    private final Collection<Snippet> all;
    private final List<Snippet> allThen;
    private final Map<Snippet, @Nullable Object[]> states = new IdentityHashMap<>();
    private final SnippetLoader loader;
    private final SnippetLoader.Loaded loadedThen;

    /** Takes note of all names of {@code shell}, whose classes {@code loader} has. */
    @SuppressWarnings("unchecked")
    ShellState(JShell shell, SnippetLoader loader) {
        Object maps = Inside.part(shell, "maps");
        this.classes = (Map<String, Object>) Inside.part(Inside.part(shell, "classTracker"), "map");
        Object fileManager = Inside.part(Inside.part(shell, "taskFactory"), "fileManager");
        this.files = (Map<String, Object>) Inside.part(fileManager, "classObjects");
        this.filesThen = new HashMap<>(files);
        this.byIndex = (List<@Nullable Snippet>) Inside.part(maps, "keyIndexToSnippet");
        this.byIndexThen = new ArrayList<>(byIndex);
        this.all = (Collection<Snippet>) Inside.part(maps, "snippets");
        this.allThen = new ArrayList<>(all);
        this.loader = loader;
        this.loadedThen = loader.loaded();
        for (Snippet snippet : byIndexThen) {
            if (snippet != null && snippet.kind().isPersistent()) {
                states.put(snippet, stateOf(snippet));
            }
        }
    }

    /** Puts all names back; what variables hold is left as it is. */
    void restore() {
        for (int i = 0; i < byIndexThen.size(); i++) {
            Snippet then = byIndexThen.get(i);
            Snippet now = byIndex.get(i);
            if (then != null && now != null) {
                passOver(then, now);
            }
        }
        byIndex.clear();
        byIndex.addAll(byIndexThen);
        all.clear();
        all.addAll(allThen);
        states.forEach(ShellState::restore);
        files.putAll(filesThen);
        loader.restore(loadedThen).forEach((name, code) -> {
            Object info = Objects.requireNonNull(classes.get(name));
            Inside.set(Inside.field(info.getClass(), "loadedBytes"), info, code);
        });
    }

    /** Lets go of the code of classes made since then, which no name stands for: the compiler goes through all there are. */
    void forgetFiles() {
        files.keySet().retainAll(filesThen.keySet());
    }

    /** A class that was made meanwhile has taken the next number; it is not to be used again. */
    private void passOver(Snippet then, Snippet now) {
        int last = sequence(now);
        Object[] state = states.get(then);
        Object first = now == then && state != null ? state[STATE.size()] : sequence(then);
        if (!Objects.equals(first, last)) {
            Inside.set(SEQUENCE, then, last + 1);
        }
    }

    private static int sequence(Snippet snippet) {
        return (Integer) Objects.requireNonNull(Inside.get(SEQUENCE, snippet));
    }

    private static @Nullable Object[] stateOf(Snippet snippet) {
        return Stream.concat(STATE.stream(), Stream.of(SEQUENCE))
                .map(field -> Inside.get(field, snippet))
                .toArray();
    }

    private static void restore(Snippet snippet, @Nullable Object[] state) {
        for (int i = 0; i < STATE.size(); i++) {
            Inside.set(STATE.get(i), snippet, state[i]);
        }
    }
}
