package lesson4j.lean;

/**
 * An activation that is said by two formulas.
 *
 * @param value what becomes of a raw value
 * @param slope the derivative, for a value that has been activated
 */
record Curve(Line value, Line slope) implements Pointwise {
    /** A formula in one variable. */
    interface Line {
        double at(double x);
    }

    @Override
    public void apply(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = (float) value.at(values[i]);
        }
    }

    @Override
    public void backprop(float[] delta, float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            delta[i] *= (float) slope.at(values[i]);
        }
    }
}
