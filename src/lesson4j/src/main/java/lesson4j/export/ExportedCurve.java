package lesson4j.export;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.numbers;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lesson4j.lean.Doubles;
import lesson4j.plot.Charts;
import lesson4j.plot.Picture;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Points, and a curve whose coefficients are turned on the page: {@code ExportedCurve.of(x, y, 0, 5, 1.1, 1.1, 1.1)}.
 *
 * <p>The sliders a, b, c move a·x² + b·x + c, and the loss beside it, without a kernel.
 */
public final class ExportedCurve implements OnPage {
    private static final int MOST_KNOBS = 26;

    private final double[] xs;
    private final double[] ys;
    private final String data;
    private final Picture picture;
    private final String sentence;

    private ExportedCurve(double[] xs, double[] ys, double from, double to, double[] start) {
        this.xs = xs;
        this.ys = ys;
        data = text("{\"version\": 1, \"kind\": \"curve\", \"from\": %s, \"to\": %s", from, to)
                + ", \"start\": " + Arrays.toString(start)
                + ", \"xs\": " + Arrays.toString(xs)
                + ", \"ys\": " + Arrays.toString(ys) + "}";
        String title = text("loss %.2f", loss(start));
        picture = Charts.picture(Charts.scatter(title, "x", "y", Nd4j.createFromArray(xs), Nd4j.createFromArray(ys))
                .addFunction("model", x -> value(start, x))
                .size(360, 260));
        sentence = text(
                "Sliders for %d coefficients stand here where a page may run scripts. At %s the loss is %.2f.",
                start.length, Arrays.toString(start), loss(start));
    }

    /**
     * Returns points and the curve through them that sliders move.
     *
     * @param x the points, {@code [n]}, any numeric type
     * @param y what was measured there, {@code [n]}
     * @param from the smallest number of each slider
     * @param to the largest
     * @param start where the sliders stand first, the coefficient of the highest power first: a, b, c
     */
    public static ExportedCurve of(INDArray x, INDArray y, double from, double to, double... start) {
        double[] xs = vector(x, "the points");
        double[] ys = vector(y, "what was measured");
        if (xs.length == 0 || xs.length != ys.length) {
            throw wrong("Expected as many points as measured numbers but found %d and %d.", xs.length, ys.length);
        }
        if (!(from < to && Double.isFinite(to - from))) {
            throw wrong("Expected sliders from a number to a larger one but found %s and %s.", from, to);
        }
        int knobs = given(start, "the coefficients").length;
        if (knobs < 1 || knobs > MOST_KNOBS || !DoubleStream.of(start).allMatch(c -> c >= from && c <= to)) {
            throw wrong(
                    "Expected 1 to %d coefficients from %s to %s but found %s. Pass a, b, c.",
                    MOST_KNOBS, from, to, Arrays.toString(start));
        }
        return new ExportedCurve(xs, ys, from, to, start.clone());
    }

    private static double[] vector(INDArray array, String what) {
        double[] values = Doubles.of(numbers(array, what));
        if (!DoubleStream.of(values).allMatch(Double::isFinite)) {
            throw wrong("Expected numbers in %s but found one that is not finite.", what);
        }
        return values;
    }

    /** As the page computes it: {@code curve.js}. */
    private static double value(double[] coefficients, double x) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum = sum * x + coefficient;
        }
        return sum;
    }

    /** Returns the mean of the squared distances, as the page shows it: {@code curve.loss(3, 2, 1)}. */
    public double loss(double... coefficients) {
        given(coefficients, "the coefficients");
        return IntStream.range(0, xs.length)
                .mapToDouble(i -> Math.pow(value(coefficients, xs[i]) - ys[i], 2))
                .average()
                .orElseThrow();
    }

    @Override
    public String data() {
        return data;
    }

    @Override
    public Picture picture() {
        return picture;
    }

    @Override
    public String script() {
        return PageScripts.of("curve");
    }

    /** Returns a sentence that says what is here. */
    @Override
    public String toString() {
        return sentence;
    }
}
