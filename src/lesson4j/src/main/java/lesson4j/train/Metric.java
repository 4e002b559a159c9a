package lesson4j.train;

import static lesson4j.plot.Given.given;

import java.util.function.ToDoubleBiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A figure for people, computed on the validation part: {@code Metric.of("error", (preds, targs) -> …)}.
 *
 * @param name the column it fills
 * @param of what it looks at
 * @param function takes that of a batch, predicted and right; gives a mean over the batch
 */
public record Metric(String name, Of of, ToDoubleBiFunction<INDArray, INDArray> function) {

    /** Names what is there. */
    public Metric {
        given(name, "the metric's name");
        given(of, "what the metric looks at");
        given(function, "the metric's function");
    }

    /** What a metric looks at. */
    public enum Of {
        /** Raw outputs and targets, as in fastai, both {@code [batch, outputs]}. */
        OUTPUTS,
        /** The classes that they mean to the loss, both {@code [batch]}, int. */
        CLASSES
    }

    /** Names a function of raw outputs and targets; {@code Metric.of("acc", (preds, targs) -> acc(preds, targs))}. */
    public static Metric of(String name, ToDoubleBiFunction<INDArray, INDArray> function) {
        return new Metric(name, Of.OUTPUTS, function);
    }

    /** Names a function of classes, predicted and right: {@code Metric.ofClasses("wrong", (said, are) -> …)}. */
    public static Metric ofClasses(String name, ToDoubleBiFunction<INDArray, INDArray> function) {
        return new Metric(name, Of.CLASSES, function);
    }

    double of(INDArray preds, INDArray targs) {
        return function.applyAsDouble(preds, targs);
    }
}
