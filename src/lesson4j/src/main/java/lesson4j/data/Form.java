package lesson4j.data;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.wrong;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import lesson4j.data.Tensors.Span;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The form of a net's training inputs, to which others are brought before it is asked about them.
 *
 * @param features how many numbers one input has
 * @param type float or double
 * @param span the smallest and the largest number
 * @param whole whether all of them are whole numbers
 */
record Form(int features, DataType type, Span span, boolean whole) {
    private static final String WHAT = "what is to be predicted";

    /** So many times the range is still believed; what was scaled in another way lies further out. */
    private static final double FAR = 10;

    static Form of(INDArray x, Span span) {
        boolean whole = Arrays.stream(sample(x)).allMatch(v -> v == Math.rint(v));
        return new Form((int) x.size(1), x.dataType(), span, whole);
    }

    /** Some rows tell whether numbers are whole; a hundred of pictures have grey in them. */
    private static double[] sample(INDArray x) {
        int[] rows = new int[(int) Math.min(100, x.size(0))];
        Arrays.setAll(rows, i -> (int) (i * x.size(0) / rows.length));
        return Tensors.values(Tensors.rows(x, rows));
    }

    /** Returns inputs as {@code [n, features]} in this form; see {@link Examples#like}. */
    INDArray like(INDArray one) {
        boolean counted = given(one, WHAT).dataType().isIntType();
        INDArray settled = Tensors.settled(one, WHAT);
        INDArray rows = settled.reshape('c', count(settled), features).castTo(type);
        Span found = Tensors.span(rows, WHAT);
        boolean shares = span.isShares() && !(whole && span.max() == 1 && found.max() <= 1);
        if (counted && shares && (one.dataType() == DataType.UBYTE || found.max() > 1)) {
            return divided(rows, found);
        }
        boolean bytes = span.min() >= 0 && span.max() > 1 && span.max() <= 255 && whole;
        if (bytes && found.max() <= 1 && found.min() >= 0 && hasFractions(rows)) {
            throw wrong(
                    "Expected whole numbers in %s, %s as in the training data, but found fractions from %s."
                            + " Multiply by 255.",
                    WHAT, span, found);
        }
        if (isFar(found)) {
            String how = span.isShares() ? "Divide bytes by 255." : "Scale it as the training data were.";
            throw wrong("Expected numbers like the training data's, %s, but found %s. %s", span, found, how);
        }
        return rows;
    }

    private INDArray divided(INDArray rows, Span found) {
        if (found.min() < 0 || found.max() > 255) {
            throw wrong(
                    "Expected bytes 0 to 255, or shares 0 to 1 as in the training data, but found %s."
                            + " Divide by the largest possible value.",
                    found);
        }
        return rows.div(255);
    }

    private static boolean hasFractions(INDArray rows) {
        return DoubleStream.of(Tensors.values(rows)).anyMatch(v -> v != Math.rint(v));
    }

    private boolean isFar(Span found) {
        if (span.isShares()) {
            return found.max() > 1.5 || found.min() < -0.5;
        }
        double most = FAR * Math.max(Math.abs(span.min()), Math.abs(span.max()));
        return most > 0 && Math.max(Math.abs(found.min()), Math.abs(found.max())) > most;
    }

    private long count(INDArray found) {
        if (found.length() == features) {
            return 1;
        }
        if (found.rank() < 2 || found.length() != found.size(0) * features) {
            throw wrong(
                    "Expected %,d numbers for each input, as in the training data, but found shape %s."
                            + " Cut or resize it as they were.",
                    features, Arrays.toString(found.shape()));
        }
        return found.size(0);
    }
}
