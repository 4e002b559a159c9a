package lesson4j.lean;

import static org.bytedeco.openblas.global.openblas.cblas_saxpy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/** Moves a net's parameters by its gradients, as the updaters that stand in its layers say. */
final class ParameterUpdate {
    /** Fewer parameters are moved before another core has come. */
    private static final int WORTH_SHARING = 30_000;

    private final Net net;
    private final List<Range> ranges = new ArrayList<>();
    private final List<UpdatePiece> pieces = new ArrayList<>();
    private final Map<Trainable, Gradient> clipped = new LinkedHashMap<>();
    private boolean penalises;

    ParameterUpdate(Net net) {
        this.net = net;
    }

    /** Some parameters, moved by plain SGD or, as batch norm's running figures, by the whole gradient. */
    private record Range(int start, int length, IUpdater updater) {
        static Range of(UpdaterBlock block) {
            int start = block.getParamOffsetStart();
            return new Range(start, block.getParamOffsetEnd() - start, updaterOf(block));
        }

        boolean has(long place) {
            return place >= start && place < start + length;
        }

        boolean isPlain() {
            return updater.getClass() == Sgd.class || updater.getClass() == NoOp.class;
        }

        /** Returns what gradients are multiplied with and added to their parameters, in the next step. */
        float factor(Net net) {
            return updater instanceof Sgd sgd ? (float) -sgd.getLearningRate(net.iterations(), net.epochs()) : -1;
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
        List<UpdaterBlock> blocks = blocks(net).getUpdaterBlocks();
        List<ParamState> params = blocks.stream()
                .flatMap(block -> block.getLayersAndVariablesInBlock().stream())
                .toList();
        penalises =
                params.stream().anyMatch(param -> !UpdatePiece.penalties(param).isEmpty());
        ranges.clear();
        pieces.clear();
        blocks.forEach(block -> ranges.add(Range.of(block)));
        if (penalises || !ranges.stream().allMatch(Range::isPlain)) {
            ranges.clear();
            pieces.addAll(net.params().dataType() == DataType.FLOAT ? UpdatePiece.of(blocks) : List.of());
        }
        clipped.clear();
        for (ParamState param : params) {
            var kind = param.getLayer().getConfig().getGradientNormalization();
            if (kind != null && kind != GradientNormalization.None) {
                clipped.computeIfAbsent(param.getLayer(), layer -> new DefaultGradient())
                        .setGradientFor(param.getParamName(), param.getGradView());
            }
        }
    }

    /**
     * Moves the parameters one step against the gradient of the batch's mean loss.
     *
     * @return that loss before the step, with what l1, l2 and weight decay add
     */
    double step(Pass pass, MiniBatch batch, LossEnd loss) {
        if (!ranges.isEmpty() && clipped.isEmpty()) {
            Optional<Double> mean = pass.step(batch, loss, this::factor);
            if (mean.isPresent()) {
                return mean.get();
            }
        }
        double mean = pass.gradient(batch, loss);
        double penalty = penalises ? net.penalty() : 0;
        apply();
        return mean + penalty;
    }

    private float factor(long place) {
        return ranges.stream()
                .filter(range -> range.has(place))
                .findFirst()
                .orElseThrow()
                .factor(net);
    }

    /**
     * Moves the parameters by the mean gradients that lie in {@code net.gradients()}.
     *
     * <p>Plain SGD remembers nothing, so that BLAS can do what would take DL4J's updater longer than a small net's step.
     */
    private void apply() {
        int iteration = net.iterations();
        clipped.forEach((layer, gradient) -> blocks(net).preApply(layer, gradient, iteration));
        if (!ranges.isEmpty()) {
            subtract();
        } else if (!pieces.isEmpty()) {
            int epoch = net.epochs();
            FloatPointer params = Floats.memory(net.params());
            FloatPointer gradients = Floats.memory(net.gradients());
            Crew.run(
                    pieces.size(),
                    net.params().length() > WORTH_SHARING,
                    i -> pieces.get(i).apply(params, gradients, iteration, epoch));
        } else {
            blocks(net).getUpdaterBlocks().forEach(block -> block.update(iteration, net.epochs()));
            INDArray all = net.params();
            all.subi(net.gradients().reshape(all.shape()));
        }
    }

    private void subtract() {
        FloatPointer params = Floats.memory(net.params());
        FloatPointer gradients = Floats.memory(net.gradients());
        for (Range range : ranges) {
            float factor = range.factor(net);
            Crew.share(range.length, range.length, (from, to) -> {
                FloatPointer some = Floats.at(gradients, range.start + from);
                cblas_saxpy(to - from, factor, some, 1, Floats.at(params, range.start + from), 1);
            });
        }
    }
}
