package lesson4j.data;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lesson4j.plot.Plain;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Pictures of one size with their labels; the pixels are held once, one row per picture.
 *
 * <p>{@code var train = ImageFolder.labelled(path.resolve("train")); train.ofClass("3").images()} are all threes.
 *
 * @param x the pixels, {@code [n, height · width], float, 0..1}; the memory itself, never a copy
 * @param labels one index into {@code classes} per picture: {@code train.labels()[0]}; the array itself
 * @param classes the names of the classes, in the order of their indices: {@code [3, 7]}
 * @param height the height of each picture in pixels
 * @param width the width of each picture in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // the labels are shared with those who train on them, not compared
public record LabelledImages(INDArray x, int[] labels, List<String> classes, int height, int width) {

    /** Joins pixels and labels that exist already, without copying them. */
    public LabelledImages {
        given(labels, "the labels");
        for (String name : given(classes, "the classes")) {
            given(name, "the name of a class");
        }
        if (classes.stream().distinct().count() != classes.size()) {
            throw wrong("Expected classes of different names but found %s. Rename one.", classes);
        }
        Tensors.open(given(x, "the pixels"), "the pixels");
        if (x.dataType() != DataType.FLOAT && x.dataType() != DataType.DOUBLE) {
            x = Tensors.settled(x, "the pixels");
        }
        if (height < 1 || width < 1) {
            throw wrong("Expected pictures of at least 1×1 pixels but found %d×%d. Pass height, width.", width, height);
        }
        if (x.rank() != 2 || x.size(1) != (long) height * width) {
            throw wrong(
                    "Expected pixels of shape [n, %d] for images of %d×%d but found %s. Call reshape first.",
                    (long) height * width, width, height, Arrays.toString(x.shape()));
        }
        if (x.size(0) != labels.length) {
            throw wrong(
                    "Expected one label per image but found %,d labels for %,d images."
                            + " Pass as many labels as x has rows.",
                    labels.length, x.size(0));
        }
        for (int label : labels) {
            if (label < 0 || label >= classes.size()) {
                throw wrong(
                        "Found label %d, but there are %d classes: %s. Labels count from 0.",
                        label, classes.size(), String.join(", ", classes));
            }
        }
        classes = List.copyOf(classes);
    }

    /** Returns how many pictures there are: {@code train.size()} is 12396. */
    public int size() {
        return labels.length;
    }

    /** Returns one picture, {@code [28, 28], float, 0..1}, a view: {@code showImage(train.image(0))}. */
    public INDArray image(int i) {
        Tensors.checked("Image", size(), i);
        return x.getRow(i).reshape(height, width);
    }

    /** Returns the class name of one picture: {@code train.label(0)} is {@code "3"}. */
    public String label(int i) {
        Tensors.checked("Image", size(), i);
        return classes.get(labels[i]);
    }

    /** Returns all pictures, {@code [n, 28, 28], float, 0..1}, a view of {@link #x}. */
    public INDArray images() {
        return x.reshape(size(), height, width);
    }

    /**
     * Returns the pictures of one class, a view where they lie side by side, as read from folders.
     *
     * <p>{@code train.ofClass("3").images().mean(0)} is the average three.
     */
    public LabelledImages ofClass(String name) {
        int wanted = classes.indexOf(given(name, "the name of a class"));
        if (wanted < 0) {
            throw wrong("No class '%s'. Classes: %s.", name, String.join(", ", classes));
        }
        int[] rows = IntStream.range(0, size()).filter(i -> labels[i] == wanted).toArray();
        if (rows.length == 0) {
            throw wrong("No image of class '%s' among %,d. Choose another part of the data.", name, size());
        }
        int first = rows[0];
        int end = first + rows.length;
        if (rows[rows.length - 1] >= end) {
            return subset(rows);
        }
        INDArray view = x.get(NDArrayIndex.interval(first, end), NDArrayIndex.all());
        return new LabelledImages(view, Arrays.copyOfRange(labels, first, end), classes, height, width);
    }

    /** Returns the pictures with these indices, copied in that order: {@code train.subset(new int[] {5, 3})}. */
    public LabelledImages subset(int[] rows) {
        if (given(rows, "the indices").length == 0) {
            throw wrong("Expected at least one index but found none. Pass the images wanted.");
        }
        Tensors.checked("Image", size(), rows);
        INDArray some = Tensors.rows(Tensors.settled(x, "the pictures"), rows);
        int[] targets = Arrays.stream(rows).map(i -> labels[i]).toArray();
        return new LabelledImages(some, targets, classes, height, width);
    }

    /** Returns the labels as rows with a single 1, {@code [n, classes], float}: {@code train.oneHot()}. */
    public INDArray oneHot() {
        return Tensors.rows(Tensors.settled(Nd4j.eye(classes.size()).castTo(DataType.FLOAT), "the classes"), labels);
    }

    @Override
    public String toString() {
        int[] counts = new int[classes.size()];
        for (int label : labels) {
            counts[label]++;
        }
        String each = IntStream.range(0, counts.length)
                .mapToObj(i -> Plain.line(classes.get(i), Plain.SENTENCE) + ": " + counts[i])
                .collect(Collectors.joining(", "));
        return text("%,d images of %d×%d in %d classes (%s)", size(), width, height, classes.size(), each);
    }
}
