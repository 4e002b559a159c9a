package lesson4j.kernel;

import java.io.File;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every public class of the JDK and the class path by its simple name, read in the background.
 *
 * <p>JShell has such an index too, but does not look behind a jar's {@code Class-Path} line.
 */
final class ClassNames {
    private static final Pattern HIDDEN = Pattern.compile(
            "^(META-INF|.*\\b(shaded?|internal)\\.|org\\.bytedeco\\.|com\\.sun\\.|sun\\.|jdk\\.).*|.*(-info|\\$\\d.*)");

    /** What a learner most likely means, first. */
    private static final List<String> LIKELY = List.of(
            "lesson4j.",
            "java.util.",
            "java.io.",
            "java.nio.",
            "java.time.",
            "java.math.",
            "java.lang.",
            "java.text.",
            "java.net.",
            "org.nd4j.linalg.",
            "org.deeplearning4j.nn.",
            "tech.tablesaw.",
            "org.knowm.xchart.",
            "org.nd4j.",
            "org.deeplearning4j.",
            "java.awt.",
            "javax.",
            "java.");

    private final NavigableMap<String, Set<String>> bySimpleName = new TreeMap<>();
    private final Set<String> own = new HashSet<>();
    private final ClassLoader loader;
    private final FutureTask<?> reading = new FutureTask<>(this::read, true);

    /** {@code loader} says which classes are public. */
    ClassNames(ClassLoader loader) {
        this.loader = loader;
    }

    /** Reads the names in the background; without it they are read when first asked for. */
    void readInBackground() {
        Thread reader = new Thread(reading, "class-names");
        reader.setDaemon(true);
        reader.start();
    }

    /** Returns the public classes called {@code simpleName}, the likeliest first, as an import names them. */
    List<String> named(String simpleName) {
        awaitReader();
        return ready(bySimpleName.getOrDefault(simpleName, Set.of()).stream());
    }

    /**
     * Returns the public classes whose simple name starts with {@code prefix}, the likeliest first, without those of
     * libraries that are there only for other libraries.
     */
    List<String> startingWith(String prefix) {
        awaitReader();
        return ready(bySimpleName.subMap(prefix, true, prefix + Character.MAX_VALUE, true).values().stream()
                .flatMap(Set::stream)
                .filter(name -> own.contains(name) || likelihood(name) < LIKELY.size())
                .sorted(Comparator.comparingInt(ClassNames::likelihood))
                .limit(200));
    }

    /** Returns classes whose simple name is one slip of the finger away from {@code simpleName}. */
    List<String> near(String simpleName) {
        awaitReader();
        return ready(Nearest.of(simpleName, bySimpleName.keySet()).stream()
                .flatMap(name -> bySimpleName.getOrDefault(name, Set.of()).stream()));
    }

    /** Returns whether the library has a class called {@code simpleName}. */
    boolean isOurs(String simpleName) {
        awaitReader();
        return bySimpleName.getOrDefault(simpleName, Set.of()).stream().anyMatch(name -> name.startsWith("lesson4j."));
    }

    /** Adds the classes of a reader's own jars. */
    void addJars(String classPath) {
        awaitReader();
        Stream.of(classPath.split(Pattern.quote(File.pathSeparator)))
                .map(Path::of)
                .forEach(jar -> ClassFiles.ofJar(jar, name -> {
                    own.add(name);
                    add(name);
                }));
    }

    private List<String> ready(Stream<String> binaryNames) {
        return binaryNames
                .filter(this::isPublic)
                .map(name -> name.replace('$', '.'))
                .distinct()
                .sorted(Comparator.comparingInt(ClassNames::likelihood)
                        .thenComparing(String::length)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private void awaitReader() {
        try {
            reading.run();
            reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // a proposal less
        }
    }

    private static int likelihood(String name) {
        for (int i = 0; i < LIKELY.size(); i++) {
            if (name.startsWith(LIKELY.get(i))) {
                return i;
            }
        }
        return LIKELY.size();
    }

    private boolean isPublic(String binaryName) {
        try {
            for (Class<?> c = Class.forName(binaryName, false, loader); c != null; c = c.getDeclaringClass()) {
                if (!Modifier.isPublic(c.getModifiers())) {
                    return false;
                }
            }
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private void read() {
        ClassFiles.ofJdk(this::add);
        ClassFiles.ofJar(Path.of(System.getProperty("java.class.path")), this::add);
    }

    private void add(String name) {
        if (!HIDDEN.matcher(name).matches()) {
            String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
            bySimpleName.computeIfAbsent(simple, key -> new TreeSet<>()).add(name);
        }
    }
}
