package lesson4j.lean;

import static org.bytedeco.openblas.global.openblas.cblas_saxpy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/** Moves a net's parameters by its gradients, as the updaters that stand in its layers say. */
final class ParameterUpdate {
    private final Net net;
    private final List<Range> ranges = new ArrayList<>();

    ParameterUpdate(Net net) {
        this.net = net;
    }

    /** Some parameters, moved by plain SGD or, as batch norm's running figures, by the whole gradient. */
    private record Range(int start, int length, IUpdater updater) {
        static Range of(UpdaterBlock block) {
            int start = block.getParamOffsetStart();
            return new Range(start, block.getParamOffsetEnd() - start, updaterOf(block));
        }

        boolean isPlain() {
            return updater.getClass() == Sgd.class || updater.getClass() == NoOp.class;
        }

        double rate(int iteration, int epoch) {
            return updater instanceof Sgd sgd ? sgd.getLearningRate(iteration, epoch) : 1;
        }
    }

    private static IUpdater updaterOf(UpdaterBlock block) {
        var first = block.getLayersAndVariablesInBlock().get(0);
        return first.getLayer().getConfig().getUpdaterByParam(first.getParamName());
    }

    static BaseMultiLayerUpdater<?> blocks(Net net) {
        BaseMultiLayerUpdater<?> updater = net.updater(true);
        if (updater == null) {
            throw new IllegalStateException("DL4J made no updater for the net. Call its init() first.");
        }
        return updater;
    }

    /** Looks at the updaters, which stay the same until the next call. */
    void begin() {
        ranges.clear();
        blocks(net).getUpdaterBlocks().forEach(block -> ranges.add(Range.of(block)));
        if (!ranges.stream().allMatch(Range::isPlain)) {
            ranges.clear();
        }
    }

    /**
     * Moves the parameters by the mean gradients that lie in {@code net.gradients()}.
     *
     * <p>Plain SGD remembers nothing, so that BLAS can do what would take DL4J's updater longer than a small net's step.
     */
    void apply() {
        if (!ranges.isEmpty()) {
            subtract();
            return;
        }
        for (UpdaterBlock block : blocks(net).getUpdaterBlocks()) {
            block.update(net.iterations(), net.epochs());
        }
        INDArray all = net.params();
        all.subi(net.gradients().reshape(all.shape()));
    }

    private void subtract() {
        FloatPointer params = Floats.memory(net.params());
        FloatPointer gradients = Floats.memory(net.gradients());
        for (Range range : ranges) {
            float rate = (float) -range.rate(net.iterations(), net.epochs());
            Crew.share(range.length, range.length, (from, to) -> {
                FloatPointer some = Floats.at(gradients, range.start + from);
                cblas_saxpy(to - from, rate, some, 1, Floats.at(params, range.start + from), 1);
            });
        }
    }
}
