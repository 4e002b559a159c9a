package lesson4j.step;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import lesson4j.nn.FormulaLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** A DL4J optimiser at work on a net: what it remembers stays with the net, the learning rate is the fit's. */
final class Optimiser {
    private final Net net;
    private final Rate rate = new Rate();
    private final List<IUpdater> own = new ArrayList<>();
    private final boolean plain;

    /**
     * Gives every layer the optimiser with our rate; what it remembers from earlier fits is kept.
     *
     * @param shares how many times the rate each layer gets: 1 usually, 0 to leave it as it is
     */
    Optimiser(Net net, IUpdater kind, ToDoubleFunction<Layer> shares) {
        this.net = net;
        BaseMultiLayerUpdater<?> before = net.updater(false);
        boolean same = true;
        for (Layer layer : net.layers()) {
            double share = shares.applyAsDouble(layer);
            same &= share == 1;
            install(layer.conf().getLayer(), kind, share);
        }
        this.plain = kind instanceof Sgd && same;
        net.forgetUpdater();
        if (before != null && places(before).equals(places(blocks()))) {
            INDArray state = before.getStateViewArray();
            INDArray fresh = blocks().getStateViewArray();
            if (state != null && fresh != null && state.length() == fresh.length()) {
                fresh.assign(state);
            }
        }
    }

    /** Layers with equal settings share a block of state; where the blocks differ, it means something else. */
    private static List<Integer> places(BaseMultiLayerUpdater<?> updater) {
        return updater.getUpdaterBlocks().stream()
                .map(UpdaterBlock::getParamOffsetStart)
                .toList();
    }

    private void install(org.deeplearning4j.nn.conf.layers.Layer conf, IUpdater kind, double share) {
        IUpdater mine = kind.clone();
        mine.setLrAndSchedule(Double.NaN, rate.times(share));
        own.add(mine);
        if (conf instanceof BaseLayer base) {
            base.setIUpdater(mine);
            base.setBiasUpdater(null);
        } else if (conf instanceof FormulaLayer formula) {
            formula.setUpdater(mine);
        }
    }

    private BaseMultiLayerUpdater<?> blocks() {
        BaseMultiLayerUpdater<?> updater = net.updater(true);
        if (updater == null) {
            throw new IllegalStateException("DL4J made no updater for the net. Call its init() first.");
        }
        return updater;
    }

    /** Returns whether it is plain SGD at one rate, which remembers nothing. */
    boolean isPlain() {
        return plain;
    }

    void rate(double lr) {
        rate.set(lr);
    }

    /** Sets the momentum of the steps to come, which Adam calls beta1; SGD has none. */
    void momentum(double momentum) {
        for (IUpdater updater : own) {
            if (updater instanceof Nesterovs nesterovs) {
                nesterovs.setMomentum(momentum);
            } else if (updater instanceof Adam adam) {
                adam.setBeta1(momentum);
            }
        }
    }

    /** Moves the parameters by the mean gradients that lie in {@code net.gradients()}, and counts the step. */
    void apply() {
        int iteration = net.iterations();
        for (UpdaterBlock block : blocks().getUpdaterBlocks()) {
            block.update(iteration, 0);
        }
        INDArray params = net.params();
        params.subi(net.gradients().reshape(params.shape()));
        net.setIterations(iteration + 1);
    }
}
