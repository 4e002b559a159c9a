package lesson4j.course;

import static lesson4j.plot.Given.failed;
import static lesson4j.plot.Given.reason;
import static lesson4j.plot.Given.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import lesson4j.plot.Progress;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * Unpacks tar.gz and zip archives, and reads every checksum and every list that they carry.
 *
 * <p>What leaves the folder, is no plain file, or takes far more room than its archive is refused by {@link Unpacking}.
 */
final class Archive {
    private final Progress progress;
    private final BoundedInputStream counted;
    private final Unpacking target;

    private Archive(Progress progress, BoundedInputStream counted, Unpacking target) {
        this.progress = progress;
        this.counted = counted;
        this.target = target;
    }

    /** One entry of a zip as it was read, to be compared with what the archive says of it. */
    private record Read(ZipArchiveEntry local, ZipArchiveEntry listed, long size, long crc) {

        boolean isAsTold() {
            return size == listed.getSize()
                    && crc == listed.getCrc()
                    && size == local.getSize()
                    && crc == local.getCrc()
                    && local.getMethod() == listed.getMethod();
        }
    }

    /** Unpacks all of {@code file} into the folder {@code target}, which is made when missing. */
    static void unpack(Path file, Path target) {
        try (var progress = Progress.of("Unpacking " + file.getFileName(), Files.size(file));
                var in = Files.newInputStream(file);
                var counted = BoundedInputStream.builder().setInputStream(in).get()) {
            var archive = new Archive(progress, counted, new Unpacking(target, Files.size(file)));
            if (file.toString().endsWith(".zip")) {
                archive.unzip(file);
            } else {
                archive.untar();
            }
            archive.target.failIfEmpty();
        } catch (IOException e) {
            String why = reason(e).replaceAll("\\.$", "");
            if (why.contains("No space left")) {
                throw failed(e, "Cannot unpack %s: the disk is full. Free some space, then run the cell again.", file);
            }
            throw failed(e, "Cannot unpack %s: %s. Expected a whole archive; fetch it again, or remove it.", file, why);
        }
    }

    private void untar() throws IOException {
        var gzip = new GZIPInputStream(new BufferedInputStream(counted, 1 << 16), 1 << 16);
        var tar = new TarArchiveInputStream(target.bounded(gzip));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String name = entry.getName();
            if (!entry.isCheckSumOK()) {
                throw new IOException(text("the checksum of its entry '%s' is wrong", name));
            } else if (entry.isLink() || entry.isSymbolicLink()) {
                throw Unpacking.refused(name, "is a link");
            } else if (entry.isDirectory()) {
                target.folder(name);
            } else if (!entry.isFile() || entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice()) {
                throw Unpacking.refused(name, "is no plain file");
            } else {
                target.file(name, entry.getRealSize(), tar);
            }
            progress.at(counted.getCount());
        }
        target.bounded(gzip).transferTo(OutputStream.nullOutputStream()); // the checksum comes after all else
    }

    /** Reads a zip from header to header as it is streamed, and compares with the list at its end. */
    private void unzip(Path file) throws IOException {
        Map<String, ZipArchiveEntry> listed = listed(file);
        var read = new ArrayList<Read>();
        var zip = new ZipArchiveInputStream(new BufferedInputStream(counted, 1 << 16));
        for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            ZipArchiveEntry known = listed.remove(name);
            if (known == null) {
                throw new IOException(text("its entry '%s' is not in its own list, or twice", name));
            } else if (!zip.canReadEntryData(entry)) {
                throw Unpacking.refused(name, "is locked or packed in a way");
            } else if (known.isUnixSymlink()) {
                throw Unpacking.refused(name, "is a link");
            } else if (entry.isDirectory()) {
                target.folder(name);
            } else {
                read.add(read(zip, entry, known));
            }
            progress.at(counted.getCount());
        }
        compare(read, listed);
    }

    /** Compares what was read with what is told of it, once all of it is known: some checksums follow the data. */
    private static void compare(List<Read> read, Map<String, ZipArchiveEntry> unread) throws IOException {
        for (Read one : read) {
            if (!one.isAsTold()) {
                throw new IOException(text("the checksum of its entry '%s' is wrong", one.local.getName()));
            }
        }
        if (!unread.isEmpty()) {
            String name = Collections.min(unread.keySet());
            throw new IOException(text("its entry '%s' is in its list and nowhere else", name));
        }
    }

    private Read read(InputStream zip, ZipArchiveEntry entry, ZipArchiveEntry known) throws IOException {
        var crc = new CRC32();
        long size = target.file(entry.getName(), known.getSize(), new CheckedInputStream(zip, crc));
        return new Read(entry, known, size, crc.getValue());
    }

    private Map<String, ZipArchiveEntry> listed(Path file) throws IOException {
        var listed = new HashMap<String, ZipArchiveEntry>();
        try (var zip = ZipFile.builder().setPath(file).get()) {
            long size = 0;
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (listed.put(entry.getName(), entry) != null) {
                    throw Unpacking.refused(entry.getName(), "comes twice");
                }
                size += Math.max(0, entry.getSize());
            }
            target.checkRoom("it", size);
        }
        return listed;
    }
}
