package lesson4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class ImageFolderTest {

    @TempDir
    Path temp;

    private Path threes;

    @BeforeEach
    void writeSomePictures() throws IOException {
        threes = Files.createDirectories(temp.resolve("3"));
        for (int i : new int[] {9, 10, 10000, 11}) {
            Files.write(threes.resolve(i + ".png"), GreyFiles.png(i));
        }
        Path sevens = Files.createDirectories(temp.resolve("7"));
        Files.write(sevens.resolve("1.png"), GreyFiles.png(1));
        Files.writeString(temp.resolve("labels.csv"), "name,label");
        Files.writeString(threes.resolve(".DS_Store"), "");
    }

    @Test
    void sortsByNameAsPythonDoes() {
        assertThat(ImageFolder.files(threes))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("10.png", "10000.png", "11.png", "9.png");
    }

    @Test
    void readsRawPixelsOfOnePicture() {
        var image = ImageFolder.image(threes.resolve("9.png"));

        assertThat(image.dataType()).isEqualTo(DataType.UINT8);
        assertThat(image.shape()).containsExactly(28, 28);
        assertThat(image.castTo(DataType.INT32).maxNumber().intValue()).isEqualTo(255);
        assertThat(image.getInt(14, 14)).isEqualTo(GreyFiles.pixels(9)[14 * 28 + 14] & 255);
    }

    @Test
    void stacksAFolderAsFractions() {
        var stack = ImageFolder.read(threes);

        assertThat(stack.shape()).containsExactly(4, 28, 28);
        assertThat(stack.dataType()).isEqualTo(DataType.FLOAT);
        for (int i = 0; i < 4; i++) {
            var byHand = ImageFolder.image(ImageFolder.files(threes).get(i))
                    .castTo(DataType.FLOAT)
                    .div(255);
            assertThat(stack.slice(i)).isEqualTo(byHand);
        }
    }

    @Test
    void labelsPicturesByTheirFolder() {
        var images = ImageFolder.labelled(temp);

        assertThat(images).hasToString("5 images of 28×28 in 2 classes (3: 4, 7: 1)");
        assertThat(images.labels()).containsExactly(0, 0, 0, 0, 1);
        assertThat(images.label(4)).isEqualTo("7");
        assertThat(images.ofClass("3").images()).isEqualTo(ImageFolder.read(threes));
    }

    @Test
    void namesThePictureOfAnotherSize() throws IOException {
        Files.write(threes.resolve("11.png"), GreyFiles.png(30, 32, new byte[960]));

        assertThatThrownBy(() -> ImageFolder.read(threes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected all pictures to be 28×28 like " + threes.resolve("10.png") + ", but "
                        + threes.resolve("11.png") + " is 32×30. Resize it, or move it to another folder.");
    }

    @Test
    void namesTheCorruptPicture() throws IOException {
        Path file = threes.resolve("11.png");
        byte[] bytes = Files.readAllBytes(file);
        bytes[60] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> ImageFolder.read(threes))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot read the picture " + file + ": its checksum at byte 33 is wrong."
                        + " Expected a whole PNG, JPEG, GIF or BMP file; fetch it again or remove it.");
    }

    @Test
    void saysThatAFileIsNoPicture() throws IOException {
        Path file = Files.writeString(threes.resolve("12.png"), "hello");

        assertThatThrownBy(() -> ImageFolder.image(file))
                .hasMessage("Cannot read the picture " + file
                        + ": its 5 bytes are in no format that Java can read."
                        + " Expected a whole PNG, JPEG, GIF or BMP file; fetch it again or remove it.");
    }

    @Test
    void pointsToTheFoldersInside() {
        assertThatThrownBy(() -> ImageFolder.read(temp))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Found no pictures (png, jpg, gif, bmp) in " + temp + ", which holds 3, 7, labels.csv."
                        + " Name one of its folders, or call ImageFolder.labelled for all of them.");
    }

    @Test
    void saysThatAFolderIsMissing() {
        assertThatThrownBy(() -> ImageFolder.read(temp.resolve("8")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no folder " + temp.resolve("8")
                        + ". Check the path; Datasets.get returns one that exists.");
    }

    @Test
    void wantsClassFolders() {
        assertThatThrownBy(() -> ImageFolder.labelled(threes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected one folder per class in " + threes
                        + ", but it holds 10.png, 10000.png, 11.png, 9.png. Name a folder such as train or valid.");
    }
}
