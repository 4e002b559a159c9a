package lesson4j.lean;

import static lesson4j.lean.Arguments.given;
import static lesson4j.lean.Arguments.numbers;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Trains a net of a DL4J program as its own fit does, only faster: {@code LeanTrainer.of(net).fit(iterator, 10)}.
 *
 * <p>Updaters, schedules, listeners and counts are the net's own. What the lean step does not cover is trained by DL4J's
 * fit; {@link #reason} says what that is. Listeners find all as after DL4J's step but {@code net.gradient()}, which a lean
 * step does not make.
 */
public final class LeanTrainer {
    private final Model model;
    private final Supplier<Net> net;
    private final BiConsumer<DataSetIterator, Integer> dl4j;

    private LeanTrainer(Model model, Supplier<Net> net, BiConsumer<DataSetIterator, Integer> dl4j) {
        this.model = model;
        this.net = net;
        this.dl4j = dl4j;
    }

    /** Returns the trainer of a stack of layers. */
    public static LeanTrainer of(MultiLayerNetwork net) {
        return new LeanTrainer(given(net, "the net"), () -> Net.of(net), net::fit);
    }

    /** Returns the trainer of a graph. */
    public static LeanTrainer of(ComputationGraph graph) {
        return new LeanTrainer(given(graph, "the graph"), () -> Net.of(graph), graph::fit);
    }

    /** Returns why DL4J's own fit trains this net, half a sentence, or nothing where the lean step does. */
    public Optional<String> reason() {
        try {
            LeanFit.of(net);
            return Optional.empty();
        } catch (Unknown reason) {
            return Optional.of(reason.reason());
        }
    }

    /**
     * Trains as {@code net.fit(iterator, epochs)} does.
     *
     * @param epochs how often to go through all batches, 1 or more
     */
    public void fit(DataSetIterator iterator, int epochs) {
        given(iterator, "the iterator");
        if (epochs < 1 || epochs > 1 && !iterator.resetSupported()) {
            throw new IllegalArgumentException(
                    "Expected 1 epoch, or more with an iterator that can be reset, but found " + epochs
                            + ". Fit 1, or take an iterator whose resetSupported() is true.");
        }
        LeanFit fit;
        try {
            fit = LeanFit.of(net);
        } catch (Unknown reason) {
            Workspaces.tidied(() -> dl4j.accept(iterator, epochs));
            return;
        }
        synchronized (model) {
            try (var one = new OneThread()) {
                for (int epoch = 0; epoch < epochs; epoch++) {
                    fit.epoch(iterator);
                }
            }
        }
    }

    /**
     * Trains on arrays, some rows at a time, in their order.
     *
     * @param features {@code [n, features]}, or of another shape that the net takes
     * @param labels {@code [n, outputs]}
     * @param batchSize how many rows to take a step on, 1 or more; the last step of an epoch may have fewer
     * @param epochs how often to go through all rows, 1 or more
     */
    public void fit(INDArray features, INDArray labels, int batchSize, int epochs) {
        long n = numbers(features, "the features").size(0);
        if (batchSize < 1 || numbers(labels, "the labels").size(0) != n) {
            throw new IllegalArgumentException("Expected as many labels as features and batches of 1 or more but found "
                    + Arrays.toString(labels.shape()) + ", " + Arrays.toString(features.shape()) + " and " + batchSize
                    + ". Give each example its label, and a batch size such as 64.");
        }
        Iterable<DataSet> batches = () -> LongStream.range(0, (n + batchSize - 1) / batchSize)
                .mapToObj(i -> {
                    var rows = NDArrayIndex.interval(i * batchSize, Math.min(n, (i + 1) * batchSize));
                    return new DataSet(features.get(rows), labels.get(rows));
                })
                .iterator();
        fit(new ExistingDataSetIterator(batches), epochs);
    }
}
