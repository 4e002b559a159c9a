package lesson4j.train;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A learning rate that changes while a net is trained: {@code learn.fit(5, 0.1, List.of(Schedule.cosine(0.1, 0.001)))}.
 *
 * <p>{@code plotFunction(Schedule.oneCycle(0.1)::at, "One cycle", 0, 1)} draws one.
 */
public final class Schedule implements Callback {
    private static final double MOST_MOMENTUM = 0.95;
    private static final double LEAST_MOMENTUM = 0.85;

    private final DoubleUnaryOperator rate;
    private final @Nullable DoubleUnaryOperator momentum;

    private Schedule(DoubleUnaryOperator rate, @Nullable DoubleUnaryOperator momentum) {
        this.rate = rate;
        this.momentum = momentum;
    }

    /** Returns the same rate throughout. */
    public static Schedule constant(double lr) {
        rates(lr, lr);
        return new Schedule(done -> lr, null);
    }

    /** Returns half a cosine from one rate to another: level, then steep, then level. */
    public static Schedule cosine(double from, double to) {
        rates(from, to);
        return between(from, to);
    }

    private static Schedule between(double from, double to) {
        return new Schedule(done -> from + (1 - Math.cos(Math.PI * done)) * (to - from) / 2, null);
    }

    private static void rates(double from, double to) {
        if (!(from >= 0 && to >= 0 && Double.isFinite(from) && Double.isFinite(to))) {
            throw new IllegalArgumentException("Expected learning rates of 0 or more but found " + from + " and " + to
                    + ". The lesson's lie between 0.001 and 1.");
        }
    }

    /**
     * Returns fastai's one cycle: lrMax/25 up to lrMax in a quarter of the steps, then down to lrMax/100,000.
     *
     * <p>Momentum, where the optimiser has one, goes the other way: 0.95, 0.85, 0.95.
     */
    public static Schedule oneCycle(double lrMax) {
        return oneCycle(lrMax, 0.25, 25);
    }

    /**
     * Returns fastai's one cycle with its parameters.
     *
     * @param pctStart the share of steps in which the rate rises, between 0 and 1
     * @param div how many times smaller the first rate is than the highest
     */
    public static Schedule oneCycle(double lrMax, double pctStart, double div) {
        boolean finite = Double.isFinite(lrMax) && Double.isFinite(lrMax / div);
        if (!(finite && lrMax > 0 && pctStart > 0 && pctStart < 1 && div > 0)) {
            throw new IllegalArgumentException("Expected a highest rate and a divisor above 0 and a share between 0 and"
                    + " 1 but found " + lrMax + ", " + div + " and " + pctStart + ". fastai's are 25 and 0.25.");
        }
        return new Schedule(
                rise(pctStart, lrMax / div, lrMax, lrMax / 1e5),
                rise(pctStart, MOST_MOMENTUM, LEAST_MOMENTUM, MOST_MOMENTUM));
    }

    /** Returns a cosine from start to middle in a share of the steps, and on to the end in the rest. */
    private static DoubleUnaryOperator rise(double share, double start, double middle, double end) {
        Schedule first = between(start, middle);
        Schedule second = between(middle, end);
        return done -> done < share ? first.at(done / share) : second.at((done - share) / (1 - share));
    }

    /**
     * Returns the rate at a point of the fit.
     *
     * @param done the share of all steps taken, 0..1
     */
    public double at(double done) {
        return rate.applyAsDouble(done);
    }

    @Override
    public void beforeBatch(Fit fit) {
        double done = fit.steps() / ((double) fit.epochs() * fit.batches());
        fit.setLr(at(done));
        if (momentum != null) {
            fit.setMomentum(momentum.applyAsDouble(done));
        }
    }
}
