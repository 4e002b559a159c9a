package lesson4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class AxesTest {

    /** As PyTorch's 1 - F.cosine_similarity(p, t): 1 - 11/√(5·25) and 1 - 2/√(5·2). */
    @Test
    void aSimilarityIsALoss() {
        CustomLoss loss = CustomLoss.of(
                        "cosine",
                        (sd, preds, targs) ->
                                sd.math.cosineSimilarity(preds, targs, 1).rsub(1))
                .check(2);
        var preds = Nd4j.create(new float[][] {{1, 2}, {2, 1}});
        var targs = Nd4j.create(new float[][] {{3, 4}, {0.5f, 1}});

        assertThat(loss.value(preds, targs)).isCloseTo((0.016130 + 0.2) / 2, within(1e-5));
    }

    @Test
    void anAxisComesAndGoes() {
        CustomLoss plain = CustomLoss.of(
                "mse", (sd, preds, targs) -> preds.sub(targs).pow(2).mean(1));
        CustomLoss around = CustomLoss.of(
                "mse",
                (sd, preds, targs) -> sd.squeeze(
                        sd.expandDims(preds.sub(targs).pow(2), 1).mean(true, 2).sum(1), 1));
        var preds = Nd4j.rand(5, 4);
        var targs = Nd4j.rand(5, 4);

        assertThat(around.value(preds, targs)).isCloseTo(plain.value(preds, targs), within(1e-6));
    }

    @Test
    void axesThatAreNotThereAreRefusedBeforeTheyEndTheJvm() {
        refused((sd, preds, targs) -> sd.squeeze(preds, 4), "Expected an axis from -2 to 1 for 'squeeze'");
        refused(
                (sd, preds, targs) -> sd.squeeze(preds, 0),
                "Expected an axis of length 1 to squeeze but found one of length 3");
        refused(
                (sd, preds, targs) -> sd.permute(sd.expandDims(preds, 1), 1, 0).mean(),
                "Expected each axis of an array of shape [3, 1, 4] once for 'permute' but found [1, 0]");
        refused((sd, preds, targs) -> sd.expandDims(preds, -7), "Expected an axis from -3 to 2 for 'expand_dims'");
        refused(
                (sd, preds, targs) -> sd.math.cosineSimilarity(preds, targs, 3),
                "Expected an axis from -2 to 1 for 'cosinesimilarity'");
        refused(
                (sd, preds, targs) -> sd.math.euclideanDistance(preds, targs.sum(1), 1),
                "Expected arrays of one shape for 'euclidean' but found [3, 4] and [3]");
    }

    private static void refused(CustomLoss.Formula formula, String words) {
        assertThatThrownBy(() -> CustomLoss.of("mine", formula).check(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mine cannot be used as a loss. ")
                .hasMessageContaining(words);
    }
}
