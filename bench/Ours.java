import static lesson4j.course.Datasets.DIGIT_RECOGNIZER;
import static lesson4j.course.Datasets.MNIST;
import static lesson4j.course.Datasets.MNIST_SAMPLE;
import static lesson4j.train.Metrics.accuracy;
import static lesson4j.train.Metrics.batchAccuracy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lesson4j.course.Datasets;
import lesson4j.course.Digits;
import lesson4j.data.DataLoaders;
import lesson4j.data.ImageFolder;
import lesson4j.data.LabelledImages;
import lesson4j.data.Seed;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.CustomLoss;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Nets;
import lesson4j.train.Learner;
import lesson4j.train.Metric;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Our side of {@code ./lesson bench}: reads a workload's name, runs it once, answers its milliseconds and some results.
 *
 * <p>Before a workload's first run it writes what the peer needs to do the same work: data, start and order of rows.
 */
final class Ours {
    /** What is timed, and numbers that tell whether the peer computed the same. */
    record Run(Runnable timed, Supplier<double[]> results) {}

    /** Before a workload's name: asks for what its matrix products alone would take. */
    private static final String LIMIT = "limit ";

    private final Path folder;
    private final Map<String, Supplier<Run>> ready = new HashMap<>();
    private final Path sample = Datasets.get(MNIST_SAMPLE);
    private final Path digits = Datasets.get(MNIST);
    private LabelledImages sampleTrain;
    private LabelledImages digitsTrain;

    private Ours(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        text(folder.resolve("sample.path"), sample.resolve("train"));
        text(folder.resolve("digits.path"), digits.resolve("training"));
    }

    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        var ours = new Ours(Path.of(args[0]));
        var names = new BufferedReader(new InputStreamReader(System.in));
        for (String name = names.readLine(); name != null; name = names.readLine()) {
            if (name.startsWith(LIMIT)) {
                var training = (Training) ours.ready.computeIfAbsent(name.substring(LIMIT.length()), ours::make);
                answers.printf("{\"ms\": %s, \"results\": []}%n", training.limit());
                continue;
            }
            Run run = ours.ready.computeIfAbsent(name, ours::make).get();
            long start = System.nanoTime();
            run.timed.run();
            double ms = (System.nanoTime() - start) / 1e6;
            answers.printf("{\"ms\": %s, \"results\": %s}%n", ms, Arrays.toString(run.results.get()));
        }
    }

    private Supplier<Run> make(String name) {
        Seed.set(1); // another JDK starts from the same
        return switch (name) {
            case "784-30-1-256" -> stack(name, threesAndSevens(256), Nets.simpleNet(784, 30, 1), new MnistLoss());
            case "784-50-10-256" -> tenDigits(name, 60_000, 256, 50);
            case "784-50-10-64" -> tenDigits(name, 60_000, 64, 50);
            case "784-30-10-5" -> tenDigits(name, 10_000, 5, 30);
            case "784-100-10-64" -> tenDigits(name, 48_000, 64, 100);
            case "fit-784-30-1" ->
                stack(name, all(sample, 256), Nets.simpleNet(784, 30, 1), new MnistLoss(), batchAccuracy());
            case "fit-784-100-10" ->
                stack(name, all(digits, 64), Nets.simpleNet(784, 100, 10), new CrossEntropy(), accuracy());
            case "custom-loss" -> stack(name, threesAndSevens(256), Nets.simpleNet(784, 30, 1), distance());
            case "dense-500" -> beside(name, 256, Nets.simpleNet(784, 500, 10));
            case "dense-2000" -> beside(name, 256, Nets.simpleNet(784, 2000, 10));
            case "dense-2000-2000" -> beside(name, 256, Beside.wide());
            case "dense-leaky" -> beside(name, 256, Beside.leaky());
            case "dense-dropout" -> beside(name, 256, Beside.dropout());
            case "dense-norm" -> beside(name, 256, Beside.norm());
            case "average-pooling" -> beside(name, 64, Beside.averages());
            case "cnn-64" -> stack(name, part(digitsTrain(), 256, 64), Beside.channels(), new CrossEntropy());
            case "adam-500" -> adam(name, 12_800, Nets.simpleNet(784, 500, 10));
            case "adam-2000-2000" -> adam(name, 2_560, Beside.wide());
            case "cnn" -> stack(name, part(digitsTrain(), 3_200, 64), Nets.simpleCnn(10), new CrossEntropy());
            case "resnet" -> {
                var net = Nets.resnet18(2);
                var dls = part(sampleTrain(), 256, 64);
                yield new Training(folder.resolve(name), dls, net, d -> new Learner(d, net, new CrossEntropy()));
            }
            case "predict" -> forward(name, false);
            case "evaluate" -> forward(name, true);
            case "png-sample" -> pictures(sample.resolve("train"));
            case "png-digits" -> pictures(digits.resolve("training"));
            case "csv" -> table();
            default -> throw new IllegalArgumentException("There is no workload " + name + ".");
        };
    }

    private Supplier<Run> stack(
            String name, DataLoaders dls, MultiLayerNetwork net, ILossFunction loss, Metric... metrics) {
        return new Training(folder.resolve(name), dls, net, d -> new Learner(d, net, loss, metrics));
    }

    private Supplier<Run> beside(String name, int bs, MultiLayerNetwork net) {
        return stack(name, part(digitsTrain(), net.numParams() > 5e6 ? 2_560 : 12_800, bs), net, new CrossEntropy());
    }

    private Supplier<Run> adam(String name, int images, MultiLayerNetwork net) {
        var dls = part(digitsTrain(), images, 256);
        return new Training(
                folder.resolve(name), dls, net, d -> new Learner(d, net, new CrossEntropy()).opt(new Adam()));
    }

    private Supplier<Run> tenDigits(String name, int images, int bs, int hidden) {
        var net = Nets.simpleNet(784, hidden, 10);
        return stack(name, part(digitsTrain(), images, bs), net, new CrossEntropy());
    }

    /** The lesson's first loss, |p − y| for targets 0 and 1, as a formula that SameDiff derives. */
    private static CustomLoss distance() {
        return CustomLoss.of("Distance", (sd, preds, targs) -> {
            var p = sd.nn.sigmoid(preds);
            return targs.mul(p.rsub(1)).add(targs.rsub(1).mul(p)).mean();
        });
    }

    private DataLoaders threesAndSevens(int bs) {
        return part(sampleTrain(), sampleTrain().size(), bs);
    }

    /** A plain loop validates nothing: a validation part of one picture keeps the Learner's as short as can be. */
    private static DataLoaders part(LabelledImages images, int count, int bs) {
        // the data are sorted by class: every so-manieth row makes a part with all of them
        int[] rows = IntStream.range(0, count)
                .map(i -> (int) ((long) i * images.size() / count))
                .toArray();
        var some = count == images.size() ? images : images.subset(rows);
        return DataLoaders.of(some, images.subset(new int[] {0})).bs(bs).seed(1);
    }

    private DataLoaders all(Path data, int bs) {
        return DataLoaders.fromFolder(data).bs(bs).seed(1);
    }

    private LabelledImages sampleTrain() {
        sampleTrain = sampleTrain == null ? ImageFolder.labelled(sample.resolve("train")) : sampleTrain;
        return sampleTrain;
    }

    private LabelledImages digitsTrain() {
        digitsTrain = digitsTrain == null ? ImageFolder.labelled(digits.resolve("training")) : digitsTrain;
        return digitsTrain;
    }

    private Supplier<Run> forward(String name, boolean score) {
        var images = ImageFolder.labelled(digits.resolve("testing"));
        var dls = DataLoaders.of(images, images).bs(256).shuffle(false);
        var net = Nets.simpleNet(784, 100, 10);
        var learn = new Learner(dls, net, new CrossEntropy(), accuracy());
        TorchFiles.write(folder.resolve(name), net, dls);
        double[] results = new double[2];
        Runnable timed = score
                ? () -> {
                    var figures = learn.validate();
                    results[0] = figures.get("valid_loss");
                    results[1] = figures.get("accuracy");
                }
                : () -> {
                    INDArray preds = learn.getPreds().preds();
                    results[0] = preds.getDouble(0, 0);
                    results[1] = preds.getDouble(images.size() - 1, 9);
                };
        return () -> new Run(timed, () -> results);
    }

    private static Supplier<Run> pictures(Path path) {
        var read = new LabelledImages[1];
        return () -> new Run(() -> read[0] = ImageFolder.labelled(path), () -> new double[] {
            read[0].size(), DoubleStream.of(read[0].x().data().asDouble()).sum()
        });
    }

    private Supplier<Run> table() {
        Path csv = Datasets.get(DIGIT_RECOGNIZER).resolve("train.csv");
        text(folder.resolve("csv.path"), csv);
        double[] results = new double[3];
        return () -> new Run(
                () -> {
                    var table = Digits.readCsv(csv);
                    results[0] = table.rowCount();
                    results[1] = table.shortColumn("label").sum();
                    results[2] = table.shortColumn("pixel406").sum();
                },
                () -> results);
    }

    private static void text(Path file, Path content) {
        try {
            Files.writeString(file, content.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
