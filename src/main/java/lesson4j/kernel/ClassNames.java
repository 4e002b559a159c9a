package lesson4j.kernel;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** Returns the public classes whose simple name starts with {@code prefix}, the likeliest first. */
    List<String> startingWith(String prefix) {
        awaitReader();
        return ready(bySimpleName.subMap(prefix, true, prefix + Character.MAX_VALUE, true).values().stream()
                .flatMap(Set::stream)
                .sorted(Comparator.comparingInt(ClassNames::likelihood))
                .limit(200));
    }

    /** Returns classes whose simple name is one slip of the finger away from {@code simpleName}. */
    List<String> near(String simpleName) {
        awaitReader();
        return ready(Nearest.of(simpleName, bySimpleName.keySet()).stream()
                .flatMap(name -> bySimpleName.getOrDefault(name, Set.of()).stream()));
    }

    /** Adds the classes of a reader's own jars. */
    void add(String classPath) {
        awaitReader();
        Stream.of(classPath.split(Pattern.quote(File.pathSeparator)))
                .map(Path::of)
                .forEach(this::readJar);
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
        for (Module module : ModuleLayer.boot().modules()) {
            if (module.getName().startsWith("java.")) {
                module.getDescriptor().exports().stream()
                        .filter(exported -> !exported.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .forEach(name -> readPackage(module.getName(), name));
            }
        }
        readJar(Path.of(System.getProperty("java.class.path")));
    }

    private void readPackage(String module, String name) {
        Path folder = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module, name.replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> addEntry(name.replace('.', '/') + "/" + file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readJar(Path path) {
        try (JarFile jar = new JarFile(path.toFile())) {
            jar.stream().forEach(entry -> addEntry(entry.getName()));
            String others = jar.getManifest() == null ? null : classPath(jar);
            if (others != null) {
                Stream.of(others.split(" "))
                        .map(path.toAbsolutePath()::resolveSibling)
                        .forEach(this::readJar);
            }
        } catch (NoSuchFileException e) {
            // a manifest may name jars that are not there
        } catch (IOException e) {
            // a folder, or not a jar: its classes are just not proposed
        }
    }

    private static @Nullable String classPath(JarFile jar) throws IOException {
        return jar.getManifest().getMainAttributes().getValue("Class-Path");
    }

    private void addEntry(String path) {
        if (path.endsWith(".class")) {
            String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
            if (!HIDDEN.matcher(name).matches()) {
                String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
                bySimpleName.computeIfAbsent(simple, key -> new TreeSet<>()).add(name);
            }
        }
    }
}
