package lesson4j.export;

import static lesson4j.nn.Nets.linear;
import static lesson4j.nn.Nets.nnLinear;
import static lesson4j.nn.Nets.nnReLU;
import static lesson4j.nn.Nets.sequential;
import static lesson4j.nn.Nets.simpleNet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import lesson4j.data.DataLoaders;
import lesson4j.data.LabelledImages;
import lesson4j.loss.CrossEntropy;
import lesson4j.train.Learner;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a page holds of a net; that it computes the same is tested in Node and in a browser. */
class ExportedTest {
    private final LabelledImages digits = digits(Nd4j.rand(60, 784), 3);

    private static LabelledImages digits(INDArray x, int classes) {
        int[] labels = IntStream.range(0, (int) x.size(0)).map(i -> i % classes).toArray();
        var names = IntStream.range(0, classes).mapToObj(i -> "<" + i + ">").toList();
        return new LabelledImages(x, labels, names, 28, 28);
    }

    @Test
    void holdsAsManyDigitsOfEachClassInTheirOrder() {
        assertThat(Exported.of(linear(784, 3), digits).data())
                .contains("\"labels\": [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]")
                .contains("\"most\": 255");
    }

    @Test
    void saysWhatFullInkIsToTheNet() {
        assertThat(Exported.of(linear(784, 3), digits(Nd4j.rand(9, 784).mul(200), 3))
                        .data())
                .contains("\"most\": 1,");
    }

    @Test
    void namesNothingThatHtmlReads() {
        assertThat(Exported.of(linear(784, 3), digits).data())
                .contains("\\u003c0\\u003e")
                .doesNotContain("<", ">", "'", "&");
    }

    @Test
    void endsInTheActivationOfTheLearnersLoss() {
        var learn = new Learner(DataLoaders.of(digits, digits), simpleNet(784, 5, 3), new CrossEntropy());

        assertThat(Exported.of(learn).data())
                .contains("\"op\": \"activation\", \"from\": [3], \"name\": \"softmax\"}]");
    }

    @Test
    void isTheNetOfItsMoment() {
        var net = linear(784, 3);
        String before = Exported.of(net, digits).data();
        net.params().muli(2);

        assertThat(Exported.of(net, digits).data()).isNotEqualTo(before);
    }

    @Test
    void refusesWeightsThatAreNoNumbers() {
        var net = sequential(nnLinear(784, 2), nnReLU(), nnLinear(2, 3));
        net.params().putScalar(7, Double.NaN);

        assertThatThrownBy(() -> Exported.of(net, digits))
                .hasMessage(
                        "The net holds weights that are not numbers. Start again with a learning rate ten times smaller.");
    }

    @Test
    void refusesPicturesThatWereNormalised() {
        assertThatThrownBy(() ->
                        Exported.of(linear(784, 3), digits(Nd4j.rand(9, 784).sub(0.5), 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Expected ink from 0 to 1, or to 255", "not normalised");
    }
}
