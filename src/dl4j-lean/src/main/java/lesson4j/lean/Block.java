package lesson4j.lean;

/**
 * What a convolution takes at once of a batch of {@code b}: the examples {@code first} to before {@code last}, and of
 * their output the rows {@code top} to before {@code bottom}. Those are all rows, unless the examples are one group.
 */
record Block(int first, int last, int top, int bottom, int b) {

    /**
     * Returns the first block of a batch, cut so that it has no more than {@code most} places where that can be.
     *
     * @param across how many places a row has
     * @param down how many rows there are
     */
    static Block of(int b, int most, int across, int down) {
        int groups = Math.max(1, most / (across * down * Plane.GROUP));
        int examples = (int) Math.min(b, (long) groups * Plane.GROUP);
        int rows = Math.max(1, Math.min(down, most / (across * examples)));
        return new Block(0, examples, 0, examples > Plane.GROUP ? down : Tile.even(down, rows), b);
    }

    /** Returns how many examples there are. */
    int examples() {
        return last - first;
    }

    /** Returns how many rows there are. */
    int rows() {
        return bottom - top;
    }

    /** What to do with a group of examples, {@code first} and {@code n - 1} more. */
    interface Group {
        void run(int first, int n);
    }

    /** Goes through the groups of the examples. */
    void groups(Group group) {
        for (int g = first; g < last; g += Plane.GROUP) {
            group.run(g, Math.min(Plane.GROUP, last - g));
        }
    }
}
