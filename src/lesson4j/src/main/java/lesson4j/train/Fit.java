package lesson4j.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;
import lesson4j.lean.TrainStep;

/** A fit under way: the training loop, and what callbacks may know and set. */
public final class Fit {
    private final Learner learner;
    private final DataLoader<Batch> train;
    private final TrainStep step;
    private final List<Callback> callbacks;
    private final int epochs;
    private final boolean validates;
    private double lr;
    private int epoch;
    private int batch;
    private double loss = Double.NaN;
    private Map<String, Double> validation = new LinkedHashMap<>();

    Fit(Learner learner, TrainStep step, List<Callback> callbacks, int epochs, double lr, boolean validates) {
        this.validates = validates;
        this.learner = learner;
        // a trial must not use up the shuffles of the fits that follow
        this.train = validates ? learner.dls().train() : learner.dls().train().fresh();
        this.step = step;
        this.callbacks = callbacks;
        this.epochs = epochs;
        this.lr = lr;
    }

    /** Refuses what cannot be fitted with. */
    static void check(int epochs, double lr) {
        if (epochs < 1 || !(lr > 0 && Double.isFinite(lr))) {
            throw new IllegalArgumentException("Expected 1 epoch or more and a learning rate above 0 but found "
                    + epochs + " and " + lr + ". The lesson fits 10 epochs at 1.0, or 40 at 0.1.");
        }
    }

    /** Runs the loop. All that training is, is here; everything else is a callback. */
    void run() {
        try {
            call(Callback::beforeFit);
            for (epoch = 0; epoch < epochs; epoch++) {
                call(Callback::beforeEpoch);
                trainEpoch();
                if (validates) {
                    validation = learner.evaluation(step.forward())
                            .validate(learner.dls().valid());
                }
                call(Callback::afterEpoch);
            }
        } catch (Cancel cancelled) {
            cancelled.unless(Cancel.What.FIT);
        } finally {
            call(Callback::afterFit);
        }
    }

    private void trainEpoch() {
        batch = 0;
        try {
            for (Batch xy : train) {
                trainBatch(xy);
                batch++;
            }
        } catch (Cancel cancelled) {
            cancelled.unless(Cancel.What.EPOCH);
        }
        learner.anyNet().endEpoch();
    }

    private void trainBatch(Batch xy) {
        stopIfInterrupted();
        try {
            call(Callback::beforeBatch);
            synchronized (learner.anyNet().model()) { // a look or a save in another thread waits for the step
                loss = step.step(xy, lr);
            }
            call(Callback::afterBatch);
        } catch (Cancel cancelled) {
            cancelled.unless(Cancel.What.BATCH);
        }
    }

    private void stopIfInterrupted() {
        if (Thread.interrupted()) {
            throw new TrainingStopped("Training was stopped in " + where()
                    + ". The parameters and figures so far are kept; learn.fit(…) goes on from here.");
        }
    }

    private void call(BiConsumer<Callback, Fit> moment) {
        callbacks.forEach(callback -> moment.accept(callback, this));
    }

    /** Returns the learner that is being trained. */
    public Learner learner() {
        return learner;
    }

    /** Returns how many epochs were asked for. */
    public int epochs() {
        return epochs;
    }

    /** Returns the epoch at hand, from 0. */
    public int epoch() {
        return epoch;
    }

    /** Returns how many batches an epoch has. */
    public int batches() {
        return train.batches();
    }

    /** Returns the batch at hand, from 0. */
    public int batch() {
        return batch;
    }

    /** Returns how many training steps were taken, from 0 to epochs × batches. */
    public long steps() {
        return (long) epoch * batches() + batch;
    }

    /** Returns the mean loss of the last batch. */
    public double loss() {
        return loss;
    }

    /** Returns the learning rate of the batch at hand. */
    public double lr() {
        return lr;
    }

    /** Sets the learning rate of the batch at hand and those after it. A schedule does this in beforeBatch. */
    public void setLr(double newLr) {
        if (!(newLr >= 0 && Double.isFinite(newLr))) {
            throw new IllegalArgumentException("Expected a learning rate of 0 or more but found " + newLr
                    + ". Look at the schedule with plotFunction.");
        }
        lr = newLr;
    }

    /** Sets the momentum of the batch at hand and those after it, Adam's beta1. Plain SGD has none. */
    public void setMomentum(double momentum) {
        step.momentum(momentum);
    }

    /** Returns the last validation's figures: {@code valid_loss}, then each metric by name. */
    public Map<String, Double> validation() {
        return validation;
    }

    /** Returns where training is, for messages: {@code epoch 3 of 40, batch 17 of 49, learning rate 0.1}. */
    public String where() {
        return "epoch " + epoch + " of " + epochs + ", batch " + batch + " of " + batches() + ", learning rate " + lr;
    }
}
