package lesson4j.loss;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns predictions into classes. */
public final class Decode {
    private Decode() {}

    /**
     * Returns the class of each row: for one column whether it is above ½, for more the index of the largest.
     *
     * @param preds predictions, {@code [n, outputs]}
     * @return {@code [n]}, int
     */
    public static INDArray classes(INDArray preds) {
        return preds.size(1) == 1
                ? preds.gt(0.5).castTo(DataType.INT).reshape(preds.size(0))
                : preds.argMax(1).castTo(DataType.INT);
    }
}
