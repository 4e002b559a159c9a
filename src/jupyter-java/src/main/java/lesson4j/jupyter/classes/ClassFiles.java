package lesson4j.jupyter.classes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lists the classes of the JDK and of jars by their binary names. */
final class ClassFiles {
    private static final String SUFFIX = ".class";

    private ClassFiles() {}

    /** Tells {@code names} the classes of every package that a {@code java} module exports. */
    static void ofJdk(Consumer<String> names) {
        for (Module module : ModuleLayer.boot().modules()) {
            if (module.getName().startsWith("java.")) {
                module.getDescriptor().exports().stream()
                        .filter(exported -> !exported.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .forEach(name -> ofPackage(module.getName(), name.replace('.', '/'), names));
            }
        }
    }

    private static void ofPackage(String module, String path, Consumer<String> names) {
        Path folder = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module, path);
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> add(path + "/" + file.getFileName(), names));
        } catch (IOException e) {
            // its classes are just not proposed
        }
    }

    /** Tells {@code names} the classes of the jar or folder at {@code path}. */
    static void of(Path path, Consumer<String> names) {
        if (Files.isDirectory(path)) {
            ofFolder(path, names);
        } else {
            ofJar(path, names);
        }
    }

    private static void ofFolder(Path folder, Consumer<String> names) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> add(folder.relativize(file).toString().replace('\\', '/'), names));
        } catch (IOException | UncheckedIOException e) {
            // its classes are just not proposed
        }
    }

    /** Tells the classes of a jar, and of those its {@code Class-Path} names. */
    private static void ofJar(Path path, Consumer<String> names) {
        try (JarFile jar = new JarFile(path.toFile())) {
            jar.stream().forEach(entry -> add(entry.getName(), names));
            named(path, jar).forEach(other -> of(other, names));
        } catch (IOException e) {
            // not a jar: its classes are just not proposed
        }
    }

    /** Returns the jar at {@code path}, and what its {@code Class-Path} names. */
    static List<Path> jars(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return Stream.concat(Stream.of(path), named(path, jar)).toList();
        }
    }

    private static Stream<Path> named(Path path, JarFile jar) throws IOException {
        Manifest manifest = jar.getManifest();
        String others = manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
        return others == null
                ? Stream.of()
                : Stream.of(others.split(" "))
                        .flatMap(address -> place(path, address))
                        .filter(Files::exists);
    }

    /** Returns where an address leads, whole or beside {@code jar}. One that is none is passed over, as by the JVM. */
    private static Stream<Path> place(Path jar, String address) {
        try {
            return Stream.of(Path.of(jar.toUri().resolve(address)));
        } catch (IllegalArgumentException | FileSystemNotFoundException elsewhere) {
            return Stream.of();
        }
    }

    /** Returns the first place of the class path: the kernel's jar, which names all others. */
    static Path kernel() {
        return Path.of(classPath()[0]).toAbsolutePath();
    }

    static String[] classPath() {
        return System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator));
    }

    private static void add(String path, Consumer<String> names) {
        if (path.endsWith(SUFFIX)) {
            names.accept(path.substring(0, path.length() - SUFFIX.length()).replace('/', '.'));
        }
    }
}
