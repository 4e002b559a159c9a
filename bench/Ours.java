import static lesson4j.train.Metrics.accuracy;
import static lesson4j.train.Metrics.batchAccuracy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import lesson4j.data.DataLoaders;
import lesson4j.data.LabelledImages;
import lesson4j.data.Seed;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.CustomLoss;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Nets;
import lesson4j.train.Learner;
import lesson4j.train.Metric;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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

    /** Before a workload's name: asks for what its quickest part of as many examples as without repeats took. */
    private static final String PART = "part ";

    private final Path folder;
    private final Map<String, Supplier<Run>> ready = new HashMap<>();
    private final Parts data = new Parts();

    private Ours(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Reading.text(folder.resolve("sample.path"), data.sample.resolve("train"));
        Reading.text(folder.resolve("digits.path"), data.digits.resolve("training"));
    }

    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        var ours = new Ours(Path.of(args[0]));
        var names = new BufferedReader(new InputStreamReader(System.in));
        for (String name = names.readLine(); name != null; name = names.readLine()) {
            if (name.startsWith(LIMIT)) {
                answer(answers, ours.training(name.substring(LIMIT.length())).limit());
            } else if (name.startsWith(PART)) {
                answer(answers, ours.training(name.substring(PART.length())).part());
            } else {
                Run run = ours.workload(name).get();
                long start = System.nanoTime();
                run.timed.run();
                answer(answers, (System.nanoTime() - start) / 1e6, run.results.get());
            }
        }
    }

    private static void answer(PrintStream answers, double ms, double... results) {
        answers.printf("{\"ms\": %s, \"results\": %s}%n", ms, Arrays.toString(results));
    }

    private Supplier<Run> workload(String name) {
        return ready.computeIfAbsent(name, this::make);
    }

    private Training training(String name) {
        return (Training) workload(name);
    }

    private Supplier<Run> make(String name) {
        Seed.set(1); // another JDK starts from the same
        return switch (name) {
            case "784-30-1-256" -> stack(name, data.threesAndSevens(256), Nets.simpleNet(784, 30, 1), new MnistLoss());
            case "784-50-10-256" -> tenDigits(name, 60_000, 256, 50);
            case "repeated" -> repeated(name, Nets.simpleNet(784, 50, 10), 10);
            case "784-50-10-64" -> tenDigits(name, 60_000, 64, 50);
            case "784-30-10-5" -> tenDigits(name, 10_000, 5, 30);
            case "784-100-10-64" -> tenDigits(name, 48_000, 64, 100);
            case "fit-784-30-1" ->
                stack(name, Parts.all(data.sample, 256), Nets.simpleNet(784, 30, 1), new MnistLoss(), batchAccuracy());
            case "fit-784-100-10" ->
                stack(name, Parts.all(data.digits, 64), Nets.simpleNet(784, 100, 10), new CrossEntropy(), accuracy());
            case "fit-two-epochs" -> twoEpochs(name, Nets.simpleNet(784, 50, 10));
            case "custom-loss-10" -> stack(name, data.digits(12_800, 64), Nets.simpleNet(784, 50, 10), logLikelihood());
            case "custom-loss" -> stack(name, data.threesAndSevens(256), Nets.simpleNet(784, 30, 1), distance());
            case "dense-500" -> beside(name, 256, Nets.simpleNet(784, 500, 10));
            case "dense-2000" -> beside(name, 256, Nets.simpleNet(784, 2000, 10));
            case "dense-2000-2000" -> beside(name, 256, Beside.wide());
            case "dense-leaky" -> beside(name, 256, Beside.leaky());
            case "dense-dropout" -> beside(name, 256, Beside.dropout());
            case "dense-norm" -> beside(name, 256, Beside.norm());
            case "average-pooling" -> beside(name, 64, Beside.averages());
            case "cnn-64" -> stack(name, data.digits(256, 64), Beside.channels(), new CrossEntropy());
            case "adam-500" -> adam(name, 12_800, Nets.simpleNet(784, 500, 10));
            case "adam-2000-2000" -> adam(name, 2_560, Beside.wide());
            case "cnn" -> stack(name, data.digits(3_200, 64), Nets.simpleCnn(10), new CrossEntropy());
            case "cnn-1024" -> stack(name, data.digits(10_240, 1_024), Nets.simpleCnn(10), new CrossEntropy());
            case "resnet" -> {
                var net = Nets.resnet18(2);
                var dls = Parts.of(data.sampleTrain(), 256, 64);
                yield new Training(folder.resolve(name), dls, net, d -> new Learner(d, net, new CrossEntropy()));
            }
            case "predict" ->
                looking(name, 10_000, Nets.simpleNet(784, 100, 10)).predict();
            case "evaluate" ->
                looking(name, 10_000, Nets.simpleNet(784, 100, 10)).evaluate();
            case "cnn-64-predict" -> looking(name, 2_048, Beside.channels()).predict();
            case "png-sample" -> Reading.pictures(data.sample.resolve("train"));
            case "png-digits" -> Reading.pictures(data.digits.resolve("training"));
            case "photographs" -> Reading.photographs(folder);
            case "csv" -> Reading.table(folder);
            default -> throw new IllegalArgumentException("There is no workload " + name + ".");
        };
    }

    private Supplier<Run> stack(
            String name, DataLoaders dls, MultiLayerNetwork net, ILossFunction loss, Metric... metrics) {
        return new Training(folder.resolve(name), dls, net, d -> new Learner(d, net, loss, metrics));
    }

    private Supplier<Run> beside(String name, int bs, MultiLayerNetwork net) {
        return stack(name, data.digits(net.numParams() > 5e6 ? 2_560 : 12_800, bs), net, new CrossEntropy());
    }

    private Supplier<Run> adam(String name, int images, MultiLayerNetwork net) {
        var dls = data.digits(images, 256);
        return new Training(
                folder.resolve(name), dls, net, d -> new Learner(d, net, new CrossEntropy()).opt(new Adam()));
    }

    private Supplier<Run> tenDigits(String name, int images, int bs, int hidden) {
        var net = Nets.simpleNet(784, hidden, 10);
        return stack(name, data.digits(images, bs), net, new CrossEntropy());
    }

    private Supplier<Run> repeated(String name, MultiLayerNetwork net, int times) {
        LabelledImages images = data.repeated(times);
        return new Training(
                folder.resolve(name),
                Parts.of(images, images.size(), 256),
                net,
                d -> new Learner(d, net, new CrossEntropy()),
                1,
                times);
    }

    private Supplier<Run> twoEpochs(String name, MultiLayerNetwork net) {
        return new Training(
                folder.resolve(name),
                Parts.all(data.digits, 64),
                net,
                d -> new Learner(d, net, new CrossEntropy(), accuracy()),
                2,
                1);
    }

    private Looking looking(String name, int images, MultiLayerNetwork net) {
        return new Looking(folder.resolve(name), data.testing(images), net);
    }

    /** Cross-entropy as a formula that SameDiff derives. */
    private static CustomLoss logLikelihood() {
        return CustomLoss.of(
                "Log likelihood",
                (sd, preds, targs) -> sd.nn.logSoftmax(preds).mul(targs).sum(1).neg());
    }

    /** The lesson's first loss, |p − y| for targets 0 and 1, as a formula that SameDiff derives. */
    private static CustomLoss distance() {
        return CustomLoss.of("Distance", (sd, preds, targs) -> {
            var p = sd.nn.sigmoid(preds);
            return targs.mul(p.rsub(1)).add(targs.rsub(1).mul(p)).mean();
        });
    }
}
