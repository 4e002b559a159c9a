package lesson4j.lean;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Refuses in a sentence what is missing or cannot be read, before native code meets it. */
final class Arguments {
    private Arguments() {}

    /** Returns what a caller gave, or refuses nothing at all with a word about what belongs there. */
    static <T> T given(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException("Expected a value for " + what + " but found nothing. Make it first.");
        }
        return value;
    }

    /**
     * Returns an array whose numbers can be read.
     *
     * @throws IllegalStateException when its memory was given back, which would end the whole JVM when it is read
     */
    static INDArray numbers(@Nullable INDArray array, String what) {
        INDArray numbers = given(array, what);
        if (numbers.wasClosed()) {
            throw new IllegalStateException("The memory of " + what + " was closed. Make the array again.");
        }
        if (numbers.dataType() == DataType.UTF8) {
            throw new IllegalArgumentException(
                    "Expected numbers in " + what + " but found texts. Make the array of numbers.");
        }
        return numbers;
    }
}
