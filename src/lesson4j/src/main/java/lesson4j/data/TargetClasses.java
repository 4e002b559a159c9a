package lesson4j.data;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Which class a row of targets means: {@code TargetClasses.of(batch.y())}.
 *
 * <p>One column says 0 or 1, or −1 and 1 as hinge losses have it; more columns give each class its share, and the largest
 * counts. Any other number, such as a price, means no class, and nothing that counts classes can use it.
 */
public final class TargetClasses {
    /** How far shares may be from 1 together, for those that were divided as floats. */
    private static final double ROUNDING = 1e-3;

    private static final int NONE = -1;

    private final double[] targets;
    private final int columns;
    private final double lowest;
    private @Nullable Boolean all;

    /** Reads targets row after row, so many columns each. */
    TargetClasses(double[] targets, int columns) {
        this.targets = targets;
        this.columns = columns;
        this.lowest = Arrays.stream(targets).anyMatch(value -> value == -1) ? -1 : 0;
    }

    /**
     * Returns the class of each row.
     *
     * @param targets {@code [n, outputs]}, any numeric type
     * @return {@code [n]}, int
     * @throws IllegalArgumentException when a row means no class
     */
    public static INDArray of(INDArray targets) {
        INDArray settled = Tensors.settled(given(targets, "the targets"), "the targets");
        if (settled.rank() != 2) {
            throw wrong("Expected targets [n, outputs] but found %d axes. Call reshape(n, -1) first.", settled.rank());
        }
        var classes = new TargetClasses(Tensors.values(settled), (int) settled.size(1));
        return Nd4j.createFromArray(
                IntStream.range(0, (int) settled.size(0)).map(classes::of).toArray());
    }

    /** Says whether every row means a class; asked by each prediction, found out by the first. */
    boolean areAll() {
        if (all == null) {
            all = IntStream.range(0, targets.length / columns).allMatch(this::has);
        }
        return all;
    }

    /** Says whether a row means a class. */
    boolean has(int row) {
        return find(row) != NONE;
    }

    /** Returns the class of a row, or refuses it. */
    int of(int row) {
        int found = find(row);
        if (found != NONE) {
            return found;
        }
        throw new IllegalArgumentException(
                columns == 1
                        ? text(
                                        "Expected targets of 0 and 1, or of −1 and 1, to count classes but found %s in row %d.",
                                        (float) targets[row], row)
                                + " Leave accuracies and confusion matrices out where targets are numbers."
                        : text(
                                        "Expected shares that add up to 1, one of them the largest, as the targets of row %d.",
                                        row)
                                + " For several classes at once write a metric of your own with Metric.of.");
    }

    private int find(int row) {
        if (columns == 1) {
            double value = targets[row];
            return value == 1 ? 1 : value == lowest ? 0 : NONE;
        }
        double[] shares = Arrays.copyOfRange(targets, row * columns, (row + 1) * columns);
        if (lowest == -1) {
            // a hinge loss's −1 and 1 are the shares 0 and 1
            Arrays.setAll(shares, c -> (shares[c] + 1) / 2);
        }
        return areShares(shares) ? largest(shares) : NONE;
    }

    /** Says whether a row gives each class its share of 1: {@code areShares(new double[] {0, 0.3, 0.7})}. */
    public static boolean areShares(double[] row) {
        double sum = 0;
        for (double share : given(row, "the targets")) {
            if (share < 0) {
                return false;
            }
            sum += share;
        }
        return Math.abs(sum - 1) < ROUNDING;
    }

    private static int largest(double[] shares) {
        int best = 0;
        boolean tied = false;
        for (int c = 1; c < shares.length; c++) {
            tied = shares[c] == shares[best] || tied && shares[c] < shares[best];
            best = shares[c] > shares[best] ? c : best;
        }
        return tied ? NONE : best;
    }
}
