package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import lesson4j.Reference;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.lean.OneThread;
import lesson4j.loss.Targets;
import lesson4j.testing.DrawnGraph;
import lesson4j.testing.DrawnNet;
import lesson4j.testing.DrawnStack;
import lesson4j.testing.Effort;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Whatever can be set in a net of DL4J: a Learner, with the step it chooses, does what {@code net.fit} does.
 *
 * <p>A short run draws forty nets, {@code LESSON_LONG=1} a thousand, and prints how many steps of each kind there were;
 * {@code -Ddrawn.first=1689 -Ddrawn.nets=1} draws one again.
 */
class AnyNetTest {
    private static final int NETS = Integer.getInteger("drawn.nets", Effort.of(40, 1000));
    private static final long FIRST = Long.parseLong(System.getProperty("drawn.first", "1"));

    private final TreeMap<String, Integer> counts = new TreeMap<>();

    @Test
    void aLearnerTrainsAnyNetAsDl4jDoes() {
        List<String> wrong = new ArrayList<>();
        try (var one = new OneThread()) {
            compareAll(wrong);
        }

        System.err.println("drawn nets: " + counts);
        assertThat(wrong).isEmpty();
        assertThat(counts.getOrDefault("dense", 0)).isGreaterThan(NETS / 50);
        assertThat(counts.getOrDefault("convolutions", 0)).isGreaterThan(NETS / 50);
        assertThat(counts.getOrDefault("DL4J's", 0)).isGreaterThan(NETS / 50);
        // more would be a fault of ours that a sensitive net hides
        assertThat(counts.getOrDefault("chaotic", 0)).isLessThan(Math.max(2, NETS / 20));
    }

    private void compareAll(List<String> wrong) {
        for (long seed = FIRST; seed < FIRST + NETS; seed++) {
            String found = compare(seed);
            if (!found.isEmpty()) {
                wrong.add("net " + seed + ": " + found);
            }
        }
    }

    /** What was drawn: the net to train, how many numbers it takes and gives. */
    private record Drawing(Model net, int inputs, int outputs, String story) {
        static Drawing of(long seed, long start, IUpdater updater, boolean own) {
            if (new Random(seed).nextInt(10) < 3) {
                var drawn = new DrawnGraph(seed, updater, own);
                return new Drawing(drawn.net(start), drawn.inputs, drawn.outputs, drawn.story.toString());
            }
            var drawn = new DrawnStack(seed, updater, own);
            return new Drawing(drawn.net(start), drawn.inputs, drawn.outputs, drawn.story.toString());
        }
    }

    /** Returns what is wrong, or nothing. A value near a kink may fall on either side of it, so the best of three counts. */
    private String compare(long seed) {
        String found = "";
        for (long start = 1; start <= 3; start++) {
            try {
                found = compare(seed, start);
            } catch (RuntimeException e) {
                return "failed beside the steps: " + e;
            }
            if (found.isEmpty()) {
                return "";
            }
        }
        return found;
    }

    /** Lowers the rate until the net settles: a run that blows up doubles every rounding on its way. */
    private String compare(long seed, long start) {
        for (double lr = 0.05; lr > 1e-4; lr /= 10) {
            Drawing theirs;
            try {
                theirs = Drawing.of(seed, start, DrawnNet.updater(new Random(seed), lr), false);
            } catch (RuntimeException impossible) {
                return counted("no net at all");
            }
            Drawing ours = Drawing.of(seed, start, new Sgd(0.7), true);
            params(ours.net).assign(params(theirs.net));
            INDArray begin = params(theirs.net).dup();
            ILossFunction loss = DrawnLoss.of(new Random(seed), ours.net, ours.outputs);
            DataLoaders dls = data(new Random(seed + start), theirs, Targets.of(loss));
            Run twin = byHand(theirs.net, dls, DrawnLoss.of(new Random(seed), theirs.net, theirs.outputs));
            if (twin.failed || twin.settled(begin)) {
                Learner learn = learner(ours.net, dls, loss).opt(DrawnNet.updater(new Random(seed), 0.7));
                String kind = learn.summary().replaceAll("(?s).*training step: ", "");
                counted(twin.failed ? "refused" : kind.replaceAll(" .*", ""));
                Run run = byLearner(learn, lr);
                if (run.reason.contains("(BatchNormalization) measures") && hasOneExample(dls)) {
                    return counted("norm of one example");
                }
                String found = differ(twin, run, begin);
                if (!found.isEmpty() && !twin.failed && isChaotic(seed, start, lr, dls, begin, twin)) {
                    return counted("chaotic");
                }
                return found.isEmpty() ? "" : found + " | " + kind + " | lr " + lr + " | " + ours.story;
            }
        }
        return counted("never settled");
    }

    /** Whether DL4J's own fit ends elsewhere from a start whose last digits are others: no step agrees with it then. */
    private static boolean isChaotic(long seed, long start, double lr, DataLoaders dls, INDArray begin, Run expected) {
        var nudged = Drawing.of(seed, start, DrawnNet.updater(new Random(seed), lr), false);
        params(nudged.net).assign(begin.mul(1 + 2e-7));
        return !differ(
                        expected,
                        byHand(nudged.net, dls, DrawnLoss.of(new Random(seed), nudged.net, nudged.outputs)),
                        begin)
                .isEmpty();
    }

    private static boolean hasOneExample(DataLoaders dls) {
        return batches(dls).stream().anyMatch(batch -> batch.size() == 1);
    }

    private String counted(String what) {
        counts.merge(what, 1, Integer::sum);
        return "";
    }

    private static String differ(Run expected, Run found, INDArray begin) {
        if (expected.failed || found.failed) {
            return expected.failed == found.failed ? "" : "DL4J: " + expected.reason + ", ours: " + found.reason;
        }
        for (int i = 0; i < 20; i++) {
            INDArray right = expected.params.get(i);
            double distance = norm(found.params.get(i).sub(right));
            double moved = norm(right.sub(begin));
            double rounding = right.dataType() == DataType.DOUBLE ? 1e-12 : 1e-6;
            if (!(distance < 1e-3 * moved + rounding * norm(right))) {
                return "after " + (i + 1) + " steps " + distance + " away, moved " + moved;
            }
        }
        return "";
    }

    /** Parameters after each step, or why there are none, and the worst score. */
    private record Run(List<INDArray> params, boolean failed, String reason, double score) {
        boolean settled(INDArray begin) {
            double after = norm(params.get(19));
            return Double.isFinite(after) && Double.isFinite(score) && after < 2 * norm(begin) + 1;
        }
    }

    private static Run run(Function<Consumer<INDArray>, Double> training) {
        double score;
        List<INDArray> params = new ArrayList<>();
        Nd4j.getRandom().setSeed(7);
        try {
            score = training.apply(after -> params.add(after.dup()));
        } catch (RuntimeException e) {
            // DL4J leaves its workspaces open behind a step that failed
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
            Nd4j.getMemoryManager().setCurrentWorkspace(null);
            return new Run(List.of(), true, e.toString(), 0);
        }
        return new Run(params, false, "", score);
    }

    private static Run byHand(Model net, DataLoaders dls, ILossFunction loss) {
        learner(net, dls, loss); // sets the loss, and the activation that it brings
        return run(keep -> {
            double worst = 0;
            for (int step = 0; step < 20; step++) {
                Batch batch = batches(dls).get(step % 5);
                fit(net, batch);
                worst = Math.max(worst, Math.abs(net.score()));
                keep.accept(params(net));
            }
            return worst;
        });
    }

    private static List<Batch> batches(DataLoaders dls) {
        List<Batch> batches = new ArrayList<>();
        dls.train().forEach(batches::add);
        return batches;
    }

    private static void fit(Model net, Batch batch) {
        INDArray x = batch.x().castTo(params(net).dataType());
        INDArray y = batch.y().castTo(params(net).dataType());
        if (net instanceof MultiLayerNetwork stack) {
            stack.fit(x, y);
        } else {
            ((ComputationGraph) net).fit(new INDArray[] {x}, new INDArray[] {y});
        }
        Nd4j.getMemoryManager().setCurrentWorkspace(null); // a graph leaves one that is closed
    }

    private static Run byLearner(Learner learn, double lr) {
        return run(keep -> {
            learn.with(new Callback() {
                        @Override
                        public void afterBatch(Fit fit) {
                            keep.accept(learn.anyNet().params());
                        }
                    })
                    .fit(4, lr);
            return 0.0;
        });
    }

    private static Learner learner(Model net, DataLoaders dls, ILossFunction loss) {
        return (net instanceof MultiLayerNetwork stack
                        ? new Learner(dls, stack, loss)
                        : new Learner(dls, (ComputationGraph) net, loss))
                .quiet();
    }

    private static INDArray params(Model net) {
        return net.params();
    }

    private static double norm(INDArray x) {
        return x.norm2Number().doubleValue();
    }

    /** Five batches of one to nine, the last a short one; a corner of each picture is dark, so that windows are equal. */
    private static DataLoaders data(Random random, Drawing net, Targets kind) {
        int bs = 1 + random.nextInt(9);
        int n = 5 * bs - bs / 2;
        INDArray x = Reference.matrix(Reference.draw(random, n * net.inputs, 0, 1), n)
                .castTo(DataType.FLOAT);
        x.get(NDArrayIndex.all(), NDArrayIndex.interval(0, net.inputs / 3)).assign(0);
        INDArray y = Nd4j.zeros(DataType.FLOAT, n, net.outputs);
        for (int i = 0; i < n; i++) {
            y.putScalar(i, (i * 7) % net.outputs, net.outputs == 1 ? i % 2 : 1);
        }
        INDArray targets = kind == Targets.SIDES ? y.muli(2).subi(1) : kind == Targets.NOT_ZERO ? y.addi(1) : y;
        return DataLoaders.of(DataLoader.of(x, targets).bs(bs), DataLoader.of(x, targets));
    }
}
