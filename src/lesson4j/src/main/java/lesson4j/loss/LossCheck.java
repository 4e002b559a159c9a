package lesson4j.loss;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Tries a formula's derivative against finite differences, for batches from one to many.
 *
 * <p>(f(z + h) − f(z − h)) / 2h for some outputs of an example, with two widths: where they disagree the formula has an
 * edge, as |z| has at 0, and nothing can be said.
 */
final class LossCheck {
    private static final int[] SIZES = {2, 3, 5, 64};
    private static final int PLACES = 6;
    private static final double[][] RANGES = {{-2, 2}, {0.05, 0.95}};

    private final LossGraph graph;
    private final LossGraph exact;
    private final double h;
    private final double tolerance;

    /**
     * Takes a graph to try.
     *
     * @param exact the same formula in double precision, or {@code graph} again
     */
    LossCheck(LossGraph graph, LossGraph exact) {
        this.graph = graph;
        this.exact = exact;
        boolean twice = exact.type().width() == 8;
        this.h = twice ? 1e-4 : 2e-2;
        this.tolerance = twice ? 1e-4 : 5e-2;
    }

    /** What is wrong with a formula, in a sentence. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String sentence) {
            super(sentence);
        }
    }

    void run() throws Wrong {
        var random = new Random(7);
        double[] range = range(random);
        if (draws(range)) {
            return; // chance has no differences
        }
        for (int n : IntStream.concat(Arrays.stream(SIZES), IntStream.of(graph.outputs()))
                .filter(size -> size > 1 && size <= 64)
                .distinct()
                .toArray()) {
            compare(n, random, range);
        }
        // where a formula is flat, as far out on a tanh, a wrong derivative is 0 too: probabilities lie further in
        compare(2, random, RANGES[1]);
        boolean repeats = sameForTwins(range);
        graph.oneAsTwo(repeats);
        exact.oneAsTwo(repeats);
        try {
            compare(1, random, range);
            compare(1, random, RANGES[1]);
        } catch (RuntimeException e) {
            throw new Wrong(
                    "Expected a formula that works for a batch of one, which the last batch may be, but found that"
                            + " it does not: it adds up over the batch, perhaps by .sum(0). Take means over the batch.");
        }
    }

    /** Returns between which outputs the formula gives numbers: any, or only probabilities as a logarithm takes. */
    private double[] range(Random random) throws Wrong {
        for (double[] range : RANGES) {
            double[] z = draw(random, 3, range);
            double[] dz = new double[z.length];
            double[] losses = exact.exactly(z, targets(3), 3, dz);
            if (Arrays.stream(losses).allMatch(Double::isFinite)) {
                return range;
            }
        }
        throw new Wrong(
                "Expected finite numbers for outputs between -2 and 2, or at least between 0 and 1, but found NaN or"
                        + " infinity. Keep logarithms and roots above 0: sd.nn.logSoftmax(preds).");
    }

    /** Says whether the formula draws numbers of its own, so that equal outputs give another loss. */
    private boolean draws(double[] range) {
        double[] z = draw(new Random(3), 3, range);
        double[] once = exact.exactly(z, targets(3), 3, new double[z.length]);
        return !Arrays.equals(once, exact.exactly(z, targets(3), 3, new double[z.length]));
    }

    private void compare(int n, Random random, double[] range) throws Wrong {
        double[] z = draw(random, n, range);
        double[] y = targets(n);
        double[] dz = new double[z.length];
        double[] rough = new double[z.length];
        double[] losses = exact.exactly(z, y, n, dz);
        if (!Arrays.stream(losses).allMatch(Double::isFinite)) {
            throw new Wrong("Expected finite numbers for every size of batch but found "
                    + Arrays.stream(losses).sum() + " for a batch of " + n
                    + ". A deviation over the batch, for instance, needs two examples.");
        }
        graph.exactly(z, y, n, rough);
        double scale = Math.max(1e-3, Arrays.stream(dz).map(Math::abs).max().orElse(0));
        for (int place : random.ints(PLACES, 0, z.length).toArray()) {
            double wide = difference(z, y, n, place, h);
            double narrow = difference(z, y, n, place, h / 2);
            boolean smooth = Math.abs(wide - narrow) <= tolerance * Math.max(scale, Math.abs(narrow));
            double off = Math.abs(narrow - dz[place]);
            if (smooth && !(off <= 3 * tolerance * Math.max(scale, Math.abs(narrow)))) {
                throw new Wrong(wrong(n, narrow, dz[place]));
            }
        }
        for (int i = 0; i < dz.length; i++) {
            if (!(Math.abs(rough[i] - dz[i]) <= 1e-2 * scale)) {
                throw new Wrong(wrong(n, dz[i], rough[i]));
            }
        }
    }

    private static String wrong(int n, double right, double found) {
        return String.format(
                java.util.Locale.ROOT,
                "Expected the derivative %.6g, which differences give for a batch of %d, but SameDiff found %.6g: it"
                        + " derives one of the operations wrongly. Write it in others, such as sd.nn.softmax(preds, 1) for a"
                        + " softmax by hand.",
                right,
                n,
                found);
    }

    private double difference(double[] z, double[] y, int n, int place, double width) {
        double[] moved = z.clone();
        moved[place] = z[place] + width;
        double up = sum(moved, y, n);
        moved[place] = z[place] - width;
        return (up - sum(moved, y, n)) / (2 * width);
    }

    private double sum(double[] z, double[] y, int n) {
        return Arrays.stream(exact.exactly(z, y, n, new double[z.length])).sum();
    }

    /** Returns whether every example twice gives every loss twice: then one example may be computed as two. */
    boolean sameForTwins() {
        return sameForTwins(RANGES[1]);
    }

    private boolean sameForTwins(double[] range) {
        int n = 3;
        double[] z = draw(new Random(3), n, range);
        double[] once = exact.exactly(z, targets(n), n, new double[z.length]);
        double[] twice = exact.exactly(twice(z), twice(targets(n)), 2 * n, new double[2 * z.length]);
        return IntStream.range(0, n).allMatch(i -> Math.abs(once[i] - twice[i]) <= 1e-4 * (1 + Math.abs(once[i])));
    }

    static double[] twice(double[] numbers) {
        double[] both = Arrays.copyOf(numbers, 2 * numbers.length);
        System.arraycopy(numbers, 0, both, numbers.length, numbers.length);
        return both;
    }

    private double[] draw(Random random, int n, double[] range) {
        return random.doubles((long) n * graph.outputs(), range[0], range[1]).toArray();
    }

    private double[] targets(int n) {
        int outputs = graph.outputs();
        double[] y = new double[n * outputs];
        for (int i = 0; i < n; i++) {
            if (outputs == 1) {
                y[i] = i % 2;
            } else {
                y[i * outputs + (i * 7 + 1) % outputs] = 1;
            }
        }
        return y;
    }
}
