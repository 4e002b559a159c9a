package lesson4j.lean;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies arrays to plain numbers: {@code double[] z = Doubles.of(raw)}. */
public final class Doubles {
    private Doubles() {}

    /**
     * Returns a copy of an array's numbers, row after row.
     *
     * @param array of any shape and type
     */
    public static double[] of(INDArray array) {
        if (Arguments.numbers(array, "the array").isEmpty() || array.length() == 0) {
            return new double[0];
        }
        INDArray rows = array.ordering() == 'c' && !array.isView() ? array : array.dup('c');
        if (rows.dataType() != DataType.FLOAT) {
            return rows.data().asDouble();
        }
        // ND4J's own loop asks the buffer's type at every number
        FloatBuffer memory = rows.data().asNioFloat();
        double[] numbers = new double[(int) rows.length()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = memory.get(i);
        }
        return numbers;
    }
}
