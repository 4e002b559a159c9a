package lesson4j.train;

import static lesson4j.plot.Given.given;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;
import lesson4j.lean.Forward;
import lesson4j.lean.Output;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** What a net gives for examples, without training it: losses, metrics, predictions. */
record Evaluation(Forward forward, Output output, ILossFunction loss, List<Metric> metrics) {

    /** Returns the mean loss and metrics, each batch weighted by its size: a short last one counts for what it is. */
    Map<String, Double> validate(DataLoader<Batch> loader) {
        Map<String, Double> sums = new LinkedHashMap<>();
        forward(loader, (batch, raw) -> {
            INDArray targets = batch.y(output.size());
            double mean = loss.computeScore(targets, raw.dup(), output.activation(), null, true);
            sums.merge("valid_loss", batch.size() * mean, Double::sum);
            for (Metric metric : metrics) {
                sums.merge(metric.name(), batch.size() * value(metric, raw, batch, targets), Double::sum);
            }
        });
        sums.replaceAll((name, sum) -> sum / loader.size());
        return sums;
    }

    private double value(Metric metric, INDArray raw, Batch batch, INDArray targets) {
        return metric.of() == Metric.Of.CLASSES
                ? metric.of(Ends.classes(output, raw), batch.classes())
                // copies: a metric that works in place must not change what the next one sees
                : metric.of(raw.dup(), targets.dup());
    }

    /** Returns predictions and targets of a loader, in the order of its next pass. */
    Preds preds(DataLoader<Batch> loader) {
        return preds(given(loader, "the loader").peek());
    }

    Preds preds(Iterable<Batch> batches) {
        List<INDArray> preds = new ArrayList<>();
        List<INDArray> targs = new ArrayList<>();
        List<INDArray> classes = new ArrayList<>();
        try (var look = new Look()) {
            forward.raw(batches, (batch, raw) -> {
                preds.add(output.activated(raw));
                targs.add(batch.y(output.size()));
                classes.add(Ends.classes(output, raw));
            });
            return new Preds(joined(preds), joined(targs), joined(classes));
        }
    }

    private static INDArray joined(List<INDArray> parts) {
        return Nd4j.concat(0, parts.toArray(INDArray[]::new));
    }

    /** Goes through a loader with the raw outputs of each batch; no shuffle is used up. */
    void forward(DataLoader<Batch> loader, BiConsumer<Batch, INDArray> use) {
        // a net that ends in a random activation draws numbers for its losses
        try (var look = new Look()) {
            forward.raw(given(loader, "the loader").peek(), use);
        }
    }

    /** Returns the loss of each example of a batch, {@code [b, 1]}. */
    INDArray losses(Batch batch, INDArray raw) {
        return loss.computeScoreArray(batch.y(output.size()), raw.dup(), output.activation(), null);
    }
}
