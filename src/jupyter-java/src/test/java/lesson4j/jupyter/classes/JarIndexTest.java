package lesson4j.jupyter.classes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list tells of jars what the JDK's own compiler sees in them. */
class JarIndexTest {
    private static final List<String> PACKAGES =
            List.of("", "one", "one.two", "only.new", "nowhere", "META-INF.versions");

    @TempDir
    private Path folder;

    private Path kernel;

    @BeforeEach
    void jars() throws IOException {
        String whole = folder.resolve("b c.jar").toUri().toString();
        kernel = jar(
                "kernel.jar",
                Map.of("Class-Path", "a.jar ${no}.jar http://a.org/x.jar " + whole + " missing.jar"),
                List.of());
        jar(
                "a.jar",
                Map.of("Multi-Release", "true"),
                List.of(
                        "Bare.class",
                        "one/A.class",
                        "one/A$In.class",
                        "one/A$1.class",
                        "one/text.txt",
                        "META-INF/versions/9/one/A.class",
                        "META-INF/versions/9/only/new/Newer.class",
                        "META-INF/versions/99/one/Never.class"));
        jar("b c.jar", Map.of(), List.of("one/A.class", "one/B.class", "one/two/C.class", "one/package-info.class"));
        JarIndex.save(kernel);
    }

    private Path jar(String name, Map<String, String> attributes, List<String> entries) throws IOException {
        Path file = folder.resolve(name);
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((key, value) -> manifest.getMainAttributes().putValue(key, value));
        try (OutputStream out = Files.newOutputStream(file);
                var jar = new JarOutputStream(out, manifest)) {
            for (String entry : entries) {
                jar.putNextEntry(new ZipEntry(entry));
                jar.write((name + "!" + entry).getBytes());
            }
        }
        return file;
    }

    private static Map<String, String> contents(Iterable<JavaFileObject> files, StandardJavaFileManager manager)
            throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (JavaFileObject file : files) {
            try (InputStream in = file.openInputStream()) {
                String name = JarIndex.inferBinaryName(manager, StandardLocation.CLASS_PATH, file);
                assertThat(file.getKind()).isEqualTo(Kind.CLASS);
                // the first of two classes with one name counts
                found.putIfAbsent(name, new String(in.readAllBytes()));
            }
        }
        return found;
    }

    @Test
    void everyPackageHasTheClassesThatTheCompilerSees() throws IOException {
        JarIndex index = JarIndex.read(kernel);
        var compiler = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        compiler.handleOption("--multi-release", List.of("17").iterator());
        compiler.setLocation(StandardLocation.CLASS_PATH, List.of(kernel.toFile(), file("a.jar"), file("b c.jar")));

        for (String name : PACKAGES) {
            var seen = compiler.list(StandardLocation.CLASS_PATH, name, Set.of(Kind.CLASS), false);
            assertThat(contents(new ArrayList<>(index.of(name)), compiler))
                    .as("package '%s'", name)
                    .isEqualTo(contents(seen, compiler));
        }
        assertThat(index.of("one")).hasSize(6);
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    @Test
    void aListOfOtherJarsDoesNotCount() throws IOException {
        assertThat(JarIndex.read(kernel)).isNotNull();

        Files.setLastModifiedTime(folder.resolve("b c.jar"), FileTime.fromMillis(0));
        assertThat(JarIndex.read(kernel)).isNull();

        JarIndex.save(kernel);
        jar("kernel.jar", Map.of("Class-Path", "a.jar"), List.of());
        assertThat(JarIndex.read(kernel)).isNull();
    }

    @Test
    void cellsAreInNoJarAndOtherPlacesAreTheCompilers() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        Set<Kind> classes = Set.of(Kind.CLASS);

        assertThat(JarIndex.list(compiler, StandardLocation.CLASS_PATH, "REPL", classes, false))
                .isEmpty();
        assertThat(JarIndex.list(compiler, StandardLocation.PLATFORM_CLASS_PATH, "java.lang", classes, false))
                .hasSameSizeAs(compiler.list(StandardLocation.PLATFORM_CLASS_PATH, "java.lang", classes, false));
    }
}
