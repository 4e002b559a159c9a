package lesson4j.lean;

import org.bytedeco.javacpp.FloatPointer;

/** The weights of a convolution without those that only ever meet padding. Usually that is all of them. */
final class Taps {
    private static final int AT_ONCE = 2048;

    private final int[] taps;
    private final int all;
    private final int filters;
    private final FloatPointer kept;
    private final FloatPointer slopes;

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
        this.slopes = new FloatPointer(kept.capacity());
    }

    private boolean isWhole() {
        return taps.length == all;
    }

    /** Returns the weights that matter, {@code [filters · taps]}. Until it is called again they stay. */
    FloatPointer of(FloatPointer weights) {
        if (isWhole()) {
            return weights;
        }
        some((from, count) -> {
            float[] whole = new float[count * all];
            float[] part = new float[count * taps.length];
            Floats.at(weights, (long) from * all).get(whole, 0, whole.length);
            for (int f = 0; f < count; f++) {
                for (int t = 0; t < taps.length; t++) {
                    part[f * taps.length + t] = whole[f * all + taps[t]];
                }
            }
            Floats.at(kept, (long) from * taps.length).put(part, 0, part.length);
        });
        return kept;
    }

    /** Returns what {@link #of} returned last for these weights. */
    FloatPointer again(FloatPointer weights) {
        return isWhole() ? weights : kept;
    }

    /** Returns where the gradients of those weights are to be written. */
    FloatPointer toWrite(FloatPointer gradients) {
        return isWhole() ? gradients : slopes;
    }

    /** Brings what was written to its place among all gradients; the others are 0. */
    void written(FloatPointer gradients) {
        if (isWhole()) {
            return;
        }
        some((from, count) -> {
            float[] part = new float[count * taps.length];
            float[] whole = new float[count * all];
            Floats.at(slopes, (long) from * taps.length).get(part, 0, part.length);
            for (int f = 0; f < count; f++) {
                for (int t = 0; t < taps.length; t++) {
                    whole[f * all + taps[t]] = part[f * taps.length + t];
                }
            }
            Floats.at(gradients, (long) from * all).put(whole, 0, whole.length);
        });
    }

    /** Goes through the filters, as many at a time as fit in a core's cache. */
    private void some(Crew.Share share) {
        int pieces = Tile.pieces(filters, AT_ONCE);
        Crew.run(pieces, true, i -> share.run(i * AT_ONCE, Math.min(AT_ONCE, filters - i * AT_ONCE)));
    }
}
