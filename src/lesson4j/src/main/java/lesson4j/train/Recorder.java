package lesson4j.train;

import static lesson4j.plot.Given.given;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lesson4j.plot.Charts;
import lesson4j.plot.Plot;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The figures of a learner's last fit: {@code learn.recorder().plotLoss()}, {@code learn.recorder().values()}.
 *
 * <p>As in fastai: train_loss is smoothed, valid_loss and metrics are means over the whole validation part.
 */
public final class Recorder implements Callback {
    private final List<Metric> metrics;
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> lrs = new ArrayList<>();
    private final List<Epoch> epochs = new ArrayList<>();
    private SmoothLoss smooth = new SmoothLoss();
    private long epochStart;

    /** An epoch's figures; {@code batches} counts those trained on until its end, all epochs together. */
    record Epoch(int number, int batches, double trainLoss, Map<String, Double> validation, double seconds) {}

    Recorder(List<Metric> metrics) {
        var names = new HashSet<>(Set.of("epoch", "train_loss", "valid_loss", "time"));
        for (Metric metric : metrics) {
            if (!names.add(metric.name())) {
                throw new IllegalArgumentException("Expected metrics of different names but found '" + metric.name()
                        + "' twice, or one of the table's own: epoch, train_loss, valid_loss, time. Name it otherwise:"
                        + " Metric.of(\"my " + metric.name() + "\", …).");
            }
        }
        this.metrics = metrics;
    }

    @Override
    public int order() {
        return -20;
    }

    @Override
    public void beforeFit(Fit fit) {
        losses.clear();
        lrs.clear();
        epochs.clear();
        smooth = new SmoothLoss();
    }

    @Override
    public void beforeEpoch(Fit fit) {
        epochStart = System.nanoTime();
    }

    @Override
    public void afterBatch(Fit fit) {
        smooth.add(fit.loss());
        losses.add(smooth.value());
        lrs.add(fit.lr());
    }

    @Override
    public void afterEpoch(Fit fit) {
        double seconds = (System.nanoTime() - epochStart) / 1e9;
        epochs.add(new Epoch(fit.epoch(), losses.size(), smooth.value(), fit.validation(), seconds));
    }

    /** Returns the smoothed training loss after each batch. */
    public List<Double> losses() {
        return List.copyOf(losses);
    }

    /** Returns the learning rate of each batch. */
    public List<Double> lrs() {
        return List.copyOf(lrs);
    }

    List<Epoch> epochs() {
        return epochs;
    }

    List<Metric> metrics() {
        return metrics;
    }

    /** Returns a row per epoch: epoch, train_loss, valid_loss, each metric, time in seconds. */
    public Table values() {
        Table table = Table.create("values", IntColumn.create("epoch"), DoubleColumn.create("train_loss"));
        table.addColumns(DoubleColumn.create("valid_loss"));
        metrics.forEach(metric -> table.addColumns(DoubleColumn.create(metric.name())));
        table.addColumns(DoubleColumn.create("time"));
        for (Epoch epoch : epochs) {
            table.intColumn("epoch").append(epoch.number());
            table.doubleColumn("train_loss").append(epoch.trainLoss());
            epoch.validation().forEach((name, value) -> table.doubleColumn(name).append(value));
            table.doubleColumn("time").append(epoch.seconds());
        }
        return table;
    }

    /**
     * Returns one column of {@link #values}, an entry per epoch: {@code recorder.of("batch_accuracy")}.
     *
     * @throws IllegalArgumentException naming the columns there are
     */
    public double[] of(String column) {
        given(column, "the column");
        Table values = values();
        if (!values.columnNames().contains(column) || column.equals("epoch")) {
            throw new IllegalArgumentException("No column '" + column + "' was recorded. Columns: "
                    + String.join(", ", values.columnNames().subList(1, values.columnCount())) + ".");
        }
        return values.doubleColumn(column).asDoubleArray();
    }

    /** Returns a column's value after the last epoch: {@code recorder.last("batch_accuracy")}. */
    public double last(String column) {
        double[] all = recorded(column);
        return all[all.length - 1];
    }

    /** Returns a column that has a figure at least. */
    double[] recorded(String column) {
        double[] all = of(column);
        if (all.length == 0) {
            throw new IllegalStateException(
                    losses.isEmpty()
                            ? "Nothing was recorded yet. Call learn.fit(epochs, lr) first."
                            : "No epoch was finished, so that there is no " + column
                                    + ". Call learn.fit again, or plotLoss" + " for the batches' losses.");
        }
        return all;
    }

    /**
     * Returns a chart of the loss: smoothed training loss by batch, validation loss at each epoch's end.
     *
     * <p>After a stop in the first epoch there is no validation loss, and the title says so.
     */
    public Plot plotLoss() {
        if (losses.isEmpty()) {
            recorded("train_loss");
        }
        double[] train = losses.stream().mapToDouble(v -> v).toArray();
        if (epochs.isEmpty()) {
            return Charts.plot("Loss, stopped in the first epoch", "batch", "loss")
                    .addLine("train", train);
        }
        double[] ends = epochs.stream().mapToDouble(Epoch::batches).toArray();
        return Charts.plot("Loss", "batch", "loss").addLine("train", train).addLine("valid", ends, of("valid_loss"));
    }

    /** Returns a chart of the first metric by epoch, which in the lesson is accuracy, 0..1. */
    public Plot plotAccuracy() {
        if (metrics.isEmpty()) {
            throw new IllegalStateException("The learner has no metric to plot. Give it one: accuracy().");
        }
        return plot(metrics.get(0).name());
    }

    /** Returns a chart of any column of {@link #values} by epoch. */
    public Plot plot(String column) {
        return Charts.line(title(column), "epoch", column, recorded(column));
    }

    private static String title(String column) {
        String words = given(column, "the column").replace('_', ' ').strip();
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
