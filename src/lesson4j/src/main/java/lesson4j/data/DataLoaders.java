package lesson4j.data;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.wrong;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lesson4j.plot.Picture;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A loader to train on and a loader to validate with: {@code DataLoaders.fromFolder(path).bs(256).seed(42)}.
 *
 * <p>fast.ai's defaults: 64 at a time, the training part shuffled in every epoch, the validation part in order.
 */
public final class DataLoaders {
    private static final List<String> TRAIN = List.of("train", "training");
    private static final List<String> VALID = List.of("valid", "validation", "test", "testing");

    private final DataLoader<Batch> train;
    private final DataLoader<Batch> valid;

    private DataLoaders(DataLoader<Batch> train, DataLoader<Batch> valid) {
        this.train = train;
        this.valid = valid;
    }

    /**
     * Joins two loaders as they are, shuffled or not: {@code DataLoaders.of(dl, validDl)}.
     *
     * @throws IllegalArgumentException when the two hold other classes, features or types
     */
    public static DataLoaders of(DataLoader<Batch> train, DataLoader<Batch> valid) {
        Examples one = given(train, "the training part").source();
        Examples two = given(valid, "the validation part").source();
        if (!one.classes().isEmpty() && !two.classes().isEmpty()) {
            same("classes", one.classes(), two.classes(), "Rename or add folders, or pass the same digits.");
        }
        same("features", one.x().size(1), two.x().size(1), "Resize or cut one of them.");
        same("type", one.dataType(), two.dataType(), "Call castTo on one of them.");
        return new DataLoaders(train, valid);
    }

    private static void same(String what, Object one, Object two, String advice) {
        if (!one.equals(two)) {
            String expected = "Expected the same %s in both parts but found %s to train on and %s to validate with. %s";
            throw wrong(expected, what, one, two, advice);
        }
    }

    /** Joins two sets of examples; the first is shuffled. */
    public static DataLoaders of(Examples train, Examples valid) {
        return of(DataLoader.of(train).shuffle(), DataLoader.of(valid));
    }

    /** Joins two sets of pictures; the first is shuffled. */
    public static DataLoaders of(LabelledImages train, LabelledImages valid) {
        return of(Examples.of(train), Examples.of(valid));
    }

    /**
     * Joins arrays; the training part is shuffled.
     *
     * @param x training inputs, {@code [n, features], float}
     * @param y training targets, {@code [n, outputs], float}
     * @param validX validation inputs
     * @param validY validation targets
     */
    public static DataLoaders of(INDArray x, INDArray y, INDArray validX, INDArray validY) {
        return of(Examples.of(x, y), Examples.of(validX, validY));
    }

    /**
     * Reads pictures from a folder with parts of its own, {@code train} and {@code valid}. They may be called
     * {@code training} and {@code testing}; each has a folder per class.
     *
     * @param path the folder above the parts
     */
    public static DataLoaders fromFolder(Path path) {
        return of(ImageFolder.labelled(trainPart(path)), ImageFolder.labelled(validPart(path)));
    }

    /**
     * Splits pictures at random into a training and a validation part.
     *
     * @param all the pictures
     * @param validShare the share to validate with, between 0 and 1: fast.ai's default is 0.2
     * @param seed equal seeds split equally; fast.ai's own splits cannot be repeated in Java
     */
    public static DataLoaders randomSplit(LabelledImages all, double validShare, long seed) {
        int[][] parts = Splits.random(given(all, "the pictures").size(), validShare, seed);
        return of(all.subset(parts[0]), all.subset(parts[1]));
    }

    static Path trainPart(Path path) {
        return part(path, TRAIN);
    }

    static Path validPart(Path path) {
        return part(path, VALID);
    }

    private static Path part(Path path, List<String> names) {
        return names.stream()
                .map(given(path, "the folder")::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No folder named " + String.join(" or ", names)
                        + " in " + path + ". Use ImageFolder.labelled and DataLoaders.randomSplit for one folder of"
                        + " classes."));
    }

    /** Returns the same with another batch size in both parts. */
    public DataLoaders bs(int batchSize) {
        return new DataLoaders(train.bs(batchSize), valid.bs(batchSize));
    }

    /** Returns the same with another seed for the shuffling. */
    public DataLoaders seed(long seed) {
        return new DataLoaders(train.seed(seed), valid.seed(seed));
    }

    /** Returns the same with the training part shuffled or in order. */
    public DataLoaders shuffle(boolean shuffled) {
        return new DataLoaders(train.shuffle(shuffled), valid);
    }

    /**
     * Returns the same with targets of 1 for one class and 0 for all others, {@code [n, 1]}.
     *
     * <p>{@code DataLoaders.fromFolder(path).positive("3")} asks of each picture whether it is a three.
     */
    public DataLoaders positive(String name) {
        return new DataLoaders(
                train.over(train.source().positive(name)),
                valid.over(valid.source().positive(name)));
    }

    /** Returns the names of the classes, or an empty list when the targets are numbers. */
    public List<String> classes() {
        return train.source().classes();
    }

    /** Returns the loader to train on. */
    public DataLoader<Batch> train() {
        return train;
    }

    /** Returns the loader to validate with. */
    public DataLoader<Batch> valid() {
        return valid;
    }

    /** Returns a batch of the training part. */
    public Batch oneBatch() {
        return train.first();
    }

    /** Returns nine pictures of the training part with their labels: {@code dls.showBatch()}. */
    public Picture showBatch() {
        return oneBatch().show();
    }

    @Override
    public String toString() {
        return "train: " + train + "; valid: " + valid;
    }
}
