package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lesson4j.data.ImageFolder;
import lesson4j.testing.Screens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

    @TempDir
    Path temp;

    private Path archives;
    private Screens screens;

    @BeforeEach
    void useAnEmptyCache() throws IOException {
        archives = Files.createDirectories(temp.resolve("archives"));
        System.setProperty("lesson4j.cache", temp.resolve("cache").toString());
        System.setProperty("lesson.data", archives.toString());
        screens = Screens.record();
    }

    @AfterEach
    void forgetIt() {
        System.clearProperty("lesson4j.cache");
        System.clearProperty("lesson.data");
        Screens.printAgain();
    }

    @Test
    void unpacksAnArchiveOfTheReadersOwnOnce() throws IOException {
        Files.write(archives.resolve("mini.zip"), archive("mini", 1));
        Path first = Datasets.get(mini(dead()));
        var made = Files.getLastModifiedTime(first);

        assertThat(Datasets.get(mini(dead()))).isEqualTo(first).endsWithRaw(Path.of("mini"));
        assertThat(Files.getLastModifiedTime(first)).isEqualTo(made);
        assertThat(first.resolve("train/3/1.png")).exists();
        assertThat(Datasets.source(first)).hasToString("not the pixels of MNIST, from an archive of your own");
        assertThat(screens.lines()).isEmpty();
    }

    @Test
    void unpacksAChangedArchiveBesideTheOldOne() throws IOException {
        Files.write(archives.resolve("mini.zip"), archive("mini", 1));
        Path first = Datasets.get(mini(dead()));
        Files.write(archives.resolve("mini.zip"), archive("mini", 2));

        Path second = Datasets.get(mini(dead()));

        assertThat(second).isNotEqualTo(first);
        assertThat(second.resolve("train/3/2.png")).exists();
    }

    @Test
    void worksOfflineOnceTheDataAreFetched() throws IOException {
        byte[] body = archive("mini", 1);
        Dataset mini;
        Path fetched;
        try (var server = new Server((exchange, n) -> Server.send(exchange, 200, body))) {
            mini = mini(server.url("/mini.zip"), body);
            fetched = Datasets.get(mini);
        }

        assertThat(Datasets.get(mini)).isEqualTo(fetched);
        assertThat(Datasets.source(fetched)).hasToString("not the pixels of MNIST, fetched from the publisher");
    }

    @Test
    void usesAnArchiveThatWasFetchedByHand() throws IOException {
        byte[] body = archive("mini", 1);
        Path place = Files.createDirectories(temp.resolve("cache/data/archives"));
        Files.write(place.resolve("mini.zip"), body);

        assertThat(Datasets.get(mini(dead(), body)).resolve("train/3/1.png")).exists();
    }

    @Test
    void makesABrokenCopyAgain() throws IOException {
        Files.write(archives.resolve("mini.zip"), archive("mini", 2));
        Path folder = Datasets.get(mini(dead()));
        byte[] picture = Files.readAllBytes(folder.resolve("train/3/1.png"));
        Files.write(folder.resolve("train/3/1.png"), new byte[10]);
        Files.delete(folder.resolve("train/3/2.png"));

        assertThat(Datasets.get(mini(dead()))).isEqualTo(folder);

        assertThat(folder.resolve("train/3/1.png")).hasBinaryContent(picture);
        assertThat(folder.resolve("train/3/2.png")).exists();
        Path aside = folder.resolveSibling("replaced/train/3/1.png");
        assertThat(screens.lines())
                .containsExactly(
                        "The cached copy " + folder + " is broken: 2 of its 2 files are missing or changed, such as"
                                + " train/3/1.png. Making them again.",
                        folder.resolve("train/3/1.png") + " is replaced; what it was is kept as " + aside + ".");
        assertThat(aside).hasBinaryContent(new byte[10]);
    }

    @Test
    void filesOfTheReadersOwnStay() throws IOException {
        Files.write(archives.resolve("mini.zip"), archive("mini", 2));
        Path folder = Datasets.get(mini(dead()));
        Path own = Files.writeString(folder.resolve("train/3/my notes.txt"), "mine");
        Path model = Files.writeString(folder.resolve("model.zip"), "trained for a night");

        assertThat(Datasets.get(mini(dead()))).isEqualTo(folder);
        assertThat(screens.lines()).as("what is not ours is not looked at").isEmpty();

        Files.delete(folder.resolve("train/3/1.png"));
        Files.delete(folder.resolveSibling("files.txt"));

        assertThat(Datasets.get(mini(dead()))).isEqualTo(folder);
        assertThat(folder.resolve("train/3/1.png")).exists();
        assertThat(own).hasContent("mine");
        assertThat(model).hasContent("trained for a night");
    }

    @Test
    void readsAnotherProjectsNoteAsNoneOfOurs() throws IOException {
        Files.writeString(temp.resolve("source.properties"), "origin=elsewhere\nmnist=true\n");
        Path folder = Files.createDirectories(temp.resolve("mine"));

        assertThat(Datasets.source(folder)).hasToString("not the pixels of MNIST, from a folder of your own");
    }

    @Test
    void anArchiveOfTheReadersOwnIsMovedAsideAndNotLost() throws IOException {
        byte[] body = archive("mini", 1);
        Path place = Files.createDirectories(temp.resolve("cache/data/archives"));
        Files.writeString(place.resolve("mini.zip"), "my own archive");
        try (var server = new Server((exchange, n) -> Server.send(exchange, 200, body))) {
            Datasets.get(mini(server.url("/mini.zip"), body));
        }

        assertThat(place.resolve("mini.zip")).hasBinaryContent(body);
        assertThat(place.resolve("mini.zip.other")).hasContent("my own archive");
    }

    @Test
    void leavesNothingBehindWhenAnArchiveIsBroken() throws IOException {
        Files.writeString(archives.resolve("mini.zip"), "no zip");

        assertThatThrownBy(() -> Datasets.get(mini(dead())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot unpack " + archives.resolve("mini.zip") + ": ");

        assertThat(temp.resolve("cache/data")).isDirectoryNotContaining("glob:**/mini*part");
    }

    @Test
    void saysThatAnArchiveHoldsAnotherSet() throws IOException {
        Files.write(archives.resolve("mini.zip"), archive("other", 1));

        assertThatThrownBy(() -> Datasets.get(mini(dead())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot prepare MINI in ")
                .hasMessageContaining(": there is no folder mini in it.");
    }

    @Test
    void saysThatTheFolderOfArchivesIsMissing() throws IOException {
        System.setProperty("lesson.data", "nowhere");
        byte[] body = archive("mini", 1);
        try (var server = new Server((exchange, n) -> Server.send(exchange, 200, body))) {
            Datasets.get(mini(server.url("/mini.zip"), body));
        }

        assertThat(screens.lines())
                .containsExactly("LESSON_DATA names nowhere, which is no folder. Going on without it.");
    }

    @Test
    void failsForASetThatCannotBeDrawn() {
        assertThatThrownBy(() -> Datasets.get(mini(dead())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot fetch " + dead());
    }

    @Test
    void drawsDigitsWhenNothingCanBeReachedAndSaysSo() throws IOException {
        var sample = new Dataset("MNIST_SAMPLE", dead(), 10, "0", "mnist_sample.tgz", "mnist_sample", "", "");

        Path folder = Datasets.get(sample);
        Path again = Datasets.get(sample);

        assertThat(again).isEqualTo(folder);
        assertThat(Datasets.source(folder)).hasToString("not the pixels of MNIST, drawn by a program");
        assertThat(Datasets.isRealMnist(folder)).isFalse();
        assertThat(ImageFolder.labelled(folder.resolve("train")))
                .hasToString("12,396 images of 28×28 in 2 classes (3: 6131, 7: 6265)");
        assertThat(ImageFolder.labelled(folder.resolve("valid")))
                .hasToString("2,038 images of 28×28 in 2 classes (3: 1010, 7: 1028)");
        assertThat(Files.readAllLines(folder.resolve("labels.csv")))
                .hasSize(14_435)
                .startsWith("name,label");
        assertThat(screens.lines()).hasSize(4);
        assertThat(screens.lines().get(2)).startsWith("Cannot fetch " + dead());
        assertThat(screens.lines().get(3))
                .isEqualTo("Using digits drawn by a program instead of MNIST_SAMPLE: all steps work, but the figures"
                        + " differ from the lesson's.");
    }

    @Test
    void unpacksOnceWhenTwoAskTogether() throws IOException {
        Files.write(archives.resolve("mini.zip"), archive("mini", 3));

        var one = CompletableFuture.supplyAsync(() -> Datasets.get(mini(dead())));
        var two = CompletableFuture.supplyAsync(() -> Datasets.get(mini(dead())));

        assertThat(one.join()).isEqualTo(two.join());
        assertThat(ImageFolder.files(one.join().resolve("train/3"))).hasSize(3);
    }

    @Test
    void usesKagglesOwnTrainingFile() throws IOException {
        Files.writeString(archives.resolve("train.csv"), "label,pixel0,pixel1\n3,0,255\n");

        Path folder = Datasets.get(Datasets.DIGIT_RECOGNIZER);

        assertThat(folder).isEqualTo(archives);
        assertThat(Datasets.source(folder).origin()).isEqualTo(Source.Origin.FOLDER);
    }

    @Test
    void givesKagglesZipATopFolder() throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(archives.resolve("digit-recognizer.zip")))) {
            zip.putNextEntry(new ZipEntry("train.csv"));
        }

        Path folder = Datasets.get(Datasets.DIGIT_RECOGNIZER);

        assertThat(folder).endsWithRaw(Path.of("digit-recognizer"));
        assertThat(folder.resolve("train.csv")).exists();
    }

    @Test
    void thanksTheAuthorsOfEachSet() {
        assertThat(Datasets.catalogue()).allSatisfy(set -> {
            assertThat(set.licence()).isEqualTo("CC BY-SA 3.0");
            assertThat(set.citation()).contains("LeCun");
        });
        assertThat(Datasets.DIGIT_RECOGNIZER.isPublic()).isFalse();
    }

    /** An address that nobody answers at. */
    private static URI dead() {
        return URI.create("http://127.0.0.1:1/mini.zip");
    }

    private static Dataset mini(URI url) {
        return new Dataset("MINI", url, 1, "0", "mini.zip", "mini", "", "");
    }

    private static Dataset mini(URI url, byte[] body) {
        return new Dataset("MINI", url, body.length, md5(body), "mini.zip", "mini", "", "");
    }

    static String md5(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] archive(String folder, int pictures) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (int i = 1; i <= pictures; i++) {
                zip.putNextEntry(new ZipEntry(folder + "/train/3/" + i + ".png"));
                zip.write(DrawnDigits.png(3, i));
            }
        }
        return out.toByteArray();
    }
}
