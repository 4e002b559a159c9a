package lesson4j.train;

import java.util.function.Function;
import lesson4j.data.Examples;
import lesson4j.data.RandomState;
import lesson4j.lean.Forward;
import lesson4j.lean.Output;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Says what a net means by inputs that come by themselves, without targets.
 *
 * @param forward computes the net
 * @param output the end of the net
 * @param examples what it was trained on: inputs are scaled as they were, and classes have their names
 */
record Predictor(Forward forward, Output output, Examples examples) {

    /** Returns predictions {@code [n, outputs]}. */
    INDArray preds(INDArray x) {
        return look(x, output::activated);
    }

    /** Returns what it says about one input. */
    Prediction predict(INDArray x) {
        return look(x, this::prediction);
    }

    /** A net that ends in a random activation draws numbers here, which come again in a fit. */
    private <T> T look(INDArray x, Function<INDArray, T> use) {
        try (var same = new RandomState()) {
            return use.apply(forward.raw(examples.like(x)));
        }
    }

    private Prediction prediction(INDArray raw) {
        if (raw.size(0) != 1) {
            throw new IllegalArgumentException(
                    "Expected one picture but found " + raw.size(0) + ". Call getPreds for several.");
        }
        return examples.areClasses()
                ? Prediction.of(output.activated(raw), Ends.classes(output, raw).getInt(0), examples.classes())
                : Prediction.ofNumbers(output.activated(raw));
    }
}
