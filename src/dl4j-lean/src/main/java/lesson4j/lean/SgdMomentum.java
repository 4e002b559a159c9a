package lesson4j.lean;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * SGD with momentum as PyTorch and fastai compute it: {@code learn.opt(new SgdMomentum(0.9))}, or {@code opt("momentum")}.
 *
 * <p>v ← momentum · v + g, then p ← p − lr · v (PyTorch, {@code torch.optim.SGD}). DL4J's {@code Nesterovs} looks ahead
 * by one step and keeps the learning rate within v, which differs as soon as the rate changes.
 */
public final class SgdMomentum extends Sgd {
    private static final long serialVersionUID = 1L;

    private double momentum;

    /** Makes one with momentum 0.9. */
    public SgdMomentum() {
        this(0.9);
    }

    /**
     * Makes one.
     *
     * @param momentum the share of the last step that is taken again, 0..1
     */
    public SgdMomentum(double momentum) {
        super(0.1);
        this.momentum = momentum;
    }

    /** Returns the share of the last step that is taken again. */
    public double getMomentum() {
        return momentum;
    }

    /** Sets the share of the last step that is taken again, as one cycle does. */
    public void setMomentum(double share) {
        momentum = share;
    }

    @Override
    public long stateSize(long numParams) {
        return numParams;
    }

    @Override
    public GradientUpdater<SgdMomentum> instantiate(INDArray view, boolean initialize) {
        var updater = new Steps(this);
        updater.setStateViewArray(view, view.shape(), view.ordering(), initialize);
        return updater;
    }

    @Override
    public GradientUpdater<SgdMomentum> instantiate(Map<String, INDArray> state, boolean initialize) {
        var updater = new Steps(this);
        updater.setState(state, initialize);
        return updater;
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public SgdMomentum clone() {
        var copy = new SgdMomentum(momentum);
        copy.setLrAndSchedule(getLearningRate(), getLearningRateSchedule());
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SgdMomentum that && super.equals(other) && that.momentum == momentum;
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof SgdMomentum;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), momentum);
    }

    /** One block of parameters under way. */
    private static final class Steps implements GradientUpdater<SgdMomentum> {
        private final SgdMomentum config;
        private @Nullable INDArray v;

        Steps(SgdMomentum config) {
            this.config = config;
        }

        @Override
        public SgdMomentum getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialize) {
            v = state.get("V");
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of("V", Objects.requireNonNull(v));
        }

        @Override
        public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
            v = initialize ? view.assign(0) : view;
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            INDArray before = Objects.requireNonNull(v).reshape(gradient.shape());
            before.muli(config.momentum).addi(gradient);
            gradient.assign(before).muli(config.getLearningRate(iteration, epoch));
        }
    }
}
