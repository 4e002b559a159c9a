package lesson4j.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

    @TempDir
    Path temp;

    @Test
    void unpacksATarball() throws IOException {
        Path archive = tgz("set/a/1.txt", "set/2.txt");

        Archive.unpack(archive, temp.resolve("out"));

        assertThat(temp.resolve("out/set/a/1.txt")).hasContent("set/a/1.txt");
        assertThat(temp.resolve("out/set/2.txt")).hasContent("set/2.txt");
    }

    @Test
    void unpacksAZip() throws IOException {
        Path archive = zip("set/a/1.txt", "2.txt");

        Archive.unpack(archive, temp.resolve("out"));

        assertThat(temp.resolve("out/set/a/1.txt")).hasContent("set/a/1.txt");
        assertThat(temp.resolve("out/2.txt")).hasContent("2.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.txt", "set/../../evil.txt", "/evil.txt", "..\\evil.txt", "C:\\evil.txt"})
    void refusesEntriesThatLeaveTheFolder(String name) throws IOException {
        for (Path archive : new Path[] {zip("set/1.txt", name), tgz("set/1.txt", name)}) {
            // commons-compress turns the backslashes of zip entries by itself
            String shown = archive.endsWith("set.zip") ? name.replace('\\', '/') : name;
            assertThatThrownBy(() -> Archive.unpack(archive, temp.resolve(archive.getFileName() + "-out")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("Cannot unpack " + archive + ": its entry '"
                            + shown
                            + "' leaves the folder it is unpacked into, which no honest data set needs."
                            + " Expected a whole archive; fetch it again, or remove it.");
        }
        assertThat(temp.resolve("evil.txt")).doesNotExist();
    }

    @Test
    void refusesLinks() throws IOException {
        Path archive = temp.resolve("set.tgz");
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
            var link = new TarArchiveEntry("set/link", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }

        assertThatThrownBy(() -> Archive.unpack(archive, temp.resolve("out")))
                .hasMessage("Cannot unpack " + archive + ": its entry 'set/link' is a link, which no honest"
                        + " data set needs. Expected a whole archive; fetch it again, or remove it.");
    }

    @Test
    void saysThatAnArchiveIsCutShort() throws IOException {
        for (Path archive : new Path[] {tgz("set/1.txt", "set/2.txt"), zip("set/1.txt", "set/2.txt")}) {
            byte[] bytes = Files.readAllBytes(archive);
            Files.write(archive, Arrays.copyOf(bytes, bytes.length / 3));

            assertThatThrownBy(() -> Archive.unpack(archive, temp.resolve(archive.getFileName() + "-out")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("Cannot unpack " + archive + ": ")
                    .hasMessageEndingWith(". Expected a whole archive; fetch it again, or remove it.");
        }
    }

    @Test
    void saysThatAFileIsNoArchive() throws IOException {
        Path archive = Files.writeString(temp.resolve("set.tgz"), "<html>Sign in first</html>");

        assertThatThrownBy(() -> Archive.unpack(archive, temp.resolve("out")))
                .hasMessage("Cannot unpack " + archive + ": Not in GZIP format."
                        + " Expected a whole archive; fetch it again, or remove it.");
    }

    private Path tgz(String... names) throws IOException {
        Path archive = temp.resolve("set.tgz");
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
            for (String name : names) {
                var entry = new TarArchiveEntry(name, true);
                entry.setSize(name.length());
                tar.putArchiveEntry(entry);
                tar.write(name.getBytes(UTF_8));
                tar.closeArchiveEntry();
            }
        }
        return archive;
    }

    private Path zip(String... names) throws IOException {
        Path archive = temp.resolve("set.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(UTF_8));
            }
        }
        return archive;
    }
}
