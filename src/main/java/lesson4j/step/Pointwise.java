package lesson4j.step;

import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Activations whose derivative can be told from their value. */
enum Pointwise {
    IDENTITY {
        @Override
        void apply(float[] values, int from, int to) {}

        @Override
        void backprop(float[] delta, float[] values, int from, int to) {}
    },
    RELU {
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
    SIGMOID {
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
    TANH {
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

    /** Replaces raw values from {@code from} to before {@code to} by activated ones. */
    abstract void apply(float[] values, int from, int to);

    /** Multiplies a derivative by the activation's own, told from the activated values. */
    abstract void backprop(float[] delta, float[] values, int from, int to);

    static Optional<Pointwise> of(IActivation activation) {
        if (activation instanceof ActivationIdentity) {
            return Optional.of(IDENTITY);
        }
        if (activation instanceof ActivationReLU) {
            return Optional.of(RELU);
        }
        if (activation instanceof ActivationSigmoid) {
            return Optional.of(SIGMOID);
        }
        return activation instanceof ActivationTanH ? Optional.of(TANH) : Optional.empty();
    }
}
