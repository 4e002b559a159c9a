package lesson4j.lean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Slopes are told from values by products alone, which must hold for the smallest and the largest of them. */
class RampTest {
    private static final float[] VALUES = {
        0f, -0f, Float.MIN_VALUE, Float.MIN_NORMAL, 1e-20f, 0.5f, 1f, 3e4f, Float.MAX_VALUE, Float.POSITIVE_INFINITY
    };

    private static float[] slopes(float below, float... values) {
        float[] delta = new float[values.length + 2];
        float[] apart = new float[delta.length];
        Arrays.fill(delta, -3f);
        System.arraycopy(values, 0, apart, 1, values.length);
        new Ramp(below).backprop(delta, apart, 1, delta.length - 1);
        assertThat(delta[0]).isEqualTo(-3f);
        assertThat(delta[delta.length - 1]).isEqualTo(-3f);
        return Arrays.copyOfRange(delta, 1, delta.length - 1);
    }

    @Test
    void whatIsAboveZeroPassesAndZeroDoesNot() {
        float[] slopes = slopes(0f, VALUES);

        for (int i = 0; i < VALUES.length; i++) {
            assertThat(slopes[i]).as("at %s", VALUES[i]).isEqualTo(VALUES[i] > 0 ? -3f : -0f);
        }
    }

    @Test
    void whatIsBelowZeroIsMadeSmallerAndZeroIsNot() {
        for (float value : VALUES) {
            assertThat(slopes(0.3f, value, -value))
                    .as("at %s", value)
                    .containsExactly(-3f, value > 0 ? -3f * 0.3f : -3f);
        }
    }
}
