package lesson4j.jupyter.classes;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.source.Nearest;

/**
 * Every public class of the JDK and the class path by its simple name.
 *
 * <p>JShell has such an index too, but does not look behind a jar's {@code Class-Path} line.
 */
public final class ClassNames {
    private static final Pattern HIDDEN = Pattern.compile(
            "^(META-INF|lesson4j\\.jupyter\\.|.*\\b(shaded?|internal)\\.|com\\.sun\\.|sun\\.|jdk\\.).*|.*(-info|\\$\\d.*)");

    private final NavigableMap<String, Set<String>> bySimpleName = new TreeMap<>();
    private final Set<String> own = new HashSet<>();
    private final ClassLoader loader;
    private final FutureTask<?> reading = new FutureTask<>(this::read, true);

    /** {@code loader} says which classes are public. */
    public ClassNames(ClassLoader loader) {
        this.loader = loader;
    }

    /** Returns the public classes called {@code simpleName}, the likeliest first, as an import names them. */
    public List<String> named(String simpleName) {
        awaitReader();
        return ready(bySimpleName.getOrDefault(simpleName, Set.of()).stream());
    }

    /**
     * Returns the public classes whose simple name starts with {@code prefix}, the likeliest first.
     *
     * <p>Libraries that are there only for other libraries are left out.
     */
    public List<String> startingWith(String prefix) {
        awaitReader();
        return ready(bySimpleName.subMap(prefix, true, prefix + Character.MAX_VALUE, true).values().stream()
                .flatMap(Set::stream)
                .filter(name -> own.contains(name) || Likelihood.isKnown(name))
                .sorted(Comparator.comparingInt(Likelihood::of))
                .limit(200));
    }

    /** Returns classes whose simple name is one slip of the finger away from {@code simpleName}. */
    public List<String> near(String simpleName) {
        awaitReader();
        var names = Nearest.of(simpleName, bySimpleName.keySet()).stream();
        return ready(names.flatMap(name -> bySimpleName.getOrDefault(name, Set.of()).stream()));
    }

    /** Returns whether the library has a class called {@code simpleName}. */
    public boolean isOurs(String simpleName) {
        awaitReader();
        return bySimpleName.getOrDefault(simpleName, Set.of()).stream().anyMatch(Likelihood::isOwn);
    }

    /** Adds the classes of a reader's own jars. */
    public void addJars(String classPath) {
        awaitReader();
        Stream.of(classPath.split(Pattern.quote(File.pathSeparator)))
                .map(Path::of)
                .forEach(jar -> ClassFiles.of(jar, name -> {
                    own.add(name);
                    add(name);
                }));
    }

    private List<String> ready(Stream<String> binaryNames) {
        return binaryNames
                .filter(this::isPublic)
                .map(name -> name.replace('$', '.'))
                .distinct()
                .sorted(Comparator.comparingInt(Likelihood::of)
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
        try {
            Files.readAllLines(list()).forEach(this::add);
        } catch (IOException e) {
            Gathered.NAMES.forEach(this::add);
        }
    }

    /** Writes the lists of all classes beside the kernel, because to gather them takes a second or more. */
    public static void save() {
        try {
            KeptList.write(list(), all());
            JarIndex.save(ClassFiles.kernel());
        } catch (IOException e) {
            // then each kernel gathers it anew
        }
    }

    private static Path list() {
        return KeptList.of("classes.txt");
    }

    /** What takes a second or more is gathered once in a JVM. */
    private static final class Gathered {
        static final List<String> NAMES = all();
    }

    private static List<String> all() {
        List<String> hidden = Extensions.all(one -> one.packages().hidden());
        List<String> names = new ArrayList<>();
        ClassFiles.ofJdk(names::add);
        Stream.of(ClassFiles.classPath()).map(Path::of).forEach(jar -> ClassFiles.of(jar, names::add));
        return names.stream()
                .filter(name ->
                        !HIDDEN.matcher(name).matches() && hidden.stream().noneMatch(name::startsWith))
                .toList();
    }

    private void add(String name) {
        String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        bySimpleName.computeIfAbsent(simple, key -> new TreeSet<>()).add(name);
    }
}
