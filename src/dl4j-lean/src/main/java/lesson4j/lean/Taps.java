package lesson4j.lean;

import static org.bytedeco.openblas.global.openblas.cblas_scopy;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

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
            for (int t = 0; t < taps.length; t++) {
                FloatPointer whole = Floats.at(weights, (long) from * all + taps[t]);
                cblas_scopy(count, whole, all, Floats.at(kept, (long) from * taps.length + t), taps.length);
            }
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
            FloatPointer whole = Floats.at(gradients, (long) from * all);
            Pointer.memset(whole, 0, (long) count * all * Float.BYTES);
            for (int t = 0; t < taps.length; t++) {
                FloatPointer part = Floats.at(slopes, (long) from * taps.length + t);
                cblas_scopy(count, part, taps.length, Floats.at(whole, taps[t]), all);
            }
        });
    }

    /** Goes through the filters, as many at a time as fit in a core's cache. */
    private void some(Crew.Share share) {
        int pieces = Tile.pieces(filters, AT_ONCE);
        Crew.run(pieces, true, i -> share.run(i * AT_ONCE, Math.min(AT_ONCE, filters - i * AT_ONCE)));
    }
}
