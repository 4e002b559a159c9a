package lesson4j.jupyter.complete;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jdk.jshell.JShell;
import lesson4j.jupyter.source.Inside;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kernel keeps of JShell's list of packages for the next one, beside what JShell finds itself. */
class KnownPackagesTest {
    @TempDir
    private Path folder;

    private Path jar;
    private Path file;
    private Map<Path, Object> found;

    @BeforeEach
    void letJShellLook() throws IOException {
        jar = folder.resolve("some names.jar");
        file = folder.resolve("packages.txt");
        jar(
                "a/b/One.class",
                "a/b/One$Inner.class",
                "a/b/One$Inner$1.class",
                "a/c/One.class",
                "Bare.class",
                "a/note.txt");
        look();
        found = new HashMap<>(known());
        KnownPackages.save(file);
    }

    @Test
    void aListThatWasKeptIsTheOneThatJShellMakes() throws IOException {
        Path jdk = Path.of(System.getProperty("java.home"), "lib", "modules");
        known().clear();
        KnownPackages.load(file);
        assertThat(found).containsKeys(jar, jdk);
        for (Path place : new Path[] {jar, jdk}) {
            for (String part : new String[] {"timestamp", "forPath", "packages", "classSimpleName2FQN"}) {
                assertThat(Inside.part(known().get(place), part)).isEqualTo(Inside.part(found.get(place), part));
            }
        }
        assertThat(Inside.part(found.get(jdk), "packages").toString()).contains("java.util.concurrent");
    }

    @Test
    void JShellTakesWhatWasKeptAndDoesNotLookAgain() throws IOException {
        known().clear();
        KnownPackages.load(file);
        Map<Path, Object> loaded = new HashMap<>(known());
        look();
        assertThat(loaded)
                .isNotEmpty()
                .allSatisfy((place, index) -> assertThat(known().get(place)).isSameAs(index));
    }

    @Test
    void aTimeWithoutItsFractionAsInAnImageOfADiskIsTheSame() throws IOException {
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_700_000_000_250L));
        look();
        KnownPackages.save(file);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_700_000_000_000L));
        known().clear();
        KnownPackages.load(file);
        Object loaded = known().get(jar);
        look();
        assertThat(known().get(jar)).isNotNull().isSameAs(loaded);
    }

    @Test
    void ofAJarThatHasChangedNothingIsKept() throws IOException {
        jar("d/Other.class");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_700_000_000_000L));
        known().clear();
        KnownPackages.load(file);
        assertThat(known()).isNotEmpty().doesNotContainKey(jar);
        look();
        assertThat(Inside.part(known().get(jar), "packages")).hasToString("[d]");
    }

    @Test
    void aJarThatIsGoneIsPassedOver() throws IOException {
        Files.delete(jar);
        known().clear();
        KnownPackages.load(file);
        assertThat(known()).isNotEmpty().doesNotContainKey(jar);
    }

    private void jar(String... entries) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
            }
        }
    }

    private void look() {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(jar.toString());
            Inside.call(shell.sourceCodeAnalysis(), "waitBackgroundTaskFinished");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<Path, Object> known() {
        return (Map<Path, Object>) KnownPackages.ofAnalysis("PATH_TO_INDEX");
    }
}
