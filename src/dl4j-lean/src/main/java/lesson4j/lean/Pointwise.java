package lesson4j.lean;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** An activation whose derivative can be told from its value, as that of swish or GELU cannot. */
interface Pointwise {
    /** The one that changes nothing. */
    Pointwise IDENTITY = new Pointwise() {
        @Override
        public void apply(float[] values, int from, int to) {}

        @Override
        public void backprop(float[] delta, float[] values, int from, int to) {}
    };

    double SELU = 1.0507009873554805;
    double SELU_BELOW = SELU * 1.6732632423543772;

    /** Those that have no number of their own. DL4J's ELU with another number has a wrong derivative, so that it stays DL4J's. */
    List<Entry<IActivation, Pointwise>> USUAL = List.of(
            Map.entry(new ActivationIdentity(), IDENTITY),
            Map.entry(new ActivationReLU(), new Ramp(0f)),
            curve(new ActivationSigmoid(), x -> 1 / (1 + Math.exp(-x)), y -> y * (1 - y)),
            curve(new ActivationTanH(), Math::tanh, y -> 1 - y * y),
            curve(new ActivationReLU6(), x -> Math.min(6, Math.max(0, x)), y -> y > 0 && y < 6 ? 1 : 0),
            curve(new ActivationELU(), x -> x < 0 ? Math.exp(x) - 1 : x, y -> y < 0 ? y + 1 : 1),
            curve(
                    new ActivationSELU(),
                    x -> x > 0 ? SELU * x : SELU_BELOW * (Math.exp(x) - 1),
                    y -> y > 0 ? SELU : y + SELU_BELOW),
            curve(new ActivationSoftPlus(), x -> x > 30 ? x : Math.log1p(Math.exp(x)), y -> 1 - Math.exp(-y)),
            curve(new ActivationSoftSign(), x -> x / (1 + Math.abs(x)), y -> (1 - Math.abs(y)) * (1 - Math.abs(y))),
            curve(
                    new ActivationHardSigmoid(),
                    x -> Math.min(1, Math.max(0, 0.2 * x + 0.5)),
                    y -> y > 0 && y < 1 ? 0.2 : 0),
            curve(new ActivationHardTanH(), x -> Math.min(1, Math.max(-1, x)), y -> Math.abs(y) < 1 ? 1 : 0),
            curve(new ActivationRectifiedTanh(), x -> Math.max(0, Math.tanh(x)), y -> y > 0 ? 1 - y * y : 0),
            curve(new ActivationCube(), x -> x * x * x, y -> 3 * Math.cbrt(y) * Math.cbrt(y)));

    private static Entry<IActivation, Pointwise> curve(IActivation theirs, Curve.Line value, Curve.Line slope) {
        return Map.entry(theirs, new Curve(value, slope));
    }

    /** Replaces raw values from {@code from} to before {@code to} by activated ones. */
    void apply(float[] values, int from, int to);

    /** Multiplies a derivative by the activation's own, told from the activated values. */
    void backprop(float[] delta, float[] values, int from, int to);

    /** Returns ours for one of DL4J's. */
    static Optional<Pointwise> of(IActivation activation) {
        if (activation.getClass() == ActivationLReLU.class) {
            return leaky(((ActivationLReLU) activation).getAlpha());
        }
        if (activation.getClass() == ActivationReLU.class) {
            var relu = (ActivationReLU) activation;
            if (relu.getNegativeSlope() != null && relu.getThreshold() == null && relu.getMax() == null) {
                return leaky(relu.getNegativeSlope());
            }
        }
        return USUAL.stream()
                .filter(ours -> ours.getKey().getClass() == activation.getClass()
                        && ours.getKey().equals(activation))
                .map(Entry::getValue)
                .findFirst();
    }

    /** The slope below zero must leave the sign as it is. */
    private static Optional<Pointwise> leaky(double slope) {
        return slope > 0 ? Optional.of(new Ramp((float) slope)) : Optional.empty();
    }
}
