package lesson4j.course;

import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lesson4j.data.LabelledImages;
import lesson4j.plot.Progress;
import org.apache.commons.io.function.Uncheck;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Digits written by a program instead of by hands, for machines that cannot fetch MNIST.
 *
 * <p>Each is a pen stroke with its own slant, width, pressure and unrest, drawn in 28×28 pixels as MNIST's are. Folders
 * get the same names and the same number of pictures as fast.ai's, but every figure trained on them differs from the
 * lesson's. {@code showImage(DrawnDigits.draw(3, 42));}
 */
public final class DrawnDigits {
    private static final long SEED = 42;
    private static final int[] TRAIN = {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949};
    private static final int[] TEST = {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009};

    private DrawnDigits() {}

    /** Draws one digit, {@code [28, 28], float, 0..1}; the same seed draws the same: {@code draw(7, 1)}. */
    public static INDArray draw(int digit, long seed) {
        if (digit < 0 || digit > 9) {
            throw wrong("Expected a digit from 0 to 9 but found %d. Draw digits one by one.", digit);
        }
        return Nd4j.create(floats(grey(digit, seed)), new long[] {Pen.SIDE, Pen.SIDE}, DataType.FLOAT);
    }

    /**
     * Draws as many of each of the ten digits, sorted by class, without touching a disk.
     *
     * <p>{@code DrawnDigits.images(100, 42)} says {@code 1,000 images of 28×28 in 10 classes (0: 100, …)}.
     */
    public static LabelledImages images(int ofEach, long seed) {
        if (ofEach < 1 || ofEach > 50_000) {
            throw wrong("Expected 1 to 50,000 of each digit but found %,d. 100 are drawn in a moment.", ofEach);
        }
        int[] labels = IntStream.range(0, 10 * ofEach).map(i -> i / ofEach).toArray();
        float[][] rows = IntStream.range(0, labels.length)
                .parallel()
                .mapToObj(i -> floats(grey(labels[i], seed(seed, i))))
                .toArray(float[][]::new);
        var classes = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        return new LabelledImages(Nd4j.create(rows), labels, classes, Pen.SIDE, Pen.SIDE);
    }

    static byte[] grey(int digit, long seed) {
        return new Pen(new Random(seed)).draw(digit);
    }

    private static float[] floats(byte[] grey) {
        float[] floats = new float[grey.length];
        for (int i = 0; i < grey.length; i++) {
            floats[i] = (grey[i] & 255) / 255f;
        }
        return floats;
    }

    /** Draws a digit as a file's bytes. */
    static byte[] png(int digit, long seed) throws IOException {
        return GreyPng.encode(grey(digit, seed), Pen.SIDE, Pen.SIDE);
    }

    /** Spreads neighbouring numbers far apart, since {@code Random} starts alike from seeds that are alike. */
    private static long seed(long seed, int number) {
        return new SplittableRandom(seed * 1_000_003 + number).nextLong();
    }

    /** Says whether there is a drawn twin of the data set with this top folder. */
    static boolean canDraw(String folder) {
        return folder.equals("mnist_sample") || folder.equals("mnist_png");
    }

    /** Writes the drawn twin of {@code mnist_sample} or {@code mnist_png} into {@code root}. */
    static void write(Path root) throws IOException {
        boolean sample = root.endsWith("mnist_sample");
        int[] digits = sample ? new int[] {3, 7} : IntStream.range(0, 10).toArray();
        var pages = new ArrayList<Page>();
        pages.addAll(pages(sample ? "train" : "training", digits, TRAIN, SEED));
        pages.addAll(pages(sample ? "valid" : "testing", digits, TEST, SEED + 1));
        for (Page page : pages) {
            Files.createDirectories(root.resolve(page.name()).getParent());
        }
        var done = new AtomicLong();
        try (var progress = Progress.of(text("Drawing %,d digits", pages.size()), pages.size())) {
            pages.parallelStream().forEach(page -> {
                Path file = root.resolve(page.name());
                Uncheck.run(() -> Files.write(file, png(page.digit(), page.seed())));
                progress.at(done.incrementAndGet());
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (sample) {
            Files.writeString(root.resolve("labels.csv"), labels(pages));
        }
    }

    private static String labels(List<Page> pages) {
        return pages.stream()
                .map(page -> page.name() + "," + page.digit() + "\n")
                .sorted()
                .collect(Collectors.joining("", "name,label\n", ""));
    }

    /** Numbers the pictures of one part in an order that mixes the digits, as MNIST's file names do. */
    private static List<Page> pages(String part, int[] digits, int[] counts, long seed) {
        var order = new ArrayList<Integer>();
        for (int digit : digits) {
            order.addAll(Collections.nCopies(counts[digit], digit));
        }
        Collections.shuffle(order, new Random(seed));
        var pages = new ArrayList<Page>();
        for (int digit : order) {
            int number = pages.size() + 1;
            pages.add(new Page("%s/%d/%d.png".formatted(part, digit, number), digit, seed(seed, number)));
        }
        return pages;
    }

    private record Page(String name, int digit, long seed) {}
}
