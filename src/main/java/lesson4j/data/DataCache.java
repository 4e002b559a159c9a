package lesson4j.data;

import static lesson4j.data.Text.failed;
import static lesson4j.data.Text.reason;
import static lesson4j.data.Text.text;
import static lesson4j.plot.Show.show;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import lesson4j.data.Source.Origin;
import org.apache.commons.io.FileUtils;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;

/**
 * The folder that data sets are kept in: {@code <cache>/data/<folder>-<variant>/<folder>}.
 *
 * <p>A variant is one origin of a data set, so that drawn digits never mix with real ones. Beside its folder lies a
 * note that says what was unpacked and how much it was. A folder appears under its name whole or not at all.
 */
final class DataCache {
    private static final String NOTE = "source.properties";

    private DataCache() {}

    /** Writes a data set's folder into the empty folder it is given. */
    interface Fill {
        void into(Path folder) throws IOException;
    }

    /** Returns the folder for data, from {@code LESSON4J_CACHE}, else below the home folder. */
    static Path root() {
        String named = setting("lesson4j.cache", "LESSON4J_CACHE");
        Path cache = named != null ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache", "lesson4j");
        return cache.toAbsolutePath().resolve("data");
    }

    /** Reads a system property or, without one, an environment variable; empty counts as not set. */
    static @Nullable String setting(String property, String variable) {
        String value = System.getProperty(property, System.getenv(variable));
        return value == null || value.isBlank() ? null : value;
    }

    /** Returns the folder that archives are kept in; one that is put there by hand is used. */
    static Path archives() {
        return root().resolve("archives");
    }

    /** Returns a variant's folder, made by {@code fill} unless it is there and whole. */
    static Path get(Dataset dataset, String variant, Origin origin, Fill fill) {
        Path place = root().resolve(dataset.folder() + "-" + variant);
        Path folder = place.resolve(dataset.folder());
        if (isWhole(folder)) {
            return folder;
        }
        Path part = place.resolveSibling(place.getFileName() + ".part");
        try {
            FileUtils.deleteDirectory(part.toFile());
            fill.into(Files.createDirectories(part));
            describe(part.resolve(dataset.folder()), origin);
            FileUtils.deleteDirectory(place.toFile());
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            return folder;
        } catch (IOException e) {
            String advice = "Make room there, or set LESSON4J_CACHE to another folder.";
            throw failed(e, "Cannot prepare %s in %s: %s. %s", dataset.name(), place, reason(e), advice);
        } finally {
            FileUtils.deleteQuietly(part.toFile());
        }
    }

    private static boolean isWhole(Path folder) {
        String expected = note(folder).getProperty("extent");
        String found = extent(folder);
        if (expected != null && !found.equals(expected)) {
            show(text("The cached copy %s is broken: it has %s, not %s. Making it again.", folder, found, expected));
        }
        return found.equals(expected);
    }

    /** Counts files and bytes, which shows cheaply whether something is missing or cut short. */
    private static String extent(Path folder) {
        try {
            var count = PathUtils.countDirectory(folder);
            return text(
                    "%,d files of %,d bytes",
                    count.getFileCounter().get(), count.getByteCounter().get());
        } catch (IOException e) {
            return "nothing";
        }
    }

    private static void describe(Path folder, Origin origin) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder %s in it".formatted(folder.getFileName()));
        }
        var source = Fingerprint.of(folder, origin);
        var note = List.of(
                "origin=" + origin,
                "mnist=" + source.realMnist(),
                "digest=" + source.digest(),
                "extent=" + extent(folder));
        Files.write(folder.resolveSibling(NOTE), note);
    }

    /** Tells what a folder holds: from the note beside it, else by looking at every pixel. */
    static Source source(Path folder) {
        var note = note(folder.toAbsolutePath().normalize());
        if (note.isEmpty()) {
            return Fingerprint.of(folder, Origin.FOLDER);
        }
        boolean mnist = Boolean.parseBoolean(note.getProperty("mnist"));
        return new Source(Origin.valueOf(note.getProperty("origin", "FOLDER")), mnist, note.getProperty("digest", ""));
    }

    /** Reads the note beside a folder; it is empty where there is none. */
    private static Properties note(Path folder) {
        var note = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolveSibling(NOTE))) {
            note.load(reader);
        } catch (IOException e) {
            note.clear();
        }
        return note;
    }

    /** Does work on a data set that one thread of one process at a time may do. */
    static synchronized Path locked(Dataset dataset, Supplier<Path> work) {
        Path file = root().resolve(dataset.folder() + ".lock");
        try {
            Files.createDirectories(root());
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var ignored = channel.lock()) {
                return work.get();
            }
        } catch (IOException e) {
            String advice = "Set LESSON4J_CACHE to a folder that can be written.";
            throw failed(e, "Cannot use the folder %s: %s. %s", root(), reason(e), advice);
        }
    }
}
