package lesson4j.data;

import static lesson4j.plot.Given.failed;
import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.reason;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lesson4j.plot.Progress;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
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
        var files = list(folder, file -> ENDING.matcher(name(file)).find() && Files.isRegularFile(file));
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
        return list(folder, Files::isDirectory);
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
        var all = new ArrayList<Path>();
        var labels = IntStream.builder();
        for (int label = 0; label < folders.size(); label++) {
            for (Path file : files(folders.get(label))) {
                all.add(file);
                labels.add(label);
            }
        }
        var first = GreyImage.read(all.get(0));
        var classes = folders.stream().map(ImageFolder::name).toList();
        int[] targets = labels.build().toArray();
        return new LabelledImages(stack(all, first), targets, classes, first.height(), first.width());
    }

    /** Decodes pictures of the first one's size straight into a tensor's own memory, none kept twice. */
    private static INDArray stack(List<Path> files, GreyImage first) {
        long numbers = (long) files.size() * first.pixels().length;
        if (numbers > Integer.MAX_VALUE / Float.BYTES) {
            throw wrong("%,d pictures of %s take more than 2 GB. Make them smaller.", files.size(), first.size());
        }
        INDArray all = Nd4j.createUninitialized(DataType.FLOAT, files.size(), first.pixels().length);
        FloatBuffer memory = all.data().asNioFloat();
        var done = new AtomicLong();
        Optional<RuntimeException> refused;
        try (var progress = Progress.of(text("Reading %,d pictures", files.size()), files.size())) {
            refused = IntStream.range(0, files.size())
                    .parallel()
                    .mapToObj(i -> {
                        Optional<RuntimeException> problem = put(files, i, first, memory);
                        progress.at(done.incrementAndGet());
                        return problem;
                    })
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (refused.isPresent()) {
            throw refused.get();
        }
        Nd4j.getAffinityManager().tagLocation(all, AffinityManager.Location.HOST);
        return all;
    }

    /** Returns what is wrong with the file, so that of several the first is told. */
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

    /** Lists what {@code wanted} accepts in a folder, hidden files left out, sorted by name. */
    static List<Path> list(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(given(folder, "the folder"))) {
            throw wrong("There is no folder %s. Check the path; Datasets.get returns one that exists.", folder);
        }
        try (var files = Files.list(folder)) {
            // names are text of their own here: a path makes its last part anew each time it is asked
            return files.map(ImageFolder::name)
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .map(folder::resolve)
                    .parallel()
                    .filter(wanted)
                    .toList();
        } catch (IOException e) {
            throw failed(e, "Cannot list the folder %s: %s.", folder, reason(e));
        }
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String contents(Path folder) {
        var files = list(folder, file -> true);
        String names = files.stream().limit(5).map(ImageFolder::name).collect(Collectors.joining(", "));
        return files.isEmpty() ? "nothing" : names + (files.size() > 5 ? text(" … (%,d)", files.size()) : "");
    }
}
