package lesson4j.course;

import static lesson4j.plot.Given.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.io.input.BoundedInputStream;

/** The folder that an archive is unpacked into: takes only names that stay within, fit every system, and come once. */
final class Unpacking {
    /** So much more than itself an archive may hold: pictures and tables are far below, bombs far above. */
    private static final long MOST = 100;

    private static final long ALWAYS = 64L << 20;

    private static final Pattern RESERVED =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?|.*[. ]|.*[\\x00-\\x1f\\x7f<>\"|?*].*");

    private final Path target;
    private final long limit;
    private final Map<String, String> spellings = new HashMap<>();
    private final Set<Path> folders = new HashSet<>();
    private long bytes;
    private int entries;

    Unpacking(Path target, long archive) {
        this.target = target.toAbsolutePath().normalize();
        this.limit = ALWAYS + MOST * archive;
    }

    static IOException refused(String name, String why) {
        return new IOException(text("its entry '%s' %s, which no honest data set needs", name, why));
    }

    /** Returns a stream that ends in an error where no honest archive has anything left. */
    InputStream bounded(InputStream in) throws IOException {
        return BoundedInputStream.builder()
                .setInputStream(in)
                .setMaxCount(2 * limit)
                .setOnMaxCount((most, count) -> {
                    throw new IOException(text("it holds more than %,d bytes, far more than its own", most));
                })
                .get();
    }

    void failIfEmpty() throws IOException {
        if (entries == 0) {
            throw new IOException("it holds no files");
        }
    }

    /** Refuses a size before anything is written. */
    void checkRoom(String what, long size) throws IOException {
        if (size < 0 || size > limit - bytes) {
            throw new IOException(
                    text("%s claims to hold %,d bytes, far more than the archive's own allow", what, size));
        }
    }

    void folder(String name) throws IOException {
        entries++;
        makeFolder(place(name));
    }

    /** Writes one file and returns how many bytes it has. */
    long file(String name, long claimed, InputStream in) throws IOException {
        entries++;
        checkRoom(text("its entry '%s'", name), claimed);
        Path place = place(name);
        if (place.equals(target) || name.endsWith("/")) {
            throw refused(name, "has no name of its own");
        }
        makeFolder(place.resolveSibling(""));
        if (spellings.put(key(place), place.toString()) != null) {
            throw refused(name, "comes twice");
        }
        try {
            var all = BoundedInputStream.builder()
                    .setInputStream(in)
                    .setMaxCount(claimed + 1)
                    .setPropagateClose(false);
            long size = Files.copy(all.get(), place);
            if (size != claimed) {
                throw new IOException(text("its entry '%s' is not as long as the %,d bytes it claims", name, claimed));
            }
            bytes += size;
            return size;
        } catch (FileAlreadyExistsException e) {
            throw refused(name, "comes twice");
        }
    }

    private Path place(String entry) throws IOException {
        String name = entry.replace('\\', '/');
        Path place;
        try {
            place = target.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw refused(printable(entry), "has a name that not every system can write");
        }
        if (!place.startsWith(target) || name.matches("(?s)[A-Za-z]:.*")) {
            throw refused(entry, "leaves the folder it is unpacked into");
        }
        for (Path part : target.relativize(place)) {
            String text = part.toString();
            if (RESERVED.matcher(text).matches() || text.getBytes(StandardCharsets.UTF_8).length > 255) {
                throw refused(printable(entry), "has a name that not every system can write");
            }
        }
        checkSpelling(entry, place);
        return place;
    }

    private static String printable(String name) {
        String text = name.replaceAll("\\p{Cntrl}", "?");
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    /** Two names that differ in case or in how accents are written are one on many systems. */
    private void checkSpelling(String entry, Path place) throws IOException {
        String known = spellings.get(key(place));
        if (known != null && !known.equals(place.toString())) {
            throw refused(entry, "differs from another by its capital letters only");
        }
    }

    private static String key(Path place) {
        return Normalizer.normalize(place.toString(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private void makeFolder(Path folder) throws IOException {
        if (folders.contains(folder)) {
            return;
        }
        if (!folder.equals(target) && folder.startsWith(target)) {
            makeFolder(folder.resolveSibling(""));
            checkSpelling(target.relativize(folder).toString(), folder);
            if (spellings.put(key(folder), folder.toString()) != null) {
                throw refused(target.relativize(folder).toString(), "is a file and a folder");
            }
        }
        Files.createDirectories(folder);
        folders.add(folder);
    }
}
