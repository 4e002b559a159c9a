package lesson4j.lean;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate of the step at hand, or a share of it. Setting it, unlike DL4J's setLearningRate, forgets no state.
 *
 * <p>A saved net carries the last rate, so that DL4J's own fit can go on with it.
 */
final class Rate implements ISchedule {
    private static final long serialVersionUID = 1L;

    private final double[] whole;
    private final double factor;

    /** False where it was read from a file, whose fit is over. */
    private final boolean atWork;

    Rate() {
        this(new double[1], 1, true);
    }

    @JsonCreator
    Rate(@JsonProperty("value") double value) {
        this(new double[] {value}, 1, false);
    }

    private Rate(double[] whole, double factor, boolean atWork) {
        this.whole = whole;
        this.factor = factor;
        this.atWork = atWork;
    }

    /** Returns the rate of a fit that an optimiser follows, null when it has one of its own. */
    static @Nullable Rate at(IUpdater updater) {
        return schedule(updater) instanceof Rate rate && rate.atWork ? rate : null;
    }

    /** Returns an optimiser's schedule. DL4J's have a getter for it, but share no type with it. */
    static @Nullable ISchedule schedule(IUpdater updater) {
        try {
            return (ISchedule)
                    updater.getClass().getMethod("getLearningRateSchedule").invoke(updater);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Returns whether this is a share of another rate. */
    @SuppressWarnings("ReferenceEquality") // the same cell of memory, not the same number
    boolean isOf(Rate other) {
        return whole == other.whole;
    }

    /** Sets the rate, and with it all its shares. */
    void set(double newValue) {
        whole[0] = newValue;
    }

    /** Returns a share that stays {@code share} times this rate; DL4J joins layers whose shares are equal. */
    Rate times(double share) {
        return new Rate(whole, share, atWork);
    }

    @JsonProperty("value")
    double value() {
        return whole[0] * factor;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return value();
    }

    /** The same object: DL4J clones configurations, and all copies must follow. */
    @Override
    @SuppressWarnings("MissingSuperCall")
    public ISchedule clone() {
        return this;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a share of another rate is another, whatever its number is now
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Rate rate) || rate.atWork != atWork) {
            return false;
        }
        // layers that were saved with one rate are one block of the optimiser's memory again
        return atWork ? rate.whole == whole && rate.factor == factor : rate.value() == value();
    }

    @Override
    public int hashCode() {
        return atWork ? System.identityHashCode(whole) + 31 * Double.hashCode(factor) : Double.hashCode(value());
    }
}
