package lesson4j.jupyter.classes;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Which classes of which package lie in which jar of the kernel, for its compiler.
 *
 * <p>Before the first import the compiler opens all jars of the class path and goes through each of their 45 000 files. The
 * list of them is made at install and read in some milliseconds. It counts as long as the jars are those that it was made of,
 * and until a notebook adds jars of its own.
 */
public final class JarIndex {
    private static final String LIST = "jars.txt";
    private static final String JAR = "jar\t";
    private static final String END = Kind.CLASS.extension;

    private static final Set<String> CLASS_PATH = Set.of("-classpath", "--class-path", "-cp");

    /** The package of what cells compile to, which is in no jar. */
    private static final String CELLS = "REPL";

    private static final ClassLoader NOTHING = new ClassLoader(null) {
        @Override
        public Enumeration<URL> getResources(String name) {
            return Collections.emptyEnumeration();
        }
    };

    private static @Nullable JarIndex known = find();

    /** The names in each jar, with a space between them. */
    private record Part(JarFile jar, String names) {}

    private final Map<String, List<Part>> packages = new HashMap<>();

    private JarIndex() {}

    /** Lists the classes of a package, as {@code files} does. The compiler calls it. */
    public static Iterable<JavaFileObject> list(
            StandardJavaFileManager files, Location place, String name, Set<Kind> kinds, boolean deep)
            throws IOException {
        if (place != StandardLocation.CLASS_PATH || deep) {
            return files.list(place, name, kinds, deep);
        }
        if (name.equals(CELLS)) {
            return List.of();
        }
        JarIndex index = known;
        return index == null ? files.list(place, name, kinds, false) : index.of(name);
    }

    /** Returns the binary name of {@code file}, as {@code files} does. The compiler calls it. */
    public static String inferBinaryName(StandardJavaFileManager files, Location place, JavaFileObject file) {
        return file instanceof JarClass found ? found.binaryName() : files.inferBinaryName(place, file);
    }

    /** Returns where the compiler's plugins may be: the kernel's own jars have none. The compiler calls it. */
    public static ClassLoader getClassLoader(StandardJavaFileManager files, Location place) {
        return known != null && place == StandardLocation.CLASS_PATH ? NOTHING : files.getClassLoader(place);
    }

    /** Takes an option, as {@code files} does; a new class path ends the use of the list. The compiler calls it. */
    public static boolean handleOption(StandardJavaFileManager files, String option, Iterator<String> rest) {
        if (CLASS_PATH.contains(option)) {
            known = null;
        }
        return files.handleOption(option, rest);
    }

    /** Writes the list beside the kernel. */
    static void save(Path kernel) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path jar : ClassFiles.jars(kernel)) {
            Map<String, StringBuilder> names = new TreeMap<>();
            try (JarFile open = open(jar)) {
                open.versionedStream().forEach(entry -> note(entry.getName(), names));
            }
            lines.add(stamp(jar));
            names.forEach((name, classes) -> lines.add(name + classes));
        }
        KeptList.write(kernel.resolveSibling(LIST), lines);
    }

    private static void note(String entry, Map<String, StringBuilder> names) {
        if (entry.endsWith(END) && !entry.startsWith("META-INF/")) {
            int slash = entry.lastIndexOf('/');
            names.computeIfAbsent(entry.substring(0, Math.max(slash, 0)).replace('/', '.'), name -> new StringBuilder())
                    .append(' ')
                    .append(entry, slash + 1, entry.length() - END.length());
        }
    }

    /** Returns what tells a jar from others; seconds are what an image of a disk keeps. */
    private static String stamp(Path jar) throws IOException {
        return JAR
                + Runtime.version().feature()
                + '\t'
                + Files.size(jar)
                + '\t'
                + Files.getLastModifiedTime(jar).to(TimeUnit.SECONDS)
                + '\t'
                + jar;
    }

    private static JarFile open(Path jar) throws IOException {
        return new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
    }

    private static @Nullable JarIndex find() {
        try {
            return read(ClassFiles.kernel());
        } catch (IOException | RuntimeException e) {
            return null; // the compiler looks itself
        }
    }

    /** Returns the list that was made of the jars of {@code kernel}. Null when they are others now. */
    static @Nullable JarIndex read(Path kernel) throws IOException {
        List<Path> jars = ClassFiles.jars(kernel);
        var index = new JarIndex();
        int next = 0;
        JarFile jar = null;
        for (String line : Files.readAllLines(kernel.resolveSibling(LIST))) {
            if (line.startsWith(JAR)) {
                if (next == jars.size() || !line.equals(stamp(jars.get(next)))) {
                    return null;
                }
                jar = open(jars.get(next++));
            } else if (jar != null) {
                int space = line.indexOf(' ');
                index.packages
                        .computeIfAbsent(line.substring(0, space), name -> new ArrayList<>())
                        .add(new Part(jar, line.substring(space + 1)));
            }
        }
        return next == jars.size() ? index : null;
    }

    /** Returns the classes of the package {@code name}, in the order of the class path. */
    List<JavaFileObject> of(String name) {
        return packages.getOrDefault(name, List.of()).stream()
                .flatMap(part -> Stream.of(part.names.split(" ")).map(simple -> new JarClass(part.jar, name, simple)))
                .map(JavaFileObject.class::cast)
                .toList();
    }
}
