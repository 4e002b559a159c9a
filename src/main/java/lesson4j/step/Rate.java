package lesson4j.step;

import org.nd4j.linalg.schedule.ISchedule;

/** The learning rate of the step at hand; setting it, unlike DL4J's setLearningRate, forgets no optimiser state. */
final class Rate implements ISchedule {
    private static final long serialVersionUID = 1L;

    private double value;

    void set(double newValue) {
        value = newValue;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return value;
    }

    /** The same object: DL4J clones configurations, and all copies must follow. */
    @Override
    @SuppressWarnings("MissingSuperCall")
    public ISchedule clone() {
        return this;
    }
}
