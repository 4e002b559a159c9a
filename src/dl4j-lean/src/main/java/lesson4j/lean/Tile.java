package lesson4j.lean;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How a matrix product is cut: tiles of the result, and parts of the sums that are added up one after the other.
 *
 * <p>For processors with AVX-512 OpenBLAS has a kernel for products of up to 100³ multiplications, which reads both sides
 * where they lie instead of packing them first: 110 instead of 75 billion operations a second. A lesson's products are larger
 * and one side of them is short, so that packing is a third of their time; cut into tiles they never need it. The
 * sizes are those that were quickest of about 500 for each of thirty products of dense nets and ResNet-18.
 */
record Tile(int rows, int columns, int depth) {
    private static final int WITHOUT_PACKING = 1_000_000;
    private static final int AVX512 = 3;

    /** More weights than this are read anew from far for each few examples. */
    private static final int MANY_WEIGHTS = 1 << 20;

    /** So many examples of such a net, layer by layer: each product is then shared out itself. */
    private static final int MANY_ROWS = 256;

    private static final int LANES = 16;
    private static final boolean CUTS = level() >= AVX512;

    private static int level() {
        // the holder is filled by the first who asks ND4J for anything
        Nd4j.getExecutioner();
        return NativeOpsHolder.getInstance().getDeviceNativeOps().optimalLevel();
    }

    /**
     * Returns the tiles for C = A·B, C {@code [m, n]}, sums of {@code k} products.
     *
     * @param right whether B's columns are its rows in memory
     */
    static Tile of(boolean right, int m, int n, int k) {
        if ((long) m * n * k < WITHOUT_PACKING) {
            return new Tile(m, n, k);
        }
        if (!CUTS || right && k < 512) {
            return m > n ? new Tile(pieces(m, Crew.SIZE), n, k) : new Tile(m, pieces(n, Crew.SIZE), k);
        }
        int rows = even(m, 64);
        int columns = Math.min(n, right ? 16 : 64);
        int depth = even(k, WITHOUT_PACKING / (rows * columns));
        int room = Math.min(WITHOUT_PACKING / (rows * depth), right ? 32 : Math.max(64, n / (2 * Crew.SIZE)));
        int most = Math.max(columns, room / LANES * LANES);
        return new Tile(rows, Math.min(most, pieces(even(n, most), LANES) * LANES), depth);
    }

    /**
     * Returns how many examples of {@code b} to take through a dense net at once, when several threads do.
     *
     * @param weights how many the largest layer has
     */
    static int rows(int b, long weights) {
        if (!CUTS) {
            return pieces(b, Crew.SIZE);
        }
        return weights > MANY_WEIGHTS ? even(b, MANY_ROWS) : Math.min(b, 32);
    }

    /** Returns the size of pieces of {@code most} or fewer that {@code all} can be cut into evenly. */
    static int even(int all, int most) {
        int pieces = pieces(all, Math.max(1, most));
        return pieces(all, pieces);
    }

    /** Returns how many pieces of a size make up {@code all}; the last may be short. */
    static int pieces(int all, int size) {
        return (all + size - 1) / size;
    }
}
