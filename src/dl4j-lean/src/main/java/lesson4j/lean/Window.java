package lesson4j.lean;

/**
 * A square window that moves over a picture in steps.
 *
 * @param kernel its side
 * @param stride how far it moves
 * @param pad how many zeros the picture has around it
 */
record Window(int kernel, int stride, int pad) {

    /** Returns how many places it has along a side. */
    int places(int side) {
        // rounded down below zero too: a window larger than the picture has no place
        return Math.floorDiv(side + 2 * pad - kernel, stride) + 1;
    }

    /** Returns whether the window's row or column {@code k} meets the picture at any place. */
    boolean meets(int k, int side) {
        for (int place = 0; place < places(side); place++) {
            int at = place * stride + k - pad;
            if (at >= 0 && at < side) {
                return true;
            }
        }
        return false;
    }
}
