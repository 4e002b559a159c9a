package lesson4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import lesson4j.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Against torchvision's ResNet-18, two channels wide; see src/python/tests/reference/resnet.py. */
class ResNetTest {
    private static final INDArray X = Reference.matrix(Reference.draw(new Random(5), 2 * 3 * 32 * 32, 0, 1), 2)
            .castTo(DataType.FLOAT);

    private static Path weights() {
        try {
            return Path.of(ResNetTest.class
                    .getResource("/reference/narrow-resnet18.safetensors")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double[] expected(String name) {
        try (var reader = new InputStreamReader(
                ResNetTest.class.getResourceAsStream("/reference/resnet.json"), StandardCharsets.UTF_8)) {
            return new Gson()
                    .fromJson(new Gson().fromJson(reader, JsonObject.class).get(name), double[].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void givesWhatTorchvisionGivesWithTheSameWeights() {
        ResNet net = ResNet.of(2, 5, 3, 32).load(weights());

        double[] outputs = net.outputSingle(X).data().asDouble();

        assertThat(outputs).containsExactly(expected("outputs"), within(1e-4));
    }

    @Test
    void aGreyNetTakesColourWeightsForThreeEqualChannels() {
        ResNet net = ResNet.of(2, 5, 1, 32).load(weights());
        INDArray red = X.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 32 * 32));

        double[] outputs = net.outputSingle(red.dup()).data().asDouble();

        assertThat(outputs).containsExactly(expected("grey"), within(1e-4));
    }

    @Test
    void anEndForOtherClassesIsLeftOut() {
        ResNet fresh = ResNet.of(2, 2, 3, 32);
        INDArray own = fresh.getLayer("fc").getParam("W").dup();

        fresh.load(weights());

        assertThat(fresh.getLayer("fc").getParam("W")).isEqualTo(own);
        assertThat(fresh.outputSingle(X).shape()).containsExactly(2, 2);
    }

    @Test
    void hasAsManyParametersAsTorchvisions() {
        ResNet net = Nets.resnet18(1000, 3, 28);

        long statistics = Arrays.stream(net.getLayers())
                .filter(layer -> layer.paramTable().containsKey("mean"))
                .mapToLong(layer -> 2 * layer.getParam("mean").length())
                .sum();
        assertThat(net.numParams() - statistics).isEqualTo(11_689_512);
    }

    @Test
    void startsAsItsAuthorsDo() {
        INDArray stem = Nets.resnet18(2).getLayer("conv1").getParam("W");

        assertThat(stem.stdNumber().doubleValue()).isCloseTo(Math.sqrt(2.0 / (64 * 49)), within(0.001));
        assertThat(stem.meanNumber().doubleValue()).isCloseTo(0, within(0.001));
    }

    @Test
    void weightsOfAnotherNetAreRefused(@TempDir Path folder) throws IOException {
        ResNet wider = ResNet.of(4, 5, 3, 32);
        INDArray before = wider.params().dup();
        assertThatThrownBy(() -> wider.load(weights()))
                .hasMessageStartingWith(
                        "Expected weights of shape [4, 3, 7, 7] for 'conv1' but found [2, 3, 7, 7] in ");
        assertThat(wider.params()).isEqualTo(before);
        Path text = Files.writeString(folder.resolve("notes.txt"), "no weights at all, but long enough");

        assertThatThrownBy(() -> ResNet.of(2, 5, 3, 32).load(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a safetensors file but found in " + text + " that it does not begin with the"
                        + " length of its table of contents. Write it with safetensors.torch.save_file.");
    }
}
