package lesson4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lesson4j.plot.Charts;
import lesson4j.plot.Plot;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
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

    /** An epoch's figures, in the order of the table's columns. */
    record Epoch(int number, double trainLoss, Map<String, Double> validation, double seconds) {}

    Recorder(List<Metric> metrics) {
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
        epochs.add(new Epoch(fit.epoch(), smooth.value(), fit.validation(), seconds));
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
        Table values = values();
        if (!values.columnNames().contains(column) || column.equals("epoch")) {
            throw new IllegalArgumentException("No column '" + column + "' was recorded. Columns: "
                    + String.join(", ", values.columnNames().subList(1, values.columnCount())) + ".");
        }
        return values.doubleColumn(column).asDoubleArray();
    }

    /** Returns a column's value after the last epoch: {@code recorder.last("batch_accuracy")}. */
    public double last(String column) {
        double[] all = of(column);
        if (all.length == 0) {
            throw new IllegalStateException("Nothing was recorded yet. Call learn.fit(epochs, lr) first.");
        }
        return all[all.length - 1];
    }

    /** Returns a chart of the loss: smoothed training loss by batch, validation loss at each epoch's end. */
    public Plot plotLoss() {
        double[] batches = IntStream.range(0, losses.size()).asDoubleStream().toArray();
        double each = epochs.isEmpty() ? 0 : losses.size() / (double) epochs.size();
        double[] ends = IntStream.rangeClosed(1, epochs.size())
                .mapToDouble(e -> e * each)
                .toArray();
        return Charts.plot("Loss", "batch", "loss")
                .addLine("train", batches, losses.stream().mapToDouble(v -> v).toArray())
                .addLine("valid", ends, of("valid_loss"));
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
        return Charts.line(title(column), "epoch", column, of(column));
    }

    /**
     * Returns one chart of several runs: {@code Recorder.compare("accuracy", Map.of("ours", a, "theirs", b))}.
     *
     * @param column a column of {@link #values}
     * @param runs recorders by the name their line gets; a LinkedHashMap keeps its order
     */
    public static Plot compare(String column, Map<String, Recorder> runs) {
        Plot chart = Charts.plot(title(column), "epoch", column);
        runs.forEach((name, run) -> chart.addLine(name, run.of(column)));
        return chart;
    }

    /**
     * Returns a row per run: its last and best figure of the first metric, and the seconds an epoch took.
     *
     * @param runs recorders by name, as for {@link #compare}; without a metric the validation loss is compared
     */
    public static Table table(Map<String, Recorder> runs) {
        Recorder any = runs.values().iterator().next();
        String metric =
                any.metrics.isEmpty() ? "valid_loss" : any.metrics.get(0).name();
        Table table = Table.create(
                "runs",
                StringColumn.create("run"),
                DoubleColumn.create("last " + metric),
                DoubleColumn.create("best " + metric),
                DoubleColumn.create("seconds per epoch"));
        runs.forEach((name, run) -> {
            DoubleStream all = DoubleStream.of(run.of(metric));
            table.stringColumn(0).append(name);
            table.doubleColumn(1).append(run.last(metric));
            table.doubleColumn(2).append((metric.equals("valid_loss") ? all.min() : all.max()).getAsDouble());
            table.doubleColumn(3)
                    .append(DoubleStream.of(run.of("time")).average().getAsDouble());
        });
        return table;
    }

    private static String title(String column) {
        String words = column.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
