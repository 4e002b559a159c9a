package lesson4j.jupyter.complete;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import lesson4j.jupyter.classes.KeptList;
import lesson4j.jupyter.source.Inside;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JShell's list of packages and classes from one kernel to the next.
 *
 * <p>JShell goes through the JDK and each jar, some 65 000 files: a second of a processor, for which a first Tab waits.
 * What it finds in a place it keeps with the time of the place's last change, and looks again where that is another.
 */
final class KnownPackages {
    private static final String INDEX = "SourceCodeAnalysisImpl$ClassIndex";
    private static final String PLACE = "place\t";
    private static final String PACKAGES = "packages";

    private KnownPackages() {}

    /** Writes what JShell has found in files by now. */
    static void save(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Object index : known().values()) {
            long changed = (Long) Inside.part(index, "timestamp");
            if (changed > 0) { // folders have none
                lines.add(PLACE + changed + '\t' + Inside.part(index, "forPath"));
                lines.add(PACKAGES + ' ' + String.join(" ", packages(index)));
                owners(index).forEach((owner, names) -> lines.add(owner + names));
            }
        }
        KeptList.write(file, lines);
    }

    /** Returns the simple names in each package or class, with a space before each. */
    private static Map<String, StringBuilder> owners(Object index) {
        Map<String, StringBuilder> owners = new TreeMap<>();
        for (Collection<String> names : classes(index).values()) {
            for (String name : names) {
                int dot = name.lastIndexOf('.');
                owners.computeIfAbsent(name.substring(0, Math.max(dot, 0)), owner -> new StringBuilder())
                        .append(' ')
                        .append(name, dot + 1, name.length());
            }
        }
        return owners;
    }

    /** Hands JShell what {@code file} says of places that have not changed. Called before JShell looks. */
    static void load(Path file) throws IOException {
        Map<Path, Object> known = known();
        Set<String> packages = Set.of();
        Map<String, Collection<String>> classes = null;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(PLACE)) {
                Object index = unchanged(line.split("\t", 3));
                if (index == null) {
                    classes = null;
                    continue;
                }
                packages = packages(index);
                classes = classes(index);
                known.put((Path) Inside.part(index, "forPath"), index);
            } else if (classes != null) {
                add(line.split(" "), packages, classes);
            }
        }
    }

    /** Returns an empty list of a place. Null when the place is gone or another one now. */
    private static @Nullable Object unchanged(String[] saved) throws IOException {
        try {
            Path place = Path.of(saved[2]);
            var now = Files.getLastModifiedTime(place);
            // an image of a disk keeps seconds only
            return now.to(TimeUnit.SECONDS) == Long.parseLong(saved[1]) / 1000
                    ? Inside.made(INDEX, now.toMillis(), place, new HashSet<>(), new HashMap<>())
                    : null;
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private static void add(String[] words, Set<String> packages, Map<String, Collection<String>> classes) {
        if (words[0].equals(PACKAGES)) {
            packages.addAll(List.of(words).subList(1, words.length));
            return;
        }
        String owner = words[0].isEmpty() ? "" : words[0] + '.';
        for (int i = 1; i < words.length; i++) {
            classes.computeIfAbsent(words[i], name -> new LinkedHashSet<>(2)).add(owner + words[i]);
        }
    }

    @SuppressWarnings("unchecked")
    private static Set<String> packages(Object index) {
        return (Set<String>) Inside.part(index, PACKAGES);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Collection<String>> classes(Object index) {
        return (Map<String, Collection<String>>) Inside.part(index, "classSimpleName2FQN");
    }

    @SuppressWarnings("unchecked")
    private static Map<Path, Object> known() {
        return (Map<Path, Object>) ofAnalysis("PATH_TO_INDEX");
    }

    /** Returns what a static field of JShell's analysis holds. */
    static Object ofAnalysis(String field) {
        try {
            Class<?> analysis = Class.forName("jdk.jshell.SourceCodeAnalysisImpl");
            return Objects.requireNonNull(Inside.get(Inside.field(analysis, field), analysis));
        } catch (ClassNotFoundException e) {
            throw Inside.changed(e);
        }
    }
}
