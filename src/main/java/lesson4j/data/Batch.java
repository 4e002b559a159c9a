package lesson4j.data;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import lesson4j.plot.Images;
import lesson4j.plot.Picture;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.indexing.SpecifiedIndex;

/**
 * Some examples that are worked on together: {@code var batch = dls.oneBatch(); batch.x()}.
 *
 * <p>The rows are gathered when they are asked for, so that a training step can gather them itself.
 */
public final class Batch {
    private final Examples source;
    private final int[] rows;
    private @Nullable INDArray x;

    Batch(Examples source, int[] rows) {
        this.source = source;
        this.rows = rows;
    }

    /**
     * Returns several batches as one.
     *
     * @param batches one or more, of the same {@link #source}
     */
    public static Batch joined(List<Batch> batches) {
        int[] rows = batches.stream()
                .flatMapToInt(batch -> Arrays.stream(batch.rows))
                .toArray();
        return new Batch(batches.get(0).source, rows);
    }

    /** Returns how many examples are in it; the last batch of an epoch may be short. */
    public int size() {
        return rows.length;
    }

    /** Returns which rows of {@link #source} are in it. */
    public int[] rows() {
        return rows;
    }

    /** Returns the examples it was taken from. */
    public Examples source() {
        return source;
    }

    /** Returns the inputs, {@code [size, features], float}, a copy of its own. */
    public INDArray x() {
        if (x == null) {
            x = gather();
        }
        return x;
    }

    /** Returns the targets as they are, {@code [size, outputs], float}; class labels one-hot. */
    public INDArray y() {
        return source.targets(rows, source.outputs());
    }

    /** Returns the targets for a net with so many outputs, {@code [size, outputs], float}. */
    public INDArray y(int outputs) {
        return source.targets(rows, outputs);
    }

    /** Returns its first nine pictures with their labels: {@code dls.valid().first().show()}. */
    public Picture show() {
        int[] some = Arrays.copyOf(rows, Math.min(9, rows.length));
        List<String> labels = Arrays.stream(some)
                .mapToObj(row -> source.className(source.label(row)))
                .toList();
        return Images.showImages(source.pictures(some), labels, 3);
    }

    private INDArray gather() {
        INDArray all = source.x();
        if (all.dataType() != DataType.FLOAT) {
            return all.get(new SpecifiedIndex(longs()), NDArrayIndex.all()).dup('c');
        }
        int width = (int) all.size(1);
        INDArray some = Nd4j.createUninitialized(DataType.FLOAT, rows.length, width);
        FloatBuffer to = some.data().asNioFloat();
        copyX(to);
        return some;
    }

    /** Copies the inputs' rows, one after the other, to the beginning of {@code to}. */
    public void copyX(FloatBuffer to) {
        copyX(to, 0, rows.length);
    }

    /** Copies the inputs' rows from the {@code first} to before the {@code last} to the beginning of {@code to}. */
    public void copyX(FloatBuffer to, int first, int last) {
        FloatBuffer from = source.x().data().asNioFloat();
        int width = (int) source.x().size(1);
        for (int i = first; i < last; ) {
            int end = i + 1;
            // rows that follow each other, as in validation, are one piece of memory
            while (end < last && rows[end] == rows[end - 1] + 1) {
                end++;
            }
            to.put((i - first) * width, from, rows[i] * width, (end - i) * width);
            i = end;
        }
    }

    private long[] longs() {
        return Arrays.stream(rows).asLongStream().toArray();
    }

    @Override
    public String toString() {
        return "batch of " + rows.length + " from " + source;
    }
}
