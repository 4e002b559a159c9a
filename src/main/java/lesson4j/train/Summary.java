package lesson4j.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import lesson4j.step.TrainStep;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A learner's parts as text. */
final class Summary {
    private Summary() {}

    static String of(Learner learner, String optimiser, TrainStep step) {
        var text =
                new StringBuilder(String.format(Locale.ROOT, "%-28s %-14s %10s%n", "layer", "weights", "parameters"));
        for (Layer layer : learner.anyNet().layers()) {
            Map<String, INDArray> params = layer.paramTable();
            INDArray weights = params == null ? null : params.get("W");
            String shape = weights == null ? "" : shape(weights);
            text.append(String.format(Locale.ROOT, "%-28s %-14s %,10d%n", name(layer), shape, layer.numParams()));
        }
        return text
                + String.format(
                        Locale.ROOT,
                        "%-43s %,10d%n%nloss: %s, optimiser: %s, training step: %s",
                        "all",
                        learner.anyNet().params().length(),
                        learner.loss().name(),
                        optimiser,
                        step.describe());
    }

    /** Dense weights are {@code [in, out]}, those of a convolution {@code [out, in, height, width]}. */
    private static String shape(INDArray weights) {
        if (weights.rank() != 2 && weights.rank() != 4) {
            return Arrays.toString(weights.shape());
        }
        return weights.rank() == 2
                ? weights.size(0) + " → " + weights.size(1)
                : weights.size(1) + " → " + weights.size(0) + ", " + weights.size(2) + "×" + weights.size(3);
    }

    /** DL4J gives batch norm an activation that it never uses. */
    private static String name(Layer layer) {
        var conf = layer.conf().getLayer();
        String kind = conf.getClass().getSimpleName().replace("Layer", "");
        if (conf instanceof ActivationLayer activation) {
            return kind + ", " + activation.getActivationFn();
        }
        return conf instanceof BaseLayer base && !(conf instanceof BatchNormalization)
                ? kind + ", " + base.getActivationFn()
                : kind;
    }
}
