package lesson4j.step;

import org.bytedeco.javacpp.FloatPointer;

/** The weights of a convolution without those that only ever meet padding; usually that is all of them. */
final class Taps {
    private final int[] taps;
    private final int all;
    private final int filters;
    private final FloatPointer kept;

    /**
     * Makes the view.
     *
     * @param taps which positions of the window matter
     * @param all how many the window has
     * @param filters how many windows of weights there are: outputs times inputs
     */
    Taps(int[] taps, int all, int filters) {
        this.taps = taps;
        this.all = all;
        this.filters = filters;
        this.kept = new FloatPointer(isWhole() ? 0L : (long) filters * taps.length);
    }

    private boolean isWhole() {
        return taps.length == all;
    }

    /** Returns the weights that matter, {@code [filters · taps]}. */
    FloatPointer of(FloatPointer weights) {
        if (isWhole()) {
            return weights;
        }
        float[] from = new float[filters * all];
        float[] to = new float[filters * taps.length];
        weights.get(from, 0, from.length);
        for (int f = 0; f < filters; f++) {
            for (int t = 0; t < taps.length; t++) {
                to[f * taps.length + t] = from[f * all + taps[t]];
            }
        }
        return kept.put(to, 0, to.length);
    }

    /** Returns where the gradients of those weights are to be written. */
    FloatPointer toWrite(FloatPointer gradients) {
        return isWhole() ? gradients : kept;
    }

    /** Brings what was written to its place among all gradients; the others are 0. */
    void written(FloatPointer gradients) {
        if (isWhole()) {
            return;
        }
        float[] from = new float[filters * taps.length];
        float[] to = new float[filters * all];
        kept.get(from, 0, from.length);
        for (int f = 0; f < filters; f++) {
            for (int t = 0; t < taps.length; t++) {
                to[f * all + taps[t]] = from[f * taps.length + t];
            }
        }
        gradients.put(to, 0, to.length);
    }
}
