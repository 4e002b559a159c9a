package lesson4j.course;

import static lesson4j.plot.Given.failed;
import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.reason;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Show.show;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import lesson4j.course.Source.Origin;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;

/**
 * The folder that data sets are kept in: {@code <cache>/data/<folder>-<variant>/<folder>}.
 *
 * <p>A variant is one origin of a data set, so that drawn digits never mix with real ones. Beside its folder lies a
 * note that says what was unpacked, and a list of our files. A folder appears under its name whole or not at all; what a
 * reader puts into it stays.
 */
final class DataCache {
    private static final String NOTE = "source.properties";
    private static final String FILES = "files.txt";

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
        return get(root(), dataset, variant, origin, fill);
    }

    static Path get(Path root, Dataset dataset, String variant, Origin origin, Fill fill) {
        Path place = root.resolve(dataset.folder() + "-" + variant);
        Path folder = place.resolve(dataset.folder());
        Path part = place.resolveSibling(place.getFileName() + ".part");
        if (isWhole(folder)) {
            removeQuietly(part);
            return folder;
        }
        try {
            remove(part);
            fill.into(Files.createDirectories(part));
            describe(part.resolve(dataset.folder()), origin);
            settle(part, place, dataset.folder());
            return folder;
        } catch (IOException e) {
            String advice = "Make room there, or set LESSON4J_CACHE to another folder.";
            throw failed(e, "Cannot prepare %s in %s: %s. %s", dataset.name(), place, reason(e), advice);
        } finally {
            removeQuietly(part);
        }
    }

    private static void removeQuietly(Path part) {
        try {
            remove(part);
        } catch (IOException e) {
            // it is removed before the next try
        }
    }

    private static void remove(Path part) throws IOException {
        if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
            PathUtils.deleteDirectory(part);
        }
    }

    private static boolean isWhole(Path folder) {
        var ours = Manifest.read(folder.resolveSibling(FILES));
        if (ours.sizes().isEmpty() || note(folder).isEmpty()) {
            return false;
        }
        List<String> broken = ours.broken(folder);
        if (!broken.isEmpty()) {
            show(text(
                    "The cached copy %s is broken: %,d of its %,d files are missing or changed, such as %s."
                            + " Making them again.",
                    folder, broken.size(), ours.sizes().size(), broken.get(0)));
        }
        return broken.isEmpty();
    }

    /**
     * Puts what was made in its place: all at once where there is nothing, else file by file.
     *
     * <p>Files of the reader's own stay; what is in the way of one of ours is moved aside. The list of files comes last,
     * so that a data set without it is made again.
     */
    private static void settle(Path part, Path place, String name) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        var ours = Manifest.read(part.resolve(FILES));
        for (String file : ours.broken(place.resolve(name))) {
            Path to = place.resolve(name).resolve(file);
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                Path aside = free(place.resolve("replaced").resolve(file));
                show(text("%s is replaced; what it was is kept as %s.", to, aside));
                PathUtils.createParentDirectories(aside);
                Files.move(to, aside);
            }
            PathUtils.createParentDirectories(to);
            Files.move(part.resolve(name).resolve(file), to, StandardCopyOption.ATOMIC_MOVE);
        }
        for (String note : List.of(NOTE, FILES)) {
            Files.move(
                    part.resolve(note),
                    place.resolve(note),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Returns a name that nothing has yet: the file's own, or with a number. */
    static Path free(Path file) {
        Path free = file;
        for (int i = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
            free = file.resolveSibling(file.getFileName() + "." + i);
        }
        return free;
    }

    private static void describe(Path folder, Origin origin) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder %s in it".formatted(folder.getFileName()));
        }
        var source = Fingerprint.of(folder, origin);
        var note = List.of("origin=" + origin, "mnist=" + source.realMnist(), "digest=" + source.digest());
        Files.write(folder.resolveSibling(NOTE), note);
        Manifest.of(folder).write(folder.resolveSibling(FILES));
    }

    /** Tells what a folder holds: from the note beside it, else by looking at every pixel. */
    static Source source(Path folder) {
        var note = note(given(folder, "the folder").toAbsolutePath().normalize());
        if (note.isEmpty()) {
            return Fingerprint.of(folder, Origin.FOLDER);
        }
        boolean mnist = Boolean.parseBoolean(note.getProperty("mnist"));
        return new Source(Origin.valueOf(note.getProperty("origin")), mnist, note.getProperty("digest"));
    }

    /** Reads the note beside a folder; it is empty where there is none of ours. */
    private static Properties note(Path folder) {
        var note = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolveSibling(NOTE))) {
            note.load(reader);
            Origin.valueOf(note.getProperty("origin", ""));
        } catch (IOException | IllegalArgumentException e) {
            note.clear();
        }
        return note.containsKey("digest") ? note : new Properties();
    }

    /** Does work on a data set that one thread of one process at a time may do. */
    static synchronized Path locked(Dataset dataset, Supplier<Path> work) {
        Path file = root().resolve(given(dataset, "the data set").folder() + ".lock");
        try {
            Files.createDirectories(root());
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var ignored = channel.lock()) {
                return work.get();
            }
        } catch (IOException e) {
            // a folder that cannot be written, such as one shared by a class, may hold all that is wanted
            return work.get();
        }
    }
}
