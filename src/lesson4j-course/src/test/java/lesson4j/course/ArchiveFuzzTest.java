package lesson4j.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lesson4j.testing.Effort;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and hostile archives: unpacked to the last byte as they were packed, or refused in a sentence. */
class ArchiveFuzzTest {

    @TempDir
    Path temp;

    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "set/a/1.csv", "label,pixel0\n3,255\n".repeat(9),
            "set/a/2.csv", "label,pixel0\n7,0\n",
            "set/b/readme", "one bit of this matters",
            "set/empty", ""));

    private static byte[] zip(int method) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(out)) {
            zip.setMethod(method);
            for (var file : FILES.entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                var crc = new CRC32();
                crc.update(content);
                var entry = new ZipArchiveEntry(file.getKey());
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
                zip.putArchiveEntry(entry);
                zip.write(content);
                zip.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    /** Java's own, with sizes and checksums after the data. */
    private static byte[] streamedZip() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : FILES.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static byte[] tgz() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (var file : FILES.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length());
                tar.putArchiveEntry(entry);
                tar.write(file.getValue().getBytes(UTF_8));
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    /** Returns the sentence it is refused with, or "" when all of it came out as it was packed. */
    private String unpacked(String name, byte[] bytes) throws IOException {
        Path out = temp.resolve("out");
        Path archive = Files.write(temp.resolve(name), bytes);
        try {
            Archive.unpack(archive, out);
            for (var file : FILES.entrySet()) {
                assertThat(out.resolve(file.getKey())).hasContent(file.getValue());
            }
            assertThat(PathUtils.countDirectory(out).getFileCounter().get()).isEqualTo(FILES.size());
            return "";
        } catch (UncheckedIOException e) {
            assertThat(e).hasMessageStartingWith("Cannot unpack " + archive + ": ");
            assertThat(e.getMessage()).doesNotContain("null");
            return e.getMessage();
        } finally {
            if (Files.exists(out)) {
                PathUtils.deleteDirectory(out);
            }
        }
    }

    @Test
    void damagedArchivesAreReadAsTheyWereOrRefused() throws IOException {
        var random = new Random(7);
        int tried = 0;
        int refused = 0;
        byte[][] whole = {zip(ZipEntry.DEFLATED), zip(ZipEntry.STORED), streamedZip(), tgz()};
        for (int kind = 0; kind < whole.length; kind++) {
            String name = kind == 3 ? "set.tgz" : "set.zip";
            assertThat(unpacked(name, whole[kind])).isEmpty();
            for (int i = 0; i < Effort.of(120, 1_000); i++) {
                byte[] bytes = whole[kind].clone();
                if (i % 4 == 0) {
                    bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                } else {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                tried++;
                refused += unpacked(name, bytes).isEmpty() ? 0 : 1;
            }
        }
        System.out.println("archives damaged: " + tried + ", refused " + refused + ", wrong 0");
    }

    @Test
    void oneFlippedBitInATableInsideAZipIsSeen() throws IOException {
        byte[] bytes = zip(ZipEntry.STORED);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("3,255");
        bytes[at] ^= 1;

        assertThat(unpacked("set.zip", bytes)).contains(": the checksum of its entry 'set/a/1.csv' is wrong.");
    }

    private String tarOf(TarArchiveEntry... entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                tar.write(new byte[(int) entry.getSize()]);
                tar.closeArchiveEntry();
            }
        }
        return unpacked("set.tgz", out.toByteArray());
    }

    @Test
    void refusesWhatIsNoPlainFile() throws IOException {
        for (byte type : new byte[] {
            TarConstants.LF_LINK,
            TarConstants.LF_SYMLINK,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_FIFO
        }) {
            var entry = new TarArchiveEntry("set/odd", type);
            entry.setLinkName("../../etc/passwd");
            assertThat(tarOf(entry)).containsPattern("its entry 'set/odd' is (a link|no plain file), which no honest");
        }
    }

    @Test
    void refusesNamesThatMeetOrCannotBeWrittenEverywhere() throws IOException {
        String[][] sets = {
            {"a/1", "a/1"},
            {"a/1", "A/1"},
            {"a/x.png", "a/X.png"},
            {"é", "e\u0301"},
            {"a", "a/b"},
            {"a/b", "a"},
            {"a/con"},
            {"nul.txt"},
            {"x/Lpt1.csv"},
            {"end."},
            {"end "},
            {"a\u0001b"},
            {"why?"},
            {"x".repeat(300)},
            {"."},
            {"../x"},
            {"/etc/x"},
            {"a/../../x"},
            {"c:\\x"}
        };
        for (String[] names : sets) {
            TarArchiveEntry[] entries = Arrays.stream(names)
                    .map(name -> new TarArchiveEntry(name, TarConstants.LF_NORMAL, true))
                    .toArray(TarArchiveEntry[]::new);
            if (names[0].length() > 100) {
                continue; // tar writes long names in a form of its own; the zip below has it
            }
            assertThat(tarOf(entries)).as(Arrays.toString(names)).contains("which no honest data set needs.");
        }
        for (String[] names : sets) {
            var out = new ByteArrayOutputStream();
            try (var zip = new ZipArchiveOutputStream(out)) {
                for (String name : names) {
                    zip.putArchiveEntry(new ZipArchiveEntry(name));
                    zip.closeArchiveEntry();
                }
            }
            assertThat(unpacked("set.zip", out.toByteArray()))
                    .as(Arrays.toString(names))
                    .isNotEmpty();
        }
    }

    @Test
    void refusesBombsBeforeTheyTakeRoom() throws IOException {
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("zeros"));
            zeros(out, 300);
        }
        assertThat(unpacked("set.zip", zip.toByteArray())).contains("far more than the archive's own allow");

        var tgz = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(tgz)) {
            zeros(out, 300);
        }
        assertThat(unpacked("set.tgz", tgz.toByteArray())).isNotEmpty();

        var claims = new TarArchiveEntry("big");
        claims.setSize(8L << 30);
        byte[] header = new byte[512];
        claims.writeEntryHeader(
                header, org.apache.commons.compress.archivers.zip.ZipEncodingHelper.getZipEncoding("UTF-8"), true);
        var large = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(large)) {
            out.write(header);
        }
        assertThat(unpacked("set.tgz", large.toByteArray()))
                .contains("its entry 'big' claims to hold 8,589,934,592 bytes, far more");
    }

    private static void zeros(OutputStream out, int megabytes) throws IOException {
        for (int i = 0; i < megabytes; i++) {
            out.write(new byte[1 << 20]);
        }
    }

    @Test
    void readsWhatTheListAtTheEndOfAZipDoesNotName() throws IOException {
        byte[] one = zip(ZipEntry.STORED);
        byte[] hidden = new String(one, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replaceFirst("set/b/readme", "set/b/README")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(unpacked("set.zip", hidden)).contains("its entry 'set/b/README' is not in its own list");
        assertThatThrownBy(() -> Archive.unpack(temp.resolve("none.zip"), temp.resolve("out")))
                .isInstanceOf(UncheckedIOException.class);
    }
}
