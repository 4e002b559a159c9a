package lesson4j.jupyter.help;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/**
 * The jars of sources that lie beside the kernel, and the JDK's own {@code src.zip} where it is installed.
 *
 * <p>JShell looks for the JDK's only; on the class path, a jar of sources would keep every cell from compiling.
 */
record Sources(List<Path> places) {
    /** Shows JShell the sources, so that it knows the Javadoc and the parameters' names. */
    static Sources of(JShell shell) {
        List<Path> places = new ArrayList<>();
        String pathingJar = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
        Path beside = Path.of(pathingJar).toAbsolutePath().resolveSibling("sources");
        if (Files.isDirectory(beside)) {
            try (Stream<Path> jars = Files.list(beside)) {
                jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(places::add);
            } catch (IOException e) {
                // help without sources shows names only
            }
        }
        try {
            SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
            Method find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            for (Object place : (List<?>) find.invoke(analysis)) {
                places.add((Path) place);
            }
            Field known = analysis.getClass().getDeclaredField("availableSources");
            known.setAccessible(true);
            known.set(analysis, places.stream().map(Sources::opened).toList());
        } catch (ReflectiveOperationException | RuntimeException e) {
            // a JDK whose JShell is built differently: names only
        }
        return new Sources(List.copyOf(places));
    }

    /** Opens a jar for good. JShell opens a jar anew for each question, but not a folder, so it gets what is inside. */
    static Path opened(Path place) {
        try {
            return Files.isDirectory(place)
                    ? place
                    : FileSystems.newFileSystem(place).getPath("/");
        } catch (IOException e) {
            return place; // one that cannot be read keeps no other from being known
        }
    }

    /** Returns the source of {@code member} of the class {@code type}, or of the class itself; empty when unknown. */
    List<String> of(String type, String member) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        for (String file = type; file.contains("."); file = file.substring(0, file.lastIndexOf('.'))) {
            String path = file.replace('.', '/') + ".java";
            for (Path place : places) {
                String text = read(place, path);
                if (!text.isEmpty()) {
                    return SourceText.of(text, simple, member);
                }
            }
        }
        return List.of();
    }

    private static String read(Path place, String path) {
        try {
            if (Files.isDirectory(place)) {
                return Files.readString(place.resolve(path));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return Files.readString(jar.getPath(path));
            }
        } catch (IOException e) {
            return "";
        }
    }
}
