package lesson4j.lean;

/** Swaps rows and columns of matrices in plain arrays. */
final class Transpose {
    /** So many numbers beside each other fill a line of a processor's cache. */
    private static final int BLOCK = 16;

    private Transpose() {}

    /**
     * Writes a matrix {@code [rows, columns]} as {@code [columns, rows]}, by all cores.
     *
     * @param at where the matrix begins in {@code from}, and the result in {@code to}
     */
    static void of(float[] from, float[] to, int at, int rows, int columns) {
        int blocks = Tile.pieces(columns, BLOCK);
        Crew.share(blocks, 2L * rows * columns, (first, last) -> {
            int end = Math.min(columns, last * BLOCK);
            for (int i = 0; i < rows; i += BLOCK) {
                for (int j = first * BLOCK; j < end; j += BLOCK) {
                    block(from, to, at, rows, columns, i, j);
                }
            }
        });
    }

    private static void block(float[] from, float[] to, int at, int rows, int columns, int i, int j) {
        for (int r = i; r < Math.min(rows, i + BLOCK); r++) {
            for (int c = j; c < Math.min(columns, j + BLOCK); c++) {
                to[at + c * rows + r] = from[at + r * columns + c];
            }
        }
    }
}
