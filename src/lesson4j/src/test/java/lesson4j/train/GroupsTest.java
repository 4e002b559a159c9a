package lesson4j.train;

import static lesson4j.train.Metrics.accuracy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import lesson4j.data.DataLoaders;
import lesson4j.data.LabelledImages;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.ResNet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class GroupsTest {
    private static Learner learner(boolean lean) {
        int[] labels = IntStream.range(0, 16).map(i -> i % 2).toArray();
        var images = new LabelledImages(Nd4j.rand(16, 1024), labels, List.of("a", "b"), 32, 32);
        var learn = new Learner(
                        DataLoaders.of(images, images).bs(8), ResNet.of(2, 2, 1, 32), new CrossEntropy(), accuracy())
                .opt(new Adam())
                .quiet();
        return lean ? learn : learn.useDl4jFit();
    }

    private static INDArray param(Learner learn, String layer, String name) {
        return learn.graph().getLayer(layer).getParam(name).dup();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFrozenBodyStaysWhileItsBatchNormAndTheHeadGoOn(boolean lean) {
        Learner learn = learner(lean).freeze();
        INDArray body = param(learn, "layer2.0.conv1", "W");
        INDArray norm = param(learn, "bn1", "gamma");
        INDArray mean = param(learn, "bn1", "mean");
        INDArray head = param(learn, "fc", "W");

        learn.fit(2, 0.01);

        assertThat(param(learn, "layer2.0.conv1", "W")).isEqualTo(body);
        assertThat(param(learn, "bn1", "gamma")).isNotEqualTo(norm);
        assertThat(param(learn, "bn1", "mean")).isNotEqualTo(mean);
        assertThat(param(learn, "fc", "W")).isNotEqualTo(head);
        learn.unfreeze().fit(1, 0.01);
        assertThat(param(learn, "layer2.0.conv1", "W")).isNotEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fineTuneTrainsTheBodyAfterTheHeadAndMoreGently(boolean lean) {
        Learner learn = learner(lean);
        INDArray body = param(learn, "layer2.0.conv1", "W");
        INDArray head = param(learn, "fc", "W");

        learn.fineTune(2, 0.01);

        double moved =
                param(learn, "layer2.0.conv1", "W").sub(body).amaxNumber().doubleValue();
        assertThat(moved).isPositive();
        assertThat(param(learn, "fc", "W").sub(head).amaxNumber().doubleValue()).isGreaterThan(10 * moved);
    }
}
