package lesson4j.train;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.wrong;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import lesson4j.plot.Charts;
import lesson4j.plot.Plot;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Compares trained learners under one title, in a chart and in a table.
 *
 * <p>{@code var runs = Runs.of("Two orders").add("in order", learn).add("shuffled", mixed);} then
 * {@code runs.plot("accuracy")} and {@code runs.table()}.
 */
public final class Runs {
    private final String title;
    private final Map<String, Recorder> runs = new LinkedHashMap<>();

    private Runs(String title) {
        this.title = title;
    }

    /** Starts a comparison that holds no run yet: {@code Runs.of("Three starts")}. */
    public static Runs of(String title) {
        return new Runs(given(title, "the title"));
    }

    /**
     * Adds a learner after its fit: {@code runs.add("seed 1", learn)}.
     *
     * @param name what its line and row are called, different for each
     */
    public Runs add(String name, Learner learn) {
        if (runs.putIfAbsent(
                        given(name, "the run's name"),
                        given(learn, "the run " + name).recorder())
                != null) {
            throw wrong("Expected a new name but '%s' is already compared. Give each run its own name.", name);
        }
        return this;
    }

    /** Returns a line per run of a column of {@link Recorder#values}, by epoch: {@code runs.plot("accuracy")}. */
    public Plot plot(String column) {
        Plot chart = Charts.plot(title, "epoch", given(column, "the column").replace('_', ' '));
        all().forEach((name, run) -> chart.addLine(name, run.recorded(column)));
        return chart;
    }

    /** Returns each run's value of a column after its last epoch, in the order they were added. */
    public double[] last(String column) {
        return all().values().stream().mapToDouble(run -> run.last(column)).toArray();
    }

    /** Returns a row per run: last and best value of the first metric, or the validation loss, and the time it took. */
    public Table table() {
        Recorder any = all().values().iterator().next();
        String metric =
                any.metrics().isEmpty() ? "valid_loss" : any.metrics().get(0).name();
        Table table = Table.create(
                title,
                StringColumn.create("run"),
                DoubleColumn.create("last " + metric),
                DoubleColumn.create("best " + metric),
                DoubleColumn.create("seconds per epoch"));
        runs.forEach((name, run) -> {
            DoubleStream all = DoubleStream.of(run.recorded(metric));
            table.stringColumn(0).append(name);
            table.doubleColumn(1).append(run.last(metric));
            table.doubleColumn(2).append((metric.equals("valid_loss") ? all.min() : all.max()).getAsDouble());
            table.doubleColumn(3)
                    .append(DoubleStream.of(run.of("time")).average().getAsDouble());
        });
        return table;
    }

    private Map<String, Recorder> all() {
        if (runs.isEmpty()) {
            throw new IllegalStateException(
                    "Expected one run or more to compare but found none. Call add(\"ours\", learn) first.");
        }
        return runs;
    }
}
