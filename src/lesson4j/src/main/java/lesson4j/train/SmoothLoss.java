package lesson4j.train;

/**
 * The training loss as fastai shows it: an exponential mean with weight 0.98 on the past, corrected for its start at 0.
 *
 * <p>Formula: v ← 0.98·v + 0.02·loss, shown v/(1 − 0.98ⁿ) (fastai, {@code AvgSmoothLoss}).
 */
final class SmoothLoss {
    private static final double BETA = 0.98;

    private double value;
    private int count;

    void add(double loss) {
        value = BETA * value + (1 - BETA) * loss;
        count++;
    }

    double value() {
        return count == 0 ? Double.NaN : value / (1 - Math.pow(BETA, count));
    }
}
