package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lesson4j.course.FaultyDisk.Fault;
import lesson4j.course.Source.Origin;
import lesson4j.testing.Screens;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies, a full or a read-only disk at any change: the next run gives the right data, and loses nothing. */
class KillPointsTest {
    private static final byte[] BODY = new byte[300_000];

    static {
        new Random(4).nextBytes(BODY);
    }

    @TempDir
    Path temp;

    private Path cache;

    /** Does the work whose faults are tried, on the cache folder given. */
    private interface Work {
        void on(Path cache) throws IOException;
    }

    /** Brings about the state before, which the reader's files belong to. */
    private interface Before {
        void in(Path cache) throws IOException;
    }

    @BeforeEach
    void record() {
        cache = temp.resolve("cache");
        Screens.record();
    }

    @AfterEach
    void printAgain() {
        Screens.printAgain();
    }

    private int tryAll(Work work, Before before, Map<String, byte[]> right) throws IOException {
        int points = 0;
        for (Fault fault : Fault.values()) {
            for (int at = 1; ; at++) {
                if (Files.exists(cache)) {
                    PathUtils.deleteDirectory(cache);
                }
                Files.createDirectories(cache);
                before.in(cache);
                Path faulty = FaultyDisk.path(cache, fault, at);
                try {
                    work.on(faulty);
                } catch (FaultyDisk.Killed | UncheckedIOException | IOException e) {
                    // what it says is tried elsewhere; here it is what it leaves behind
                }
                if (FaultyDisk.changes(faulty) < at) {
                    break;
                }
                points++;
                work.on(cache);
                for (var file : right.entrySet()) {
                    assertThat(cache.resolve(file.getKey()))
                            .as("%s at change %d", fault, at)
                            .hasBinaryContent(file.getValue());
                }
                try (var all = Files.walk(cache)) {
                    assertThat(all.filter(path -> path.toString().endsWith(".part")))
                            .as("%s at change %d", fault, at)
                            .isEmpty();
                }
            }
        }
        return points;
    }

    private static Dataset set(URI url) {
        return new Dataset("SET", url, BODY.length, DatasetsTest.md5(BODY), "set.tgz", "set", "", "");
    }

    private static Dataset set() {
        return set(URI.create("http://127.0.0.1:1/set.zip"));
    }

    private Path zip(Map<String, byte[]> files) throws IOException {
        Path zip = temp.resolve("set.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (var file : files.entrySet()) {
                out.putNextEntry(new ZipEntry("set/" + file.getKey()));
                out.write(file.getValue());
            }
        }
        return zip;
    }

    private static Map<String, byte[]> pictures() throws IOException {
        var files = new TreeMap<String, byte[]>();
        for (int i = 0; i < 4; i++) {
            files.put("train/" + i % 2 + "/" + i + ".png", DrawnDigits.png(i % 2, i));
        }
        files.put("labels.csv", "name,label\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return files;
    }

    private static Map<String, byte[]> in(String folder, Map<String, byte[]> files) {
        var placed = new TreeMap<String, byte[]>();
        files.forEach((name, bytes) -> placed.put(folder + "/" + name, bytes));
        return placed;
    }

    @Test
    void anArchiveIsUnpackedWholeOrAgain() throws IOException {
        var files = pictures();
        Path zip = zip(files);

        int points = tryAll(
                faulty -> DataCache.get(faulty, set(), "given", Origin.ARCHIVE, into -> Archive.unpack(zip, into)),
                empty -> {},
                in("set-given/set", files));

        System.out.println("kill points while unpacking: " + points + ", lost 0");
        assertThat(points).isGreaterThan(60);
    }

    @Test
    void aBrokenCopyIsMendedAndTheReadersFilesStay() throws IOException {
        var files = pictures();
        Path zip = zip(files);
        var right = in("set-given/set", files);
        byte[] own = {1, 2, 3};
        right.put("set-given/set/train/0/mine.png", own);
        right.put("set-given/set/models/net.zip", own);
        Work work = on -> DataCache.get(on, set(), "given", Origin.ARCHIVE, into -> Archive.unpack(zip, into));

        int points = tryAll(
                work,
                whole -> {
                    work.on(whole);
                    Path folder = whole.resolve("set-given/set");
                    Files.write(folder.resolve("train/0/mine.png"), own);
                    Files.createDirectories(folder.resolve("models"));
                    Files.write(folder.resolve("models/net.zip"), own);
                    Files.write(folder.resolve("train/0/0.png"), new byte[7]);
                    Files.delete(folder.resolve("train/1/1.png"));
                    PathUtils.deleteDirectory(folder.resolve("train/1"));
                },
                right);

        System.out.println("kill points while mending: " + points + ", lost 0");
        assertThat(points).isGreaterThan(60);
    }

    @Test
    void aDownloadIsWholeOrGoesOn() throws IOException {
        try (var server = new Server((exchange, n) -> DownloadTest.sendRest(exchange, BODY))) {
            Work work = on -> new Download(
                            set(server.url("/set.tgz")),
                            on.resolve("archives/set.tgz"),
                            Duration.ofSeconds(1),
                            Duration.ofMillis(1))
                    .fetch();

            int points = tryAll(work, empty -> {}, Map.of("archives/set.tgz", BODY));
            points += tryAll(
                    work,
                    spoilt -> {
                        Files.createDirectories(spoilt.resolve("archives"));
                        Files.write(spoilt.resolve("archives/set.tgz.part"), new byte[77_000]);
                        Files.write(spoilt.resolve("archives/set.tgz"), new byte[] {5});
                    },
                    Map.of("archives/set.tgz", BODY));

            System.out.println("kill points while fetching: " + points + ", lost 0");
            assertThat(points).isGreaterThan(30);
        }
    }

    @Test
    void kagglesTablesAreWrittenWholeOrAgain() throws IOException {
        Path pictures = temp.resolve("pictures");
        for (int i = 0; i < 10; i++) {
            Path file = pictures.resolve((i < 7 ? "training/" : "testing/") + i + "/1.png");
            Files.createDirectories(file.getParent());
            Files.write(file, DrawnDigits.png(i, i));
        }
        Path clean = Files.createDirectories(temp.resolve("clean"));
        KaggleCsv.write(pictures, clean.resolve("set"));
        var right = new TreeMap<String, byte[]>();
        for (String name : new String[] {"train.csv", "test.csv", "sample_submission.csv"}) {
            right.put(
                    "set-written/set/" + name,
                    Files.readAllBytes(clean.resolve("set").resolve(name)));
        }

        int points = tryAll(
                on -> DataCache.get(
                        on, set(), "written", Origin.WRITTEN, into -> KaggleCsv.write(pictures, into.resolve("set"))),
                empty -> {},
                right);

        System.out.println("kill points while writing tables: " + points + ", lost 0");
        assertThat(points).isGreaterThan(30);
    }

    @Test
    void aCacheThatCannotBeWrittenIsRead() throws IOException {
        var files = pictures();
        Path zip = zip(files);
        Work work = on -> DataCache.get(on, set(), "given", Origin.ARCHIVE, into -> Archive.unpack(zip, into));
        Files.createDirectories(cache);
        work.on(cache);

        Path readOnly = FaultyDisk.path(cache, Fault.READ_ONLY, 1);
        work.on(readOnly);

        assertThat(FaultyDisk.changes(readOnly)).isZero();
    }
}
