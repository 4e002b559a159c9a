package lesson4j.lean;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam with fastai's defaults, 0.9, 0.99 and 1e-5, and its formula: {@code learn.opt("adam")}.
 *
 * <p>p ← p − lr · m̂ / (√v̂ + ε), where m̂ and v̂ are corrected for their start at 0 (fastai, {@code adam_step}). DL4J's
 * {@code Adam} has 0.999 and 1e-8, and adds ε before v is corrected. fastai also decays weights by 0.01 · lr, which a
 * DL4J net is told by its layers: {@code weightDecay(0.01)}.
 */
public final class FastaiAdam extends Adam {
    private static final long serialVersionUID = 1L;

    /** Makes one; the fit brings the learning rate. */
    public FastaiAdam() {
        super(DEFAULT_ADAM_LEARNING_RATE, 0.9, 0.99, 1e-5);
    }

    @Override
    public GradientUpdater<Adam> instantiate(INDArray view, boolean initialize) {
        INDArray flat = view.reshape(view.length());
        var updater = new Steps(this);
        updater.setStateViewArray(flat, new long[] {flat.length() / 2}, flat.ordering(), initialize);
        return updater;
    }

    @Override
    public Adam clone() {
        var copy = new FastaiAdam();
        copy.setLrAndSchedule(getLearningRate(), getLearningRateSchedule());
        copy.setBeta1(getBeta1());
        copy.setBeta2(getBeta2());
        copy.setEpsilon(getEpsilon());
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FastaiAdam && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode() + 1;
    }

    /** DL4J's operation, whose ε is divided by √v̂'s correction so that it comes out as fastai's. */
    private static final class Steps extends AdamUpdater {
        Steps(Adam config) {
            super(config);
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            Adam adam = getConfig();
            double correction = Math.sqrt(1 - Math.pow(adam.getBeta2(), iteration + 1));
            Nd4j.exec(new org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater(
                    gradient.reshape(getV().shape()),
                    getV(),
                    getM(),
                    adam.getLearningRate(iteration, epoch),
                    adam.getBeta1(),
                    adam.getBeta2(),
                    adam.getEpsilon() * correction,
                    iteration));
        }
    }
}
