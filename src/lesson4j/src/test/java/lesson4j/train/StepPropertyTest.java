package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import lesson4j.Reference;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.data.Seed;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.CustomLoss;
import lesson4j.loss.Losses;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Nets;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** The lean steps against DL4J's own fit over 20 steps, for nets, batches and losses that nobody thought of. */
class StepPropertyTest {
    /** Activations as they are drawn; those without a kink differ by rounding alone, so that one start is enough. */
    enum Bend {
        IDENTITY,
        SIGMOID,
        TANH,
        RELU
    }

    /** Losses as they are drawn: the lesson's, DL4J's own and a formula. */
    enum Kind {
        MNIST,
        CROSS_ENTROPY,
        L1_MEAN,
        BINARY,
        SQUARES,
        FORMULA;

        /** A softmax over one output is always 1, and is refused. */
        boolean judges(int outputs) {
            return outputs > 1 || this != CROSS_ENTROPY && this != L1_MEAN;
        }

        ILossFunction make() {
            return switch (this) {
                case MNIST -> new MnistLoss();
                case CROSS_ENTROPY -> new CrossEntropy();
                case L1_MEAN -> Losses.l1Mean();
                case BINARY -> Losses.binaryCrossEntropy();
                case SQUARES -> new LossMSE();
                case FORMULA ->
                    CustomLoss.of(
                            "l2", (sd, preds, targs) -> preds.sub(targs).pow(2).mean());
            };
        }
    }

    @AfterTry
    void seedAsBefore() {
        Seed.set(42);
    }

    @Property(tries = 25)
    void aStackOfDenseLayers(
            @ForAll @Size(min = 2, max = 5) List<@IntRange(min = 1, max = 17) Integer> widths,
            @ForAll Bend bend,
            @ForAll Kind kind,
            @ForAll @IntRange(min = 1, max = 40) int bs,
            @ForAll boolean momentum) {
        Assume.that(kind.judges(last(widths)));
        agree(
                stack(widths, bend),
                first(widths),
                last(widths),
                bend,
                kind,
                bs,
                optimiser(momentum),
                1e-5,
                "dense BLAS");
    }

    private static int first(List<Integer> widths) {
        return widths.get(0);
    }

    private static int last(List<Integer> widths) {
        return widths.get(widths.size() - 1);
    }

    private static IUpdater optimiser(boolean momentum) {
        return momentum ? new Nesterovs(0.9) : new Sgd();
    }

    private static Supplier<MultiLayerNetwork> stack(List<Integer> widths, Bend bend) {
        List<Layer> parts = new ArrayList<>();
        for (int l = 1; l < widths.size(); l++) {
            parts.add(Nets.nnLinear(widths.get(l - 1), widths.get(l)));
            if (l < widths.size() - 1) {
                parts.add(new ActivationLayer(Activation.valueOf(bend.name())));
            }
        }
        return () -> Nets.sequential(parts.toArray(Layer[]::new));
    }

    @Property(tries = 10)
    void convolutionsAndDenseLayers(
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 4, max = 9) int side,
            @ForAll @IntRange(min = 1, max = 4) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 1, max = 5) int filters,
            @ForAll Bend bend,
            @ForAll Kind kind,
            @ForAll @IntRange(min = 1, max = 70) int bs,
            @ForAll boolean momentum) {
        int width = (side + 2 * (kernel / 2) - kernel) / stride + 1;
        Supplier<MultiLayerNetwork> net = () -> Nets.sequential(
                InputType.convolutionalFlat(side, side, channels),
                Nets.nnConv2d(channels, filters, kernel, stride),
                new ActivationLayer(Activation.valueOf(bend.name())),
                Nets.nnConv2d(filters, 3, 3, 1),
                Nets.nnLinear(3 * width * width, 4));

        agree(net, channels * side * side, 4, bend, kind, bs, optimiser(momentum), 1e-5, "convolutions by BLAS");
    }

    /** Twenty steps: four epochs of five batches, the last a short one. */
    private static void agree(
            Supplier<MultiLayerNetwork> net,
            int inputs,
            int outputs,
            Bend bend,
            Kind kind,
            int bs,
            IUpdater optimiser,
            double tolerance,
            String step) {
        double best = Double.MAX_VALUE;
        for (int start = 1; start <= (bend == Bend.RELU || kind == Kind.L1_MEAN ? 3 : 1) && best > tolerance; start++) {
            Seed.set(start);
            DataLoaders dls = data(inputs, outputs, bs);
            MultiLayerNetwork begin = net.get();
            Learner own;
            Learner beside;
            double lr = 0.5;
            do {
                lr /= 10;
                own = new Learner(fresh(dls), Nets.copy(begin), kind.make())
                        .opt(optimiser)
                        .quiet()
                        .useDl4jFit();
                beside = new Learner(fresh(dls), roundedElsewhere(begin), kind.make())
                        .opt(optimiser)
                        .quiet()
                        .useDl4jFit();
            } while (!settles(own, begin, lr) || !settles(beside, begin, lr) || distance(beside, own) > tolerance / 3);
            Learner lean =
                    new Learner(fresh(dls), begin, kind.make()).opt(optimiser).quiet();
            assertThat(lean.summary()).contains("training step: " + step);

            lean.fit(4, lr);

            best = Math.min(best, distance(lean, own));
        }
        assertThat(best).isLessThan(tolerance);
    }

    private static double distance(Learner found, Learner expected) {
        INDArray right = expected.net().params();
        return found.net().params().distance2(right) / right.norm2Number().doubleValue();
    }

    /** Another start of the same net, a rounding away: where the two part, DL4J's own result means nothing. */
    private static MultiLayerNetwork roundedElsewhere(MultiLayerNetwork begin) {
        MultiLayerNetwork net = Nets.copy(begin);
        net.params().muli(Nd4j.rand(net.params().shape()).muli(1e-7).addi(1));
        return net;
    }

    /** Trains; false where the rate is too high for the net: a run that blows up doubles every rounding on its way. */
    private static boolean settles(Learner own, MultiLayerNetwork begin, double lr) {
        double before = begin.params().norm2Number().doubleValue();
        try {
            own.fit(4, lr);
        } catch (IllegalStateException diverged) {
            return false;
        }
        return own.net().params().norm2Number().doubleValue() < 2 * before + 1;
    }

    private static DataLoaders fresh(DataLoaders dls) {
        return DataLoaders.of(dls.train().fresh(), dls.valid());
    }

    private static DataLoaders data(int inputs, int outputs, int bs) {
        int n = 5 * bs - bs / 2;
        INDArray x = Reference.matrix(Reference.draw(new Random(5), n * inputs, 0, 1), n)
                .castTo(DataType.FLOAT);
        INDArray y = Nd4j.zeros(DataType.FLOAT, n, outputs);
        for (int i = 0; i < n; i++) {
            y.putScalar(i, (i * 7) % outputs, outputs == 1 ? i % 2 : 1);
        }
        return DataLoaders.of(DataLoader.of(x, y).bs(bs).shuffle(), DataLoader.of(x, y));
    }
}
