package lesson4j.data;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.reason;
import static lesson4j.plot.Given.wrong;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads pictures of any size, grey or colour, into tensors of one size: {@code Photos.grey(28).randomSplit(path, 0.2, 1)}.
 *
 * <p>The square in the middle of each picture is kept, unless {@link #resize} says otherwise, and averaged to {@code side}
 * by {@code side} pixels; what is transparent becomes white. What is no picture is left out and named by {@link #skipped}. A photo that its camera
 * marks as turned (EXIF) is read as it is stored.
 */
public final class Photos {
    private static final int LARGEST = 4096;

    private final int side;
    private final ResizeMethod method;
    private final boolean colour;
    private final boolean ink;
    private final List<Path> files = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    private Photos(int side, boolean colour, boolean ink, ResizeMethod method) {
        if (side < 1) {
            throw wrong("Expected a side of at least 1 pixel but found %d. 28 suits the lesson's nets.", side);
        } else if (side > LARGEST) {
            throw wrong("Expected a side of at most %,d pixels but found %,d. 224 suits large nets.", LARGEST, side);
        }
        this.side = side;
        this.colour = colour;
        this.ink = ink;
        this.method = method;
    }

    /** Returns a reader of grey pictures, {@code side · side} numbers each, 0..1: {@code Photos.grey(28)}. */
    public static Photos grey(int side) {
        return new Photos(side, false, false, ResizeMethod.CROP);
    }

    /**
     * Returns a reader of what is written on paper: as {@link #grey}, but 1 is black ink and 0 white, as in MNIST.
     *
     * <p>Nets take either; {@code showImage} and its like print 1 as black, so that these look as they did.
     */
    public static Photos ink(int side) {
        return new Photos(side, false, true, ResizeMethod.CROP);
    }

    /** Returns a reader of colour pictures, {@code 3 · side · side} numbers each: all red, then green, then blue. */
    public static Photos colour(int side) {
        return new Photos(side, true, false, ResizeMethod.CROP);
    }

    /** Returns the same with another way to make a picture square: {@code resize(ResizeMethod.PAD)}. */
    public Photos resize(ResizeMethod newMethod) {
        return new Photos(side, colour, ink, given(newMethod, "the way to resize"));
    }

    /**
     * Reads one picture: {@code [side, side]} or, in colour, {@code [3, side, side]}, float, 0..1.
     *
     * <p>{@code learn.predict(photos.image(file))} asks a net about it.
     */
    public INDArray image(Path file) {
        try {
            long[] shape = colour ? new long[] {3, side, side} : new long[] {side, side};
            return Nd4j.create(pixels(given(file, "the file")), shape, 'c');
        } catch (IOException e) {
            String advice = "Name a whole PNG, JPEG, GIF or BMP file.";
            throw wrong("Cannot read the picture %s: %s. %s", file, reason(e), advice);
        }
    }

    private float[] pixels(Path file) throws IOException {
        Rgb picture = PictureFile.decode(PictureFile.bytes(file), method == ResizeMethod.CROP);
        float[] light = method.square(picture, side, colour);
        for (int i = 0; ink && i < light.length; i++) {
            light[i] = 1 - light[i];
        }
        return light;
    }

    /** Reads a folder with a folder of pictures per class, whose names are the labels; sorted by name. */
    public Examples read(Path folder) {
        return Examples.of(labelled(folder));
    }

    /** Reads a folder as {@link #read} does; a picture's planes of colour lie one below the other. */
    private LabelledImages labelled(Path folder) {
        var folders = folders(folder);
        var found = PictureFolders.of(folders, each -> PictureFolders.list(each, Files::isRegularFile));
        int height = colour ? 3 * side : side;
        var stack = PictureFolders.<String>stack(
                found.files(), height * side, (memory, i) -> put(found.files().get(i), memory, i));
        int[] whole = IntStream.range(0, found.files().size())
                .filter(i -> stack.problems().get(i).isEmpty())
                .toArray();
        for (int label = 0; label < folders.size(); label++) {
            int wanted = label;
            if (IntStream.of(whole).noneMatch(i -> found.labels()[i] == wanted)) {
                throw wrong("Found no readable picture in %s. Add some, or remove it.", folders.get(label));
            }
        }
        files.clear();
        skipped.clear();
        for (int i = 0; i < found.files().size(); i++) {
            Path file = found.files().get(i);
            stack.problems()
                    .get(i)
                    .ifPresentOrElse(why -> skipped.add(folder.relativize(file) + ": " + why), () -> files.add(file));
        }
        var all = new LabelledImages(stack.x(), found.labels(), found.classes(), height, side);
        return skipped.isEmpty() ? all : all.subset(whole);
    }

    private Optional<String> put(Path file, FloatBuffer memory, int i) {
        try {
            float[] pixels = pixels(file);
            memory.put(i * pixels.length, pixels);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(reason(e));
        }
    }

    private static List<Path> folders(Path folder) {
        var folders = ImageFolder.folders(folder);
        if (folders.size() < 2) {
            String what = "Expected a folder per class, two at least, in %s but found %s. Sort the pictures into them.";
            throw wrong(
                    what, folder, folders.isEmpty() ? "none" : folders.get(0).getFileName());
        }
        return folders;
    }

    /** Returns the pictures that the last reading took, class after class: {@code photos.image(photos.files().get(0))}. */
    public List<Path> files() {
        return List.copyOf(files);
    }

    /** Returns the files that the last {@link #read} left out, each with the reason. */
    public List<String> skipped() {
        return List.copyOf(skipped);
    }

    /**
     * Reads a folder with a folder per class and splits it at random. Of each class something stays to learn
     * from, which {@link DataLoaders#randomSplit} does not promise.
     *
     * @param validShare the share to validate with, between 0 and 1
     * @param seed equal seeds split equally
     * @throws IllegalArgumentException when a class has one picture only, or too few are left to learn from
     */
    public DataLoaders randomSplit(Path folder, double validShare, long seed) {
        var all = labelled(folder);
        for (int label = 0; label < all.classes().size(); label++) {
            int wanted = label;
            if (IntStream.of(all.labels()).filter(each -> each == wanted).count() == 1) {
                String what = "Found only one picture of '%s' in %s: nothing would be left to judge by. Add some.";
                throw wrong(what, all.classes().get(label), folder);
            }
        }
        int[][] parts = Splits.random(all.size(), validShare, seed);
        Splits.keepEach(parts, all.labels(), all.classes());
        return DataLoaders.of(all.subset(parts[0]), all.subset(parts[1]));
    }

    /** Reads a folder that has parts of its own, {@code train} and {@code valid}, with the same classes in both. */
    public DataLoaders fromFolder(Path path) {
        var train = read(DataLoaders.trainPart(path));
        var taken = files();
        var left = skipped();
        var valid = read(DataLoaders.validPart(path));
        files.addAll(0, taken);
        skipped.addAll(0, left);
        return DataLoaders.of(train, valid);
    }
}
