package lesson4j.lean;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A batch of two arrays, as DL4J's iterators hand them out. */
record ArrayBatch(INDArray x, INDArray targets) implements MiniBatch {

    ArrayBatch {
        Arguments.numbers(x, "the inputs");
        Arguments.numbers(targets, "the targets");
        if (x.rank() != 2 || targets.rank() != 2 || x.size(0) != targets.size(0)) {
            throw new IllegalArgumentException("Expected inputs [n, features] and targets [n, outputs] but found "
                    + Arrays.toString(x.shape()) + " and " + Arrays.toString(targets.shape())
                    + ". Call reshape(n, -1) on what has another shape.");
        }
        boolean plain = x.dataType() == DataType.FLOAT && x.ordering() == 'c' && !x.isView();
        x = plain ? x : x.castTo(DataType.FLOAT).dup('c');
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
        FloatBuffer all = x.data().asNioFloat();
        to.duplicate().put(all.slice(first * features(), (last - first) * features()));
    }
}
