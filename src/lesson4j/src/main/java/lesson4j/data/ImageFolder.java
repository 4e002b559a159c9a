package lesson4j.data;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads folders of pictures into tensors: {@code var threes = ImageFolder.read(path.resolve("train/3"));}. */
public final class ImageFolder {
    private static final Pattern ENDING = Pattern.compile("(?i)\\.(png|jpe?g|gif|bmp)$");

    private ImageFolder() {}

    /**
     * Lists the pictures of one folder, sorted by name as Python's {@code sorted} does.
     *
     * <p>{@code ImageFolder.files(path.resolve("train/3")).get(1)} is {@code …/train/3/10000.png}: names are text, so
     * 10000 comes before 11.
     */
    public static List<Path> files(Path folder) {
        var files = PictureFolders.list(
                folder, file -> ENDING.matcher(PictureFolders.name(file)).find() && Files.isRegularFile(file));
        if (files.isEmpty()) {
            String advice = folders(folder).isEmpty()
                    ? "Name a folder that holds pictures."
                    : "Name one of its folders, or call ImageFolder.labelled for all of them.";
            String what = "Found no pictures (png, jpg, gif, bmp) in %s, which holds %s. %s";
            throw wrong(what, folder, contents(folder), advice);
        }
        return files;
    }

    /** Lists the folders in a folder, such as one for each class, sorted by name, without hidden ones. */
    public static List<Path> folders(Path folder) {
        return PictureFolders.list(folder, Files::isDirectory);
    }

    /** Reads one picture as plain bytes, row by row, 0 to 255 as grey: much faster than {@link #image} for many. */
    public static byte[] pixels(Path file) {
        return GreyImage.read(given(file, "the file")).pixels();
    }

    /**
     * Reads one picture with its raw pixels: {@code [28, 28], uint8, 0..255}.
     *
     * <p>{@code var three = ImageFolder.image(threes.get(1));} gives 0 for background and 255 for full ink. Colour
     * becomes grey by the weights PIL uses, what is transparent becomes white.
     */
    public static INDArray image(Path file) {
        var image = GreyImage.read(given(file, "the file"));
        // From int[]: ND4J takes a byte[] as signed and would stop at 127.
        int[] pixels = new int[image.pixels().length];
        Arrays.setAll(pixels, i -> image.pixels()[i] & 255);
        return Nd4j.create(pixels, new long[] {image.height(), image.width()}, DataType.UINT8);
    }

    /**
     * Reads all pictures of one folder, sorted by name and stacked: {@code [n, 28, 28], float, 0..1}.
     *
     * <p>{@code ImageFolder.read(path.resolve("train/3")).shape()} is {@code [6131, 28, 28]}. All pictures must have
     * one size.
     */
    public static INDArray read(Path folder) {
        var files = files(folder);
        var first = GreyImage.read(files.get(0));
        return stack(files, first).reshape(files.size(), first.height(), first.width());
    }

    /**
     * Reads a folder of class folders; each folder's name is the label of the pictures in it.
     *
     * <p>{@code ImageFolder.labelled(path.resolve("train"))} says {@code 12,396 images of 28×28 in 2 classes (3: 6131,
     * 7: 6265)}. Classes and pictures are sorted by name.
     */
    public static LabelledImages labelled(Path folder) {
        var folders = folders(folder);
        if (folders.isEmpty()) {
            throw wrong(
                    "Expected one folder per class in %s, but it holds %s. Name a folder such as train or valid.",
                    folder, contents(folder));
        }
        var found = PictureFolders.of(folders, ImageFolder::files);
        var first = GreyImage.read(found.files().get(0));
        INDArray x = stack(found.files(), first);
        return new LabelledImages(x, found.labels(), found.classes(), first.height(), first.width());
    }

    /** Stacks pictures of the first one's size; of several that are wrong the first is told. */
    private static INDArray stack(List<Path> files, GreyImage first) {
        var stack = PictureFolders.<RuntimeException>stack(
                files, first.pixels().length, (memory, i) -> put(files, i, first, memory));
        var refused = stack.problems().stream().flatMap(Optional::stream).findFirst();
        if (refused.isPresent()) {
            throw refused.get();
        }
        return stack.x();
    }

    private static Optional<RuntimeException> put(List<Path> files, int i, GreyImage first, FloatBuffer memory) {
        try {
            var image = GreyImage.read(files.get(i));
            if (!image.size().equals(first.size())) {
                String what = "Expected all pictures to be %s like %s, but %s is %s. %s";
                String advice = "Resize it, or move it to another folder.";
                throw wrong(what, first.size(), files.get(0), files.get(i), image.size(), advice);
            }
            image.put(memory, i * image.pixels().length);
            return Optional.empty();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return Optional.of(e);
        }
    }

    private static String contents(Path folder) {
        var files = PictureFolders.list(folder, file -> true);
        String names = files.stream().limit(5).map(PictureFolders::name).collect(Collectors.joining(", "));
        return files.isEmpty() ? "nothing" : names + (files.size() > 5 ? text(" … (%,d)", files.size()) : "");
    }
}
