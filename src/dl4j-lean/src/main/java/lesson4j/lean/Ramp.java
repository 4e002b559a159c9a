package lesson4j.lean;

/**
 * ReLU, and leaky ReLU: negative values are made smaller.
 *
 * <p>Without a branch, which a processor would guess wrong every other time.
 *
 * @param below by what negative values are multiplied, 0 or more
 */
record Ramp(float below) implements Pointwise {

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
            // values are 0 or more: the sign of the negative is that of a value above 0
            for (int i = from; i < to; i++) {
                int keep = -Float.floatToRawIntBits(values[i]) >> 31;
                delta[i] = Float.intBitsToFloat(Float.floatToRawIntBits(delta[i]) & keep);
            }
            return;
        }
        int change = Float.floatToRawIntBits(1f) ^ Float.floatToRawIntBits(below);
        for (int i = from; i < to; i++) {
            int negative = Float.floatToRawIntBits(values[i]) >> 31;
            delta[i] *= Float.intBitsToFloat(Float.floatToRawIntBits(1f) ^ negative & change);
        }
    }
}
