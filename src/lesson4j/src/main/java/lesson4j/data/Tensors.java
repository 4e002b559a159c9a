package lesson4j.data;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The one door through which arrays come in: what passes is float or double, row after row without gaps, and finite.
 *
 * <p>Memory is read nowhere else in this package, and only of arrays that came through here.
 */
final class Tensors {
    /** Types whose every value a float holds exactly. */
    private static final Set<DataType> SMALL = Set.of(
            DataType.HALF,
            DataType.BFLOAT16,
            DataType.BOOL,
            DataType.UBYTE,
            DataType.BYTE,
            DataType.SHORT,
            DataType.UINT16);

    private static final Set<DataType> LARGE = Set.of(DataType.INT, DataType.UINT32, DataType.LONG, DataType.UINT64);

    /** Up to here a float holds every whole number. */
    private static final double EXACT = 1 << 24;

    private Tensors() {}

    /**
     * The smallest and the largest number of an array.
     *
     * @param min the smallest
     * @param max the largest
     */
    record Span(double min, double max) {

        /** Says whether all numbers lie in 0..1, as pixels do that were divided by 255. */
        boolean isShares() {
            return min >= 0 && max <= 1;
        }

        @Override
        public String toString() {
            return text("%.4g to %.4g", min, max);
        }
    }

    /**
     * Returns the array itself where it is float or double, whole and in order; else a copy that is.
     *
     * @param what what the array is to the caller, such as {@code "the inputs"}
     * @throws IllegalArgumentException when it has no numbers, or its type holds some that a float does not
     */
    static INDArray settled(INDArray array, String what) {
        open(given(array, what), what);
        if (array.isEmpty() || array.length() == 0) {
            throw wrong("Expected numbers in %s but found none, shape %s.", what, Arrays.toString(array.shape()));
        }
        INDArray numbers = floating(array, what);
        if (numbers.length() > Integer.MAX_VALUE / numbers.dataType().width()) {
            String advice = "Take fewer rows, or smaller pictures.";
            throw wrong("Expected at most 2 GB in %s but found %,d numbers. %s", what, numbers.length(), advice);
        }
        return isWhole(numbers) ? numbers : numbers.dup('c');
    }

    /** Refuses an array whose memory was given back, which would end the whole JVM when it is read. */
    static void open(INDArray array, String what) {
        if (array.wasClosed()) {
            throw new IllegalStateException("The memory of " + what + " was closed. Make the array again.");
        }
    }

    private static INDArray floating(INDArray array, String what) {
        DataType type = array.dataType();
        if (type == DataType.FLOAT || type == DataType.DOUBLE) {
            return array;
        }
        if (SMALL.contains(type)) {
            return array.castTo(DataType.FLOAT);
        }
        if (!LARGE.contains(type)) {
            throw wrong("Expected numbers in %s but found type %s. Call castTo(DataType.FLOAT).", what, type);
        }
        INDArray doubles = array.castTo(DataType.DOUBLE);
        double largest = doubles.amaxNumber().doubleValue();
        if (largest > EXACT) {
            String why = "Expected %s that float can hold, up to %,.0f, but found %s up to %.0f. Call castTo(%s).";
            throw wrong(why, what, EXACT, type, largest, "DataType.DOUBLE, or divide them");
        }
        return doubles.castTo(DataType.FLOAT);
    }

    /** Says whether the numbers lie one after the other in their memory, the last axis fastest. */
    private static boolean isWhole(INDArray array) {
        long step = 1;
        for (int axis = array.rank() - 1; axis >= 0; axis--) {
            if (array.size(axis) != 1 && array.stride(axis) != step) {
                return false;
            }
            step *= array.size(axis);
        }
        return array.offset() == 0 && array.data().offset() == 0;
    }

    /**
     * Returns the range of a settled array.
     *
     * @throws IllegalArgumentException when a number is NaN or infinite, with its place
     */
    static Span span(INDArray settled, String what) {
        Span span = settled.dataType() == DataType.FLOAT ? floats(settled) : doubles(settled);
        if (!Double.isFinite(span.min) || !Double.isFinite(span.max)) {
            double[] all = values(settled);
            int at = 0;
            while (Double.isFinite(all[at])) {
                at++;
            }
            long row = settled.rank() == 0 ? 0 : at / (settled.length() / settled.size(0));
            throw wrong(
                    "Expected finite numbers in %s but found %s in row %,d. Mend or remove it.", what, all[at], row);
        }
        return span;
    }

    /** Math.min and max pass NaN on, so that one look finds what is not finite as well. */
    private static Span floats(INDArray settled) {
        FloatBuffer memory = settled.data().asNioFloat();
        float[] part = new float[4096];
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int at = 0; at < settled.length(); at += part.length) {
            int n = (int) Math.min(part.length, settled.length() - at);
            memory.get(at, part, 0, n);
            for (int i = 0; i < n; i++) {
                min = Math.min(min, part[i]);
                max = Math.max(max, part[i]);
            }
        }
        return new Span(min, max);
    }

    private static Span doubles(INDArray settled) {
        double[] all = values(settled);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : all) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return new Span(min, max);
    }

    /** Returns the numbers of a settled array, one after the other. */
    static double[] values(INDArray settled) {
        double[] values = new double[(int) settled.length()];
        if (settled.dataType() == DataType.DOUBLE) {
            settled.data().asNioDouble().get(0, values);
        } else {
            FloatBuffer memory = settled.data().asNioFloat();
            Arrays.setAll(values, memory::get);
        }
        return values;
    }

    /** Returns the numbers of rows, or refuses one that there is not among {@code n} of {@code what}. */
    static int[] checked(String what, int n, int... rows) {
        for (int row : given(rows, "the rows")) {
            if (row < 0 || row >= n) {
                String none = "There is no %s %,d among %,d. %ss count from 0 to %,d.";
                throw wrong(none, what.toLowerCase(Locale.ROOT), row, n, what, n - 1);
            }
        }
        return rows;
    }

    /** Returns rows of a settled array {@code [n, width]}, copied in the order of their numbers. */
    static INDArray rows(INDArray settled, int[] rows) {
        int width = (int) settled.size(1);
        INDArray some = Nd4j.createUninitialized(settled.dataType(), rows.length, width);
        if (settled.dataType() == DataType.DOUBLE) {
            DoubleBuffer from = settled.data().asNioDouble();
            DoubleBuffer to = some.data().asNioDouble();
            for (int i = 0; i < rows.length; i++) {
                to.put(i * width, from, rows[i] * width, width);
            }
        } else {
            copy(
                    settled.data().asNioFloat(),
                    width,
                    rows,
                    0,
                    rows.length,
                    some.data().asNioFloat());
        }
        Nd4j.getAffinityManager().tagLocation(some, AffinityManager.Location.HOST);
        return some;
    }

    /** Copies rows of a settled double array as floats, from the {@code first} number to before the {@code last}. */
    static void copyDoubles(INDArray settled, int[] rows, int first, int last, FloatBuffer to) {
        int width = (int) settled.size(1);
        DoubleBuffer from = settled.data().asNioDouble();
        for (int i = 0; i < (last - first) * width; i++) {
            to.put(i, (float) from.get(rows[first + i / width] * width + i % width));
        }
    }

    /** Copies rows of {@code width} numbers. */
    static void copy(FloatBuffer from, int width, int[] rows, int first, int last, FloatBuffer to) {
        // a number of each row first, so that the processor fetches all rows at once and not one after the other
        for (int i = first; i < last; i++) {
            to.put((i - first) * width, from.get(rows[i] * width));
        }
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
}
