package lesson4j.loss;

import static lesson4j.plot.Given.numbers;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Measures how far two tensors of one shape lie apart: {@code Distances.l1Loss(digit, mean3)}.
 *
 * <p>The names are PyTorch's; all three are means over every value, so pictures of any size compare. Explained in
 * notebook 01.
 */
public final class Distances {
    private Distances() {}

    /**
     * Returns the mean of the absolute differences, as {@code F.l1_loss} does.
     *
     * <p>{@code Distances.l1Loss(a, b)} is 1.5 for the vectors 1 2 and 2 4.
     *
     * @param a any shape and numeric type
     * @param b of the same shape
     * @throws IllegalArgumentException when the shapes differ
     */
    public static double l1Loss(INDArray a, INDArray b) {
        return Transforms.abs(difference(a, b), false).meanNumber().doubleValue();
    }

    /**
     * Returns the mean of the squared differences, as {@code F.mse_loss} does: it takes no square root.
     *
     * <p>{@code Distances.mseLoss(a, b)} is 2.5 for the vectors 1 2 and 2 4.
     *
     * @param a any shape and numeric type
     * @param b of the same shape
     * @throws IllegalArgumentException when the shapes differ
     */
    public static double mseLoss(INDArray a, INDArray b) {
        INDArray difference = difference(a, b);
        return difference.muli(difference).meanNumber().doubleValue();
    }

    /**
     * Returns the root of the mean squared difference, which has the unit of the values again.
     *
     * <p>{@code Distances.rmse(a, b)} is 1.5811 for the vectors 1 2 and 2 4.
     *
     * @param a any shape and numeric type
     * @param b of the same shape
     * @throws IllegalArgumentException when the shapes differ
     */
    public static double rmse(INDArray a, INDArray b) {
        return Math.sqrt(mseLoss(a, b));
    }

    /** In doubles, since a difference of unsigned bytes would wrap around at 0. */
    private static INDArray difference(INDArray a, INDArray b) {
        if (!Arrays.equals(
                numbers(a, "the first tensor").shape(),
                numbers(b, "the second tensor").shape())) {
            throw new IllegalArgumentException("Expected two tensors of one shape but found "
                    + Arrays.toString(a.shape()) + " and " + Arrays.toString(b.shape())
                    + ". Compare one image with one image, or reshape first.");
        }
        return a.castTo(DataType.DOUBLE).sub(b.castTo(DataType.DOUBLE));
    }
}
