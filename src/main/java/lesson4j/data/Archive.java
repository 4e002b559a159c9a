package lesson4j.data;

import static lesson4j.data.Text.failed;
import static lesson4j.data.Text.reason;
import static lesson4j.data.Text.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import lesson4j.plot.Progress;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/** Unpacks tar.gz and zip archives, and refuses those that would write outside their folder. */
final class Archive {
    private Archive() {}

    /** Unpacks all of {@code file} into the folder {@code target}, which is made when missing. */
    static void unpack(Path file, Path target) {
        try (var progress = Progress.of("Unpacking " + file.getFileName(), Files.size(file));
                var counted = BoundedInputStream.builder().setPath(file).get();
                var archive = open(file, new BufferedInputStream(counted, 1 << 16))) {
            ArchiveEntry entry = archive.getNextEntry();
            if (entry == null) {
                throw new IOException("it holds no files");
            }
            var made = new HashSet<Path>();
            for (; entry != null; entry = archive.getNextEntry()) {
                write(entry, archive, target.toAbsolutePath().normalize(), made);
                progress.at(counted.getCount());
            }
        } catch (IOException e) {
            String why = reason(e).replaceAll("\\.$", "");
            throw failed(e, "Cannot unpack %s: %s. Expected a whole archive; fetch it again, or remove it.", file, why);
        }
    }

    private static ArchiveInputStream<?> open(Path file, InputStream in) throws IOException {
        if (!file.toString().endsWith(".zip")) {
            return new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16));
        }
        new ZipFile(file.toFile()).close(); // fails on a zip that is cut short, which a stream may not notice
        return new ZipArchiveInputStream(in);
    }

    private static void write(ArchiveEntry entry, InputStream in, Path target, Set<Path> made) throws IOException {
        String name = entry.getName().replace('\\', '/');
        Path place = target.resolve(name).normalize();
        if (!place.startsWith(target) || name.matches("[A-Za-z]:.*")) {
            throw refused(entry, "leaves the folder it is unpacked into");
        } else if (entry instanceof TarArchiveEntry tar && (tar.isLink() || tar.isSymbolicLink())) {
            throw refused(entry, "is a link");
        }
        Path folder = entry.isDirectory() ? place : place.resolveSibling("");
        if (made.add(folder)) {
            Files.createDirectories(folder);
        }
        if (!entry.isDirectory()) {
            // Fails on a name that comes twice, and so never writes through what an earlier entry made.
            Files.copy(in, place);
        }
    }

    private static IOException refused(ArchiveEntry entry, String why) {
        return new IOException(text("its entry '%s' %s, which no honest data set needs", entry.getName(), why));
    }
}
