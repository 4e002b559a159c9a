package lesson4j.data;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.wrong;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import lesson4j.lean.MiniBatch;
import lesson4j.plot.Images;
import lesson4j.plot.Picture;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Some examples that are worked on together: {@code var batch = dls.oneBatch(); batch.x()}.
 *
 * <p>The rows are gathered when they are asked for, so that a training step can gather them itself.
 */
public final class Batch implements MiniBatch {
    private final Examples source;
    private final int[] rows;
    private @Nullable INDArray x;

    Batch(Examples source, int[] rows) {
        this.source = source;
        this.rows = rows;
    }

    /** Returns how many examples are in it; the last batch of an epoch may be short. */
    @Override
    public int size() {
        return rows.length;
    }

    /** Returns which rows of {@link #source} are in it. */
    public int[] rows() {
        return rows.clone();
    }

    /** Returns the examples it was taken from. */
    public Examples source() {
        return source;
    }

    @Override
    public int features() {
        return source.features();
    }

    /** Returns the inputs, {@code [size, features]}, float or double as the source, a copy of its own. */
    @Override
    public INDArray x() {
        if (x == null) {
            Tensors.open(source.x(), "the inputs");
            x = Tensors.rows(source.x(), rows);
        }
        return x;
    }

    /** Returns the targets as they are, {@code [size, outputs], float}; class labels one-hot. */
    public INDArray y() {
        return source.targets(rows, source.outputs());
    }

    /** Returns the targets for a net with so many outputs, {@code [size, outputs], float}. */
    @Override
    public INDArray y(int outputs) {
        return source.targets(rows, outputs);
    }

    @Override
    public double[] targets(int outputs) {
        return source.targetValues(rows, outputs);
    }

    /**
     * Returns the class of each example, {@code [size]}, int.
     *
     * @throws IllegalArgumentException when the targets are numbers that mean no class
     */
    public INDArray classes() {
        return Nd4j.createFromArray(Arrays.stream(rows).map(source::label).toArray());
    }

    /** Returns its first nine pictures with their labels: {@code dls.valid().first().show()}. */
    public Picture show() {
        int[] some = Arrays.copyOf(rows, Math.min(9, rows.length));
        List<String> labels = Arrays.stream(some).mapToObj(source::caption).toList();
        return Images.showImages(source.pictures(some), labels, 3);
    }

    /** Copies the inputs' rows, one after the other, to the beginning of {@code to}. */
    public void copyX(FloatBuffer to) {
        copyX(to, 0, rows.length);
    }

    /**
     * Copies the inputs' rows from the {@code first} to before the {@code last} to the beginning of {@code to}, as float.
     *
     * @throws IllegalArgumentException when there are no such rows, or {@code to} is too small
     */
    @Override
    public void copyX(FloatBuffer to, int first, int last) {
        long length = (last - (long) first) * source.features();
        if (first < 0
                || last > rows.length
                || first > last
                || given(to, "the buffer").limit() < length) {
            throw wrong(
                    "Expected rows from 0 to %d and room for %,d numbers but found rows from %d to %d and room for %,d.",
                    rows.length, length, first, last, to.limit());
        }
        source.copyX(rows, first, last, to);
    }

    @Override
    public String toString() {
        return "batch of " + rows.length + " from " + source;
    }
}
