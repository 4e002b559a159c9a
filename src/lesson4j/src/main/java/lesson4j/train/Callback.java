package lesson4j.train;

/**
 * Something that happens while a net is trained; fill in the moments you need.
 *
 * <p>{@code learn.with(new Callback() { public void afterEpoch(Fit fit) { show(fit.epoch()); } });} Recording, progress
 * and early stopping are callbacks too. To stop, throw {@link Cancel#batch()}, {@link Cancel#epoch()} or
 * {@link Cancel#fit()}.
 */
public interface Callback {

    /** Returns the place among callbacks, lower first; 0 unless said otherwise. */
    default int order() {
        return 0;
    }

    /** Called once, before the first epoch. */
    default void beforeFit(Fit fit) {}

    /** Called before the first batch of each epoch. */
    default void beforeEpoch(Fit fit) {}

    /** Called before each batch; {@link Fit#setLr} takes effect on it. */
    default void beforeBatch(Fit fit) {}

    /** Called after each training step; {@link Fit#loss} is the batch's. */
    default void afterBatch(Fit fit) {}

    /** Called after each epoch's validation; {@link Fit#validation} has its figures. */
    default void afterEpoch(Fit fit) {}

    /** Called at the end, also when training was stopped or failed. */
    default void afterFit(Fit fit) {}
}
