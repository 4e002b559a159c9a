package lesson4j.lean;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Examples that a step is taken on together; a step may gather their rows itself: {@code batch.copyX(buffer, 0, 32)}. */
public interface MiniBatch {

    /** Returns one of arrays: inputs {@code [n, features]} and targets {@code [n, outputs]}. */
    static MiniBatch of(INDArray x, INDArray y) {
        return new ArrayBatch(x, y);
    }

    /** Returns how many examples are in it. */
    int size();

    /** Returns how many numbers an example has. */
    int features();

    /** Returns the inputs, {@code [size, features]}, float or double. */
    INDArray x();

    /** Returns the targets for a net with so many outputs, {@code [size, outputs]}. */
    INDArray y(int outputs);

    /** Returns the same as {@link #y} as plain numbers, row after row. */
    double[] targets(int outputs);

    /** Copies the inputs' rows from the {@code first} to before the {@code last} to the beginning of {@code to}. */
    void copyX(FloatBuffer to, int first, int last);
}
