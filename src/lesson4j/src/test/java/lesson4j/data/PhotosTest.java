package lesson4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotosTest {

    @TempDir
    Path temp;

    private Path paint(String name, int width, int height, Color left, Color right) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, (i % width < width / 2 ? left : right).getRGB());
        }
        Path file = temp.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private Path someClasses() throws IOException {
        for (int i = 0; i < 5; i++) {
            paint("all/red/" + i + ".png", 20 + i, 31, Color.RED, Color.RED);
            paint("all/white/" + i + ".png", 40, 17 + i, Color.WHITE, Color.WHITE);
        }
        return temp.resolve("all");
    }

    @Test
    void keepsTheMiddleSquareAndAveragesIt() throws IOException {
        var file = paint("wide.png", 80, 40, Color.BLACK, Color.WHITE);

        var image = Photos.grey(4).image(file);

        assertThat(image.shape()).containsExactly(4, 4);
        assertThat(image.getRow(2).toDoubleVector()).containsExactly(0, 0, 1, 1);
    }

    @Test
    void enlargesWhatIsTooSmall() throws IOException {
        var image = Photos.grey(6).image(paint("small.png", 2, 2, Color.BLACK, Color.WHITE));

        assertThat(image.getRow(5).toDoubleVector()).containsExactly(0, 0, 0, 1, 1, 1);
    }

    @Test
    void keepsColourAsThreePlanesOrTurnsItGrey() throws IOException {
        var file = paint("red.png", 10, 10, Color.RED, new Color(0, 0, 0, 0));

        var colour = Photos.colour(2).image(file);

        assertThat(colour.shape()).containsExactly(3, 2, 2);
        assertThat(colour.getDouble(0, 0, 0)).isEqualTo(1);
        assertThat(colour.getDouble(1, 0, 0)).isZero();
        assertThat(colour.getDouble(1, 0, 1)).as("transparent is white").isEqualTo(1);
        assertThat(Photos.grey(2).image(file).getDouble(0, 0)).isCloseTo(0.299, within(1e-4));
    }

    @Test
    void readsGreyFilesAsImageFolderDoes() throws IOException {
        Path file = temp.resolve("3.png");
        Files.write(file, GreyFiles.png(1));

        var image = Photos.grey(28).image(file);

        assertThat(image.mul(255).sub(ImageFolder.image(file)).amaxNumber().doubleValue())
                .isLessThan(1e-3);
    }

    @Test
    void namesWhatItLeavesOut() throws IOException {
        Path all = someClasses();
        Files.writeString(all.resolve("red/notes.txt"), "no picture");
        byte[] whole = Files.readAllBytes(all.resolve("red/0.png"));
        Files.write(all.resolve("white/broken.png"), java.util.Arrays.copyOf(whole, 40));
        var photos = Photos.grey(8);

        var examples = photos.read(all);

        assertThat(examples.size()).isEqualTo(10);
        assertThat(examples.classes()).containsExactly("red", "white");
        assertThat(photos.skipped()).hasSize(2);
        assertThat(photos.skipped().get(0))
                .isEqualTo(Path.of("red", "notes.txt") + ": its 10 bytes are in no format that Java can read");
        assertThat(photos.skipped().get(1)).startsWith(Path.of("white", "broken.png") + ": ");
    }

    @Test
    void splitsOneFolderBySeed() throws IOException {
        Path all = someClasses();

        var dls = Photos.colour(4).randomSplit(all, 0.2, 7);
        var again = Photos.colour(4).randomSplit(all, 0.2, 7);

        assertThat(dls.train().first().source().size()).isEqualTo(8);
        assertThat(dls.valid().first().source().size()).isEqualTo(2);
        assertThat(dls.valid().first().x()).isEqualTo(again.valid().first().x());
        assertThat(dls.train().first().x().size(1)).isEqualTo(48);
        assertThat(dls.train().first().source().pictures(0, 1).shape()).containsExactly(2, 3, 4, 4);
    }

    @Test
    void wantsTheSameClassesInBothParts() throws IOException {
        for (String file : new String[] {"train/a/1.png", "train/b/1.png", "valid/a/1.png", "valid/c/1.png"}) {
            paint(file, 9, 9, Color.RED, Color.BLUE);
        }

        assertThatThrownBy(() -> Photos.grey(4).fromFolder(temp))
                .hasMessage(
                        "Expected the same classes in both parts but found [a, b] to train on and [a, c] to validate"
                                + " with. Rename or add folders, or pass the same digits.");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Files.writeString(temp.resolve("x.jpg"), "text");
        Files.createDirectories(temp.resolve("only"));

        assertThatThrownBy(() -> Photos.grey(4).image(temp.resolve("x.jpg")))
                .hasMessage("Cannot read the picture " + temp.resolve("x.jpg") + ": its 4 bytes are in no format that"
                        + " Java can read. Name a whole PNG, JPEG, GIF or BMP file.");
        assertThatThrownBy(() -> Photos.grey(4).read(temp))
                .hasMessage("Expected a folder per class, two at least, in " + temp
                        + " but found only. Sort the pictures into them.");
        Files.createDirectories(temp.resolve("other"));
        assertThatThrownBy(() -> Photos.grey(4).read(temp))
                .hasMessage("Found no readable picture in " + temp.resolve("only") + ". Add some, or remove it.");
        assertThatThrownBy(() -> Photos.grey(0)).hasMessageStartingWith("Expected a side of at least 1 pixel");
    }

    @ParameterizedTest
    @CsvSource({"31, 20", "20, 31", "17, 17", "40, 9"})
    void theMiddleOfAJpegIsThatOfAllItsPixels(int width, int height) throws IOException {
        var random = new Random(width);
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY}) {
            var image = new BufferedImage(width, height, type);
            for (int i = 0; i < width * height; i++) {
                image.setRGB(i % width, i / width, random.nextInt(1 << 24));
            }
            Path file = temp.resolve("drawn.jpg");
            ImageIO.write(image, "jpg", file.toFile());

            Rgb all = PictureFile.decode(Files.readAllBytes(file));

            assertThat(all.width()).isEqualTo(width);
            assertThat(Photos.colour(7).image(file).ravel().toFloatVector())
                    .isEqualTo(ResizeMethod.CROP.square(all, 7, true));
        }
    }

    @Test
    void resizesByFastaisThreeWays() throws IOException {
        var file = paint("wide.png", 80, 40, Color.BLACK, Color.WHITE);

        var crop = Photos.grey(4).resize(ResizeMethod.CROP).image(file);
        var squish = Photos.grey(4).resize(ResizeMethod.SQUISH).image(file);
        var pad = Photos.grey(4).resize(ResizeMethod.PAD).image(paint("high.png", 20, 80, Color.BLACK, Color.WHITE));

        assertThat(crop).isEqualTo(Photos.grey(4).image(file));
        assertThat(squish.getRow(0).toDoubleVector()).containsExactly(0, 0, 1, 1);
        assertThat(pad.getRow(3).toDoubleVector()).containsOnly(0.5);
        var half = Photos.grey(4).resize(ResizeMethod.PAD).image(paint("h.png", 40, 80, Color.BLACK, Color.WHITE));
        assertThat(half.getRow(1).toDoubleVector())
                .as("reflected at both sides")
                .containsExactly(1, 0, 1, 0);
    }

    @Test
    void fourPicturesAreTooFewToHoldOutAFifth() throws IOException {
        for (String file : new String[] {"all/a/1.png", "all/a/2.png", "all/b/1.png", "all/b/2.png"}) {
            paint(file, 9, 9, Color.RED, Color.BLUE);
        }

        assertThatThrownBy(() -> Photos.grey(4).randomSplit(temp.resolve("all"), 0.2, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A share of 0.2 of 4 rows is less than one row to validate with. Add rows, or hold out"
                        + " 0.250 or more.");
    }

    @Test
    void listsTheFilesThatItTookPartAfterPart() throws IOException {
        for (String name : new String[] {"train/b/ä 1.png", "train/a/2.png", "valid/a/3.png", "valid/b/4.png"}) {
            paint("parts/" + name, 9, 9, Color.RED, Color.RED);
        }
        Files.writeString(temp.resolve("parts/train/a/notes.txt"), "none");
        var photos = Photos.grey(4);

        photos.fromFolder(temp.resolve("parts"));

        var names =
                photos.files().stream().map(temp.resolve("parts")::relativize).map(Path::toString);
        assertThat(names).containsExactly("train/a/2.png", "train/b/ä 1.png", "valid/a/3.png", "valid/b/4.png");
    }

    @Test
    void ofEachClassSomethingIsLeftToLearnFrom() throws IOException {
        someClasses();
        paint("all/blue/one.png", 9, 9, Color.BLUE, Color.BLUE);
        var photos = Photos.grey(4);
        Path all = temp.resolve("all");

        assertThatThrownBy(() -> photos.randomSplit(all, 0.2, 1))
                .hasMessage("Found only one picture of 'blue' in " + all
                        + ": nothing would be left to judge by. Add some.");

        paint("all/blue/two.png", 9, 9, Color.BLUE, Color.BLUE);
        for (int seed = 0; seed < 50; seed++) {
            var split = photos.randomSplit(all, 0.7, seed);
            var train = split.train().first().source();
            assertThat(IntStream.range(0, train.size()).map(train::label)).contains(0, 1, 2);
            assertThat(split.valid().first().source().size()).isEqualTo(8);
        }
        assertThatThrownBy(() -> photos.randomSplit(all, 0.9, 1))
                .hasMessage("Only 2 pictures would be left to learn 3 classes from: blue, red, white."
                        + " Hold out a smaller share.");
    }

    @Test
    void inkOnPaperIsOne() throws IOException {
        Path file = paint("half.png", 4, 4, Color.BLACK, Color.WHITE);

        assertThat(Photos.ink(2).image(file).ravel().toFloatVector()).containsExactly(1, 0, 1, 0);
        assertThat(Photos.grey(2).image(file).ravel().toFloatVector()).containsExactly(0, 1, 0, 1);
    }
}
