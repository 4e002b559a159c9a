package lesson4j.train;

import lesson4j.data.TargetClasses;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Predictions beside their targets: {@code var preds = learn.getPreds(); preds.classes()}.
 *
 * @param preds predictions after the loss's activation, {@code [n, outputs]}
 * @param targs targets, {@code [n, outputs]}
 * @param classes the predicted class of each row, {@code [n]}, int
 */
public record Preds(INDArray preds, INDArray targs, INDArray classes) {

    /**
     * Returns the right class of each row, {@code [n]}, int.
     *
     * @throws IllegalArgumentException when the targets are numbers that mean no class
     */
    public INDArray targets() {
        return TargetClasses.of(targs);
    }
}
