package lesson4j.train;

import static java.util.stream.Collectors.toList;
import static lesson4j.plot.Given.given;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;
import lesson4j.data.Examples;
import lesson4j.plot.Charts;
import lesson4j.plot.Images;
import lesson4j.plot.Picture;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Where a net goes wrong: {@code Interpretation.of(learn).plotConfusionMatrix()}.
 *
 * <p>Rows of a confusion matrix are what an example is, columns what was predicted, as in fastai. Explained in
 * notebook 05.
 */
public final class Interpretation {
    private record Row(int index, int target, int predicted, double probability, double loss) {}

    private final Examples source;
    private final List<String> classes;
    private final List<Row> rows;

    private Interpretation(Examples source, List<Row> rows, int outputs) {
        this.source = source;
        this.rows = rows;
        this.classes = IntStream.range(0, Math.max(2, outputs))
                .mapToObj(source::className)
                .toList();
    }

    /** Predicts the validation part. */
    public static Interpretation of(Learner learn) {
        return of(learn, given(learn, "the learner").dls().valid());
    }

    /**
     * Predicts any set: {@code Interpretation.of(learn, DataLoader.of(test))}.
     *
     * @throws IllegalArgumentException when its targets mean no classes
     */
    public static Interpretation of(Learner learn, DataLoader<Batch> loader) {
        given(learn, "the learner").training().check(loader);
        List<Row> rows = new ArrayList<>();
        int[] outputs = new int[1];
        Evaluation evaluation = learn.evaluation();
        evaluation.forward(loader, (batch, raw) -> {
            INDArray preds = evaluation.output().activated(raw);
            INDArray classes = Ends.classes(evaluation.output(), raw);
            INDArray losses = evaluation.losses(batch, raw);
            outputs[0] = (int) preds.size(1);
            for (int i = 0; i < batch.size(); i++) {
                int row = batch.rows()[i];
                int predicted = classes.getInt(i);
                double p = preds.getDouble(i, outputs[0] == 1 ? 0 : predicted);
                double sure = outputs[0] == 1 && predicted == 0 ? 1 - p : p;
                rows.add(new Row(row, batch.source().label(row), predicted, sure, losses.getDouble(i)));
            }
        });
        return new Interpretation(loader.source(), rows, outputs[0]);
    }

    /** Returns how often each class was taken for each: {@code counts[actual][predicted]}. */
    public int[][] confusionMatrix() {
        int[][] counts = new int[classes.size()][classes.size()];
        rows.forEach(row -> counts[row.target][row.predicted]++);
        return counts;
    }

    /** Returns a picture of the counts, rows actual and columns predicted. */
    public Picture plotConfusionMatrix() {
        return plotConfusionMatrix(false);
    }

    /** Returns the same with each row's shares in place of counts when {@code normalize} is true. */
    public Picture plotConfusionMatrix(boolean normalize) {
        return Charts.confusionMatrix(confusionMatrix(), classes, normalize);
    }

    /**
     * Returns the pairs of classes that were confused most, most often first: actual, predicted, count.
     *
     * @param min how often a pair must have been confused to be listed, 1 for all
     */
    public Table mostConfused(int min) {
        int[][] counts = confusionMatrix();
        int n = classes.size();
        List<Integer> pairs = IntStream.range(0, n * n)
                .filter(i -> i / n != i % n && counts[i / n][i % n] >= Math.max(1, min))
                .boxed()
                .collect(toList());
        pairs.sort(Comparator.comparingInt(i -> -counts[i / n][i % n]));
        return Table.create(
                "most confused",
                StringColumn.create("actual", pairs.stream().map(i -> classes.get(i / n))),
                StringColumn.create("predicted", pairs.stream().map(i -> classes.get(i % n))),
                IntColumn.create("count", pairs.stream().mapToInt(i -> counts[i / n][i % n])));
    }

    /** Returns the {@code k} examples of the largest loss: index in the set, target, prediction, probability, loss. */
    public Table topLosses(int k) {
        List<Row> top = top(k);
        return Table.create(
                "top losses",
                IntColumn.create("index", top.stream().mapToInt(Row::index)),
                StringColumn.create("target", top.stream().map(row -> classes.get(row.target))),
                StringColumn.create("prediction", top.stream().map(row -> classes.get(row.predicted))),
                DoubleColumn.create("probability", top.stream().mapToDouble(Row::probability)),
                DoubleColumn.create("loss", top.stream().mapToDouble(Row::loss)));
    }

    /** Returns pictures of the {@code k} examples of the largest loss, {@code target → prediction} and loss below. */
    public Picture plotTopLosses(int k) {
        List<Row> top = top(k);
        return Images.showResults(
                source.pictures(top.stream().mapToInt(Row::index).toArray()),
                top.stream().map(row -> classes.get(row.target)).toList(),
                top.stream().map(row -> classes.get(row.predicted)).toList(),
                top.stream()
                        .map(row -> String.format(Locale.ROOT, "%.2f", row.loss))
                        .toList());
    }

    private List<Row> top(int k) {
        if (k < 0) {
            throw new IllegalArgumentException(
                    "Expected 0 examples or more but found " + k + ". The lesson looks at topLosses(9).");
        }
        return rows.stream()
                .sorted(Comparator.comparingDouble(row -> -row.loss))
                .limit(k)
                .toList();
    }

    @Override
    public String toString() {
        long right = rows.stream().filter(row -> row.target == row.predicted).count();
        return right + " of " + rows.size() + " right";
    }
}
