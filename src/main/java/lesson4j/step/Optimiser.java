package lesson4j.step;

import static org.bytedeco.openblas.global.openblas.cblas_saxpy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import lesson4j.nn.FormulaLayer;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.buffer.DataType;
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
    private final List<Range> ranges = new ArrayList<>();

    /**
     * Gives every layer the optimiser with our rate; what it remembers from earlier fits is kept.
     *
     * @param shares how many times the rate each layer gets: 1 usually, 0 to leave it as it is
     */
    Optimiser(Net net, IUpdater kind, ToDoubleFunction<Layer> shares) {
        this.net = net;
        BaseMultiLayerUpdater<?> before = net.updater(false);
        for (Layer layer : net.layers()) {
            install(layer.conf().getLayer(), kind, shares.applyAsDouble(layer));
        }
        net.forgetUpdater();
        if (before != null && places(before).equals(places(blocks()))) {
            INDArray state = before.getStateViewArray();
            INDArray fresh = blocks().getStateViewArray();
            if (state != null && fresh != null && state.length() == fresh.length()) {
                fresh.assign(state);
            }
        }
        if (kind instanceof Sgd) {
            blocks().getUpdaterBlocks().forEach(block -> ranges.add(Range.of(block)));
        }
    }

    /** Some of the parameters, moved by plain SGD, or by the whole gradient as batch norm's running figures are. */
    private record Range(int start, int length, IUpdater updater) {
        static Range of(UpdaterBlock block) {
            var first = block.getLayersAndVariablesInBlock().get(0);
            IUpdater updater = first.getLayer().getConfig().getUpdaterByParam(first.getParamName());
            int start = block.getParamOffsetStart();
            return new Range(start, block.getParamOffsetEnd() - start, updater);
        }

        double rate() {
            return updater instanceof Sgd sgd ? sgd.getLearningRate(0, 0) : 1;
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

    /**
     * Moves the parameters by the mean gradients that lie in {@code net.gradients()}, and counts the step.
     *
     * <p>Plain SGD remembers nothing, so that BLAS can do what would take DL4J's updater longer than a small net's step.
     */
    void apply() {
        int iteration = net.iterations();
        if (!ranges.isEmpty() && net.params().dataType() == DataType.FLOAT) {
            subtract();
        } else {
            for (UpdaterBlock block : blocks().getUpdaterBlocks()) {
                block.update(iteration, 0);
            }
            INDArray all = net.params();
            all.subi(net.gradients().reshape(all.shape()));
        }
        net.setIterations(iteration + 1);
    }

    private void subtract() {
        FloatPointer params = Floats.memory(net.params());
        FloatPointer gradients = Floats.memory(net.gradients());
        for (Range range : ranges) {
            float rate = (float) -range.rate();
            Crew.share(range.length, range.length, (from, to) -> {
                FloatPointer some = Floats.at(gradients, range.start + from);
                cblas_saxpy(to - from, rate, some, 1, Floats.at(params, range.start + from), 1);
            });
        }
    }
}
