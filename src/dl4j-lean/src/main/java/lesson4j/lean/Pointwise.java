package lesson4j.lean;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Activations whose derivative can be told from their value. */
enum Pointwise {
    IDENTITY(new ActivationIdentity()) {
        @Override
        void apply(float[] values, int from, int to) {}

        @Override
        void backprop(float[] delta, float[] values, int from, int to) {}
    },
    RELU(new ActivationReLU()) {
        @Override
        void apply(float[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                values[i] = Math.max(0f, values[i]);
            }
        }

        @Override
        void backprop(float[] delta, float[] values, int from, int to) {
            // without a branch, which a processor would guess wrong every other time: values are 0 or more
            for (int i = from; i < to; i++) {
                int keep = -Float.floatToRawIntBits(values[i]) >> 31;
                delta[i] = Float.intBitsToFloat(Float.floatToRawIntBits(delta[i]) & keep);
            }
        }
    },
    SIGMOID(new ActivationSigmoid()) {
        @Override
        void apply(float[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                values[i] = (float) (1 / (1 + Math.exp(-values[i])));
            }
        }

        @Override
        void backprop(float[] delta, float[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                delta[i] *= values[i] * (1 - values[i]);
            }
        }
    },
    TANH(new ActivationTanH()) {
        @Override
        void apply(float[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                values[i] = (float) Math.tanh(values[i]);
            }
        }

        @Override
        void backprop(float[] delta, float[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                delta[i] *= 1 - values[i] * values[i];
            }
        }
    };

    private final transient IActivation theirs;

    Pointwise(IActivation theirs) {
        this.theirs = theirs;
    }

    /** Replaces raw values from {@code from} to before {@code to} by activated ones. */
    abstract void apply(float[] values, int from, int to);

    /** Multiplies a derivative by the activation's own, told from the activated values. */
    abstract void backprop(float[] delta, float[] values, int from, int to);

    /** Returns ours for one of DL4J's. A ReLU with a bend or a ceiling of its own, as ReLU6 has, is none of them. */
    static Optional<Pointwise> of(IActivation activation) {
        return Arrays.stream(values())
                .filter(ours -> ours.theirs.getClass() == activation.getClass() && ours.theirs.equals(activation))
                .findFirst();
    }
}
