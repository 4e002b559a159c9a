package lesson4j.train;

import java.util.function.ToDoubleBiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A figure for people, computed on the validation part: {@code Metric.of("error", (preds, targs) -> …)}.
 *
 * @param name the column it fills
 * @param function takes raw outputs, as in fastai, and targets, both {@code [batch, outputs]}; gives a mean over the batch
 */
public record Metric(String name, ToDoubleBiFunction<INDArray, INDArray> function) {

    /** Names a function of raw outputs and targets; {@code Metric.of("acc", (preds, targs) -> acc(preds, targs))}. */
    public static Metric of(String name, ToDoubleBiFunction<INDArray, INDArray> function) {
        return new Metric(name, function);
    }

    double of(INDArray preds, INDArray targs) {
        return function.applyAsDouble(preds, targs);
    }
}
