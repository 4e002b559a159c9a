package lesson4j.data;

import static lesson4j.plot.Given.numbers;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums up a tensor in one number: {@code share(preds.gt(0.5))}. */
public final class Means {
    private Means() {}

    /**
     * Returns the mean of all values, PyTorch's {@code x.float().mean().item()}: {@code mean(digit)}.
     *
     * @param values any shape and numeric type
     */
    public static double mean(INDArray values) {
        INDArray all = some(values, "the values");
        return (all.dataType() == DataType.DOUBLE ? all : all.castTo(DataType.FLOAT))
                .meanNumber()
                .doubleValue();
    }

    /**
     * Returns how often a tensor of yes and no says yes, 0..1: {@code share(preds.gt(0).eq(targets))}.
     *
     * @param yes any shape, ones and zeros or true and false, as {@code gt}, {@code lt} and {@code eq} give them
     * @throws IllegalArgumentException when it holds another number
     */
    public static double share(INDArray yes) {
        INDArray all = some(yes, "the answers").castTo(DataType.FLOAT);
        if (all.mul(all.rsub(1)).amaxNumber().doubleValue() != 0) {
            throw new IllegalArgumentException("Expected answers of 0 and 1 but found values from " + all.minNumber()
                    + " to " + all.maxNumber() + ". Compare first, as in share(preds.gt(0)), or take the mean.");
        }
        return all.meanNumber().doubleValue();
    }

    private static INDArray some(INDArray values, String what) {
        if (numbers(values, what).isEmpty()) {
            throw new IllegalArgumentException("Expected one number or more for " + what
                    + " but found none, of which there is no mean. Look at the shape.");
        }
        return values;
    }
}
