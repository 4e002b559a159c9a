package lesson4j.lean;

/**
 * ReLU, and leaky ReLU: negative values are made smaller.
 *
 * <p>Without a branch, which a processor would guess wrong every other time, and of operations that Java's compiler makes
 * vectors of: neither comparisons nor a number's bits are among them.
 *
 * @param below by what negative values are multiplied, 0 or more
 */
record Ramp(float below) implements Pointwise {
    /** Times this twice, a value is 0 or beyond 1 or -1. */
    private static final float LARGE = 0x1p127f;

    @Override
    public void apply(float[] values, int from, int to) {
        if (below == 0) {
            for (int i = from; i < to; i++) {
                values[i] = Math.max(0f, values[i]);
            }
            return;
        }
        for (int i = from; i < to; i++) {
            values[i] = Math.max(0f, values[i]) + below * Math.min(0f, values[i]);
        }
    }

    @Override
    public void backprop(float[] delta, float[] values, int from, int to) {
        if (below == 0) {
            // values are 0 or more
            for (int i = from; i < to; i++) {
                delta[i] *= Math.min(1f, values[i] * LARGE * LARGE);
            }
            return;
        }
        for (int i = from; i < to; i++) {
            float sign = Math.max(-1f, Math.min(0f, values[i]) * LARGE * LARGE);
            delta[i] *= 1 + sign - below * sign;
        }
    }
}
