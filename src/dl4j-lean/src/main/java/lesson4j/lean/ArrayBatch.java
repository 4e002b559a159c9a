package lesson4j.lean;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A batch of two arrays, as DL4J's iterators hand them out. */
final class ArrayBatch implements MiniBatch {
    private final INDArray x;
    private final INDArray targets;
    private @Nullable INDArray rows;

    ArrayBatch(INDArray x, INDArray targets) {
        this.x = Arguments.numbers(x, "the inputs");
        this.targets = Arguments.numbers(targets, "the targets");
        if (x.rank() != 2 || targets.rank() != 2 || x.size(0) != targets.size(0)) {
            throw new IllegalArgumentException("Expected inputs [n, features] and targets [n, outputs] but found "
                    + Arrays.toString(x.shape()) + " and " + Arrays.toString(targets.shape())
                    + ". Call reshape(n, -1) on what has another shape.");
        }
    }

    @Override
    public int size() {
        return (int) x.size(0);
    }

    @Override
    public int features() {
        return (int) x.size(1);
    }

    @Override
    public INDArray x() {
        return x;
    }

    @Override
    public INDArray y(int outputs) {
        if (targets.size(1) != outputs) {
            throw new IllegalArgumentException("The net gives " + outputs + " outputs but the targets have "
                    + targets.size(1) + " columns. Give the net " + targets.size(1) + " outputs, or other targets.");
        }
        return targets;
    }

    @Override
    public double[] targets(int outputs) {
        return Doubles.of(y(outputs));
    }

    @Override
    public void copyX(FloatBuffer to, int first, int last) {
        FloatBuffer all = rows().data().asNioFloat();
        to.duplicate().put(all.slice(first * features(), (last - first) * features()));
    }

    /** Several threads copy from it at once, and each may be the first. */
    private synchronized INDArray rows() {
        if (rows == null) {
            boolean plain = x.dataType() == DataType.FLOAT && x.ordering() == 'c' && !x.isView();
            rows = plain ? x : x.castTo(DataType.FLOAT).dup('c');
        }
        return rows;
    }
}
