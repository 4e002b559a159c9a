package lesson4j.step;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.schedule.ISchedule;

/** The learning rate of the step at hand; setting it, unlike DL4J's setLearningRate, forgets no optimiser state. */
final class Rate {
    private final Map<Double, Share> shares = new HashMap<>();
    private double value;

    void set(double newValue) {
        value = newValue;
    }

    /** Returns a schedule for DL4J that is {@code factor} times this rate; for equal factors the same one. */
    ISchedule times(double factor) {
        return shares.computeIfAbsent(factor, f -> new Share(this, f));
    }

    private static final class Share implements ISchedule {
        private static final long serialVersionUID = 1L;

        private final transient Rate whole;
        private final double factor;

        Share(Rate whole, double factor) {
            this.whole = whole;
            this.factor = factor;
        }

        @Override
        public double valueAt(int iteration, int epoch) {
            return whole.value * factor;
        }

        /** The same object: DL4J clones configurations, and all copies must follow. */
        @Override
        @SuppressWarnings("MissingSuperCall")
        public ISchedule clone() {
            return this;
        }
    }
}
