package lesson4j.data;

import static lesson4j.plot.Given.wrong;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Splits row numbers at random, the same way for the same seed: {@code Splits.random(42_000, 0.2, 125)}. */
public final class Splits {
    private static final int MOST = 100_000_000;

    private Splits() {}

    /**
     * Splits {@code 0 … n-1} into a training and a validation part.
     *
     * @param n how many rows there are
     * @param validShare the share to validate with, between 0 and 1: fast.ai's default is 0.2
     * @param seed equal seeds split equally; the splits of fast.ai and pandas cannot be repeated in Java
     * @throws IllegalArgumentException when one of the parts would have no row
     * @return the training rows, then the validation rows, both in random order
     */
    public static int[][] random(int n, double validShare, long seed) {
        if (!(validShare > 0 && validShare < 1)) {
            throw new IllegalArgumentException("The validation share must lie between 0 and 1 but is " + validShare
                    + ". fast.ai's default is 0.2.");
        }
        if (n < 2) {
            throw wrong("Expected at least 2 rows to split but found %d. Add some.", n);
        } else if (n > MOST) {
            throw wrong("Expected at most %,d rows to split but found %,d. Split a part of them.", MOST, n);
        }
        int held = (int) (validShare * n);
        if (held == 0) {
            throw wrong(
                    "A share of %s of %d rows is less than one row to validate with. Add rows, or hold out %.3f or more.",
                    validShare, n, Math.ceil(1000.0 / n) / 1000);
        }
        int[] order = IntStream.range(0, n).toArray();
        shuffle(order, seed);
        return new int[][] {Arrays.copyOfRange(order, held, n), Arrays.copyOf(order, held)};
    }

    /** Gives each class that was held out whole one row to learn from, for one of the fullest class. */
    static void keepEach(int[][] parts, int[] labels, List<String> classes) {
        int[] train = parts[0];
        int[] valid = parts[1];
        int[] left = new int[classes.size()];
        Arrays.stream(train).forEach(row -> left[labels[row]]++);
        for (int at = 0; at < valid.length; at++) {
            int label = labels[valid[at]];
            if (left[label] == 0) {
                int from = firstOf(fullest(left), train, labels);
                if (left[labels[train[from]]] == 1) {
                    String what =
                            "Only %d pictures would be left to learn %d classes from: %s. Hold out a smaller share.";
                    throw wrong(what, train.length, classes.size(), String.join(", ", classes));
                }
                left[labels[train[from]]]--;
                left[label]++;
                int swapped = train[from];
                train[from] = valid[at];
                valid[at] = swapped;
            }
        }
    }

    private static int fullest(int[] left) {
        return IntStream.range(1, left.length).reduce(0, (best, label) -> left[label] > left[best] ? label : best);
    }

    private static int firstOf(int label, int[] rows, int[] labels) {
        return IntStream.range(0, rows.length)
                .filter(i -> labels[rows[i]] == label)
                .findFirst()
                .orElse(0);
    }

    /** Shuffles in place (Fisher and Yates). */
    static void shuffle(int[] order, long seed) {
        var random = new Random(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
