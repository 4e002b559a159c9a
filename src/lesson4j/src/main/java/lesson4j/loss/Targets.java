package lesson4j.loss;

import static lesson4j.plot.Given.given;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import lesson4j.data.Examples;
import lesson4j.data.TargetClasses;
import lesson4j.lean.Doubles;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossMultiLabel;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;

/**
 * What targets a loss can judge by: {@code Targets.of(new MnistLoss())} is {@code YES_OR_NO}.
 *
 * <p>A cross-entropy asked about the number 3 gives a number too, and one that means nothing. Losses that are distances
 * take any number, and so does a formula of one's own.
 */
public enum Targets {
    /** Any number. */
    ANY("numbers", "", row -> true),
    /** Yes or no in each column. */
    YES_OR_NO(
            "0 and 1", "Compare, y.gt(0.5), or take a loss for numbers such as LossMSE.", each(v -> v == 0 || v == 1)),
    /** A probability in each column. */
    PROBABILITIES(
            "0 to 1", "Scale them, or take a loss for other numbers such as LossMSE.", each(v -> v >= 0 && v <= 1)),
    /** A share of 1 for each class, most often all of it for one. */
    SHARES(
            "two columns or more that add up to 1, as one-hot does",
            "For one column, or for several classes at once, take binaryCrossEntropy().",
            row -> row.length > 1 && TargetClasses.areShares(row)),
    /** Which side of a margin. */
    SIDES("−1 and 1", "Give them so: DataLoaders.of(x, y.mul(2).sub(1), …).", each(v -> Math.abs(v) == 1)),
    /** What was counted. */
    COUNTS("0 and more", "Shift them, or take a loss for all numbers such as LossMSE.", each(v -> v >= 0)),
    /** What can be divided by. */
    NOT_ZERO("numbers other than 0", "It divides by them: take LossMAE.", each(v -> v != 0));

    private static final Map<Class<?>, Targets> KNOWN = Map.ofEntries(
            Map.entry(MnistLoss.class, YES_OR_NO),
            Map.entry(CrossEntropy.class, SHARES),
            Map.entry(LossMCXENT.class, SHARES),
            Map.entry(LossNegativeLogLikelihood.class, SHARES),
            Map.entry(LossKLD.class, SHARES),
            Map.entry(LossBinaryXENT.class, PROBABILITIES),
            Map.entry(LossMultiLabel.class, YES_OR_NO),
            Map.entry(LossFMeasure.class, YES_OR_NO),
            Map.entry(LossHinge.class, SIDES),
            Map.entry(LossSquaredHinge.class, SIDES),
            Map.entry(LossPoisson.class, COUNTS),
            Map.entry(LossMSLE.class, COUNTS),
            Map.entry(LossMAPE.class, NOT_ZERO));

    private final String expected;
    private final String advice;
    private final Predicate<double[]> fits;

    Targets(String expected, String advice, Predicate<double[]> fits) {
        this.expected = expected;
        this.advice = advice;
        this.fits = fits;
    }

    private static Predicate<double[]> each(DoublePredicate test) {
        return row -> Arrays.stream(row).allMatch(test);
    }

    /** Returns what a loss can judge by; a loss of one's own is its author's business. */
    public static Targets of(ILossFunction loss) {
        if (loss instanceof ColumnTargets column) {
            return column.targets();
        }
        return loss instanceof LessonLoss lesson
                ? lesson.targets()
                : KNOWN.getOrDefault(given(loss, "the loss").getClass(), ANY);
    }

    /**
     * Refuses examples whose targets a loss cannot judge by.
     *
     * @param outputs how many numbers the net gives for each
     * @throws IllegalArgumentException with the first row that does not fit, or when the targets have other columns
     */
    public static void check(ILossFunction loss, Examples examples, int outputs) {
        Targets kind = of(loss);
        boolean labels = !given(examples, "the examples").classes().isEmpty();
        BitSet seen = new BitSet();
        for (int row = 0; kind != ANY && row < examples.size(); row++) {
            // all rows of a label have the same targets
            if (!labels || !seen.get(examples.label(row))) {
                kind.check(loss, examples.targetValues(new int[] {row}, outputs), row);
                seen.set(labels ? examples.label(row) : 0);
            }
        }
    }

    /** Refuses targets {@code [n, outputs]} that a loss cannot judge by. */
    static void check(ILossFunction loss, INDArray targets) {
        Targets kind = of(loss);
        for (int row = 0; kind != ANY && row < targets.size(0); row++) {
            kind.check(loss, Doubles.of(targets.slice(row)), row);
        }
    }

    private void check(ILossFunction loss, double[] targets, int row) {
        if (!fits.test(targets)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s expects targets of %s but found %s in row %d. %s",
                    name(loss),
                    expected,
                    text(targets),
                    row,
                    advice));
        }
    }

    /** Returns what to call a loss in a sentence: {@code CrossEntropy}, {@code LossMSE}. */
    public static String name(ILossFunction loss) {
        return loss instanceof Loss
                ? loss.name()
                : given(loss, "the loss").getClass().getSimpleName();
    }

    private static String text(double[] row) {
        float[] shown = new float[Math.min(row.length, 10)];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = (float) row[i];
        }
        String text = Arrays.toString(shown);
        return row.length > shown.length ? text.replace("]", ", …]") : text;
    }
}
