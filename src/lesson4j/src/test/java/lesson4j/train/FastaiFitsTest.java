package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lesson4j.Reference;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.loss.CrossEntropy;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Whole fits beside fastai's own, whose parameters fastai_fits.py wrote. */
class FastaiFitsTest {
    private static final Map<String, Consumer<Learner>> RUNS = Map.of(
            "adam", learn -> learn.opt("adam").fit(3, 0.01),
            "adam in two fits", learn -> twice(learn.opt("adam")),
            "adam with weight decay", learn -> learn.opt("adam").fit(3, 0.01),
            "adam, one cycle", learn -> learn.opt("adam").fitOneCycle(3, 0.02),
            "momentum", learn -> learn.opt("momentum").fit(3, 0.01),
            "momentum, one cycle", learn -> learn.opt("momentum").fitOneCycle(3, 0.1),
            "adam, fine_tune", learn -> learn.opt("adam").fineTune(3, 0.02),
            "sgd, fine_tune", learn -> learn.opt("sgd").fineTune(3, 0.2),
            "adam, frozen between", learn -> frozenBetween(learn.opt("adam")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adam",
                "adam in two fits",
                "adam with weight decay",
                "adam, one cycle",
                "momentum",
                "momentum, one cycle",
                "adam, fine_tune",
                "sgd, fine_tune",
                "adam, frozen between"
            })
    void endsWhereFastaiEnds(String run) throws IOException {
        ComputationGraph graph = graph(run.contains("decay") ? 0.1 : 0);
        Learner learn = new Learner(data(), graph, new CrossEntropy()).quiet();

        Objects.requireNonNull(RUNS.get(run)).accept(learn);

        double[] expected = expected(run);
        double[] found = parameters(graph);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as(run + " " + i).isCloseTo(expected[i], within(5e-5)); // floats, a dozen steps
        }
    }

    private static void twice(Learner learn) {
        learn.fit(1, 0.01);
        learn.fit(1, 0.01);
    }

    private static void frozenBetween(Learner learn) {
        learn.fit(1, 0.01);
        learn.freeze().fit(1, 0.01);
        learn.unfreeze().fit(1, 0.01);
    }

    private static double[] expected(String run) throws IOException {
        try (var reader = new InputStreamReader(
                Objects.requireNonNull(FastaiFitsTest.class.getResourceAsStream("/reference/fastai.json")),
                StandardCharsets.UTF_8)) {
            return new Gson()
                    .fromJson(new Gson().fromJson(reader, Map.class).get(run).toString(), double[].class);
        }
    }

    private static DataLoaders data() {
        INDArray x =
                Reference.matrix(Reference.draw(new Random(3), 960, 0, 1), 60).castTo(DataType.FLOAT);
        INDArray y = Nd4j.zeros(DataType.FLOAT, 60, 3);
        for (int i = 0; i < 60; i++) {
            y.putScalar(i, i % 3, 1);
        }
        return DataLoaders.of(DataLoader.of(x, y).bs(16), DataLoader.of(x, y).bs(16));
    }

    private static ComputationGraph graph(double weightDecay) {
        var graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .updater(new Sgd())
                .graphBuilder()
                .addInputs("x")
                .layer(
                        "body",
                        new DenseLayer.Builder()
                                .nIn(16)
                                .nOut(8)
                                .weightDecay(weightDecay)
                                .activation(Activation.RELU)
                                .build(),
                        "x")
                .layer(
                        "head",
                        new OutputLayer.Builder(new LossMSE())
                                .nIn(8)
                                .nOut(3)
                                .weightDecay(weightDecay)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "body")
                .setOutputs("head")
                .build());
        graph.init();
        var random = new Random(4);
        draw(random, graph, "body", 16, 8);
        draw(random, graph, "head", 8, 3);
        return graph;
    }

    private static void draw(Random random, ComputationGraph graph, String layer, int in, int out) {
        INDArray weights = Reference.matrix(Reference.draw(random, out * in, -0.3, 0.3), out);
        INDArray bias = Reference.matrix(Reference.draw(random, out, -0.3, 0.3), 1);
        graph.getLayer(layer).getParam("W").assign(weights.transpose());
        graph.getLayer(layer)
                .getParam("b")
                .assign(bias.reshape(graph.getLayer(layer).getParam("b").shape()));
    }

    private static double[] parameters(ComputationGraph graph) {
        return Stream.of("body", "head")
                .flatMap(layer -> Stream.of(
                        graph.getLayer(layer).getParam("W").transpose(),
                        graph.getLayer(layer).getParam("b")))
                .flatMapToDouble(
                        array -> java.util.Arrays.stream(array.dup('c').data().asDouble()))
                .toArray();
    }

    static Stream<IUpdater> optimisers() {
        return Stream.of(new Adam(), new RmsProp(), new AdaGrad(), new Nesterovs(), new Sgd());
    }

    /** What one remembers begins at 0 with Adam, but above it with RmsProp and AdaGrad. */
    @ParameterizedTest
    @MethodSource("optimisers")
    void aNewOptimiserStartsAfresh(IUpdater optimiser) {
        ComputationGraph trained = graph(0);
        Learner after = new Learner(data(), trained, new CrossEntropy()).quiet().opt(optimiser);
        after.fit(5, 0.01);
        INDArray start = trained.params().dup();
        after.opt(optimiser).fit(1, 0.01);

        ComputationGraph fresh = graph(0);
        fresh.params().assign(start);
        new Learner(data(), fresh, new CrossEntropy()).quiet().opt(optimiser).fit(1, 0.01);

        assertThat(trained.params()).isEqualTo(fresh.params());
        assertThat(trained.getUpdater().getStateViewArray())
                .isEqualTo(fresh.getUpdater().getStateViewArray());
    }

    @Test
    void anOptimiserThatGoesOnKeepsItsMemoryWhereItIs() {
        ComputationGraph graph = graph(0);
        Learner learn = new Learner(data(), graph, new CrossEntropy()).quiet().opt(new Adam());
        learn.fit(1, 0.01);
        INDArray memory = graph.getUpdater().getStateViewArray();
        INDArray first = memory.dup();

        learn.fit(1, 0.01);

        assertThat(graph.getUpdater().getStateViewArray().data().address())
                .isEqualTo(memory.data().address());
        assertThat(memory).isNotEqualTo(first);
    }
}
