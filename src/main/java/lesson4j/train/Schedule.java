package lesson4j.train;

import java.util.function.DoubleUnaryOperator;

/**
 * A learning rate that changes while a net is trained: {@code learn.fit(5, 0.1, List.of(Schedule.cosine(0.1, 0.001)))}.
 *
 * <p>{@code plotFunction(Schedule.oneCycle(0.1)::at, "One cycle", 0, 1)} draws one.
 */
public final class Schedule implements Callback {
    private final DoubleUnaryOperator rate;

    private Schedule(DoubleUnaryOperator rate) {
        this.rate = rate;
    }

    /** Returns the same rate throughout. */
    public static Schedule constant(double lr) {
        return new Schedule(done -> lr);
    }

    /** Returns half a cosine from one rate to another: level, then steep, then level. */
    public static Schedule cosine(double from, double to) {
        return new Schedule(done -> from + (1 - Math.cos(Math.PI * done)) * (to - from) / 2);
    }

    /** Returns fastai's one cycle: lrMax/25 up to lrMax in a quarter of the steps, then down to lrMax/100,000. */
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
        if (!(lrMax > 0 && pctStart > 0 && pctStart < 1 && div > 0)) {
            throw new IllegalArgumentException("Expected a highest rate and a divisor above 0 and a share between 0 and"
                    + " 1 but found " + lrMax + ", " + div + " and " + pctStart + ". fastai's are 25 and 0.25.");
        }
        Schedule up = cosine(lrMax / div, lrMax);
        Schedule down = cosine(lrMax, lrMax / 1e5);
        return new Schedule(
                done -> done < pctStart ? up.at(done / pctStart) : down.at((done - pctStart) / (1 - pctStart)));
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
        fit.setLr(at(fit.steps() / ((double) fit.epochs() * fit.batches())));
    }
}
