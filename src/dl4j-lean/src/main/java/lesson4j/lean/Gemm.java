package lesson4j.lean;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Matrix products shared out over the cores by Java, each piece computed by one BLAS thread.
 *
 * <p>BLAS's own threads wait for each other in a loop, which on a busy machine makes a product ten times slower.
 */
final class Gemm {
    /** A product of fewer multiplications costs more to share out than it takes. */
    static final long WORTH_SHARING = 400_000;

    private Gemm() {}

    /** C = A·B: A {@code [m, k]}, B {@code [k, n]}, C {@code [m, n]}. */
    static void product(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        products(1, m, n, k, a, b, c);
    }

    /** The same {@code count} times: the matrices of each side lie beside each other, row by row, see {@link #line}. */
    static void products(int count, int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        new Product(count, false, false, m, n, k, 1, a, b, c, false).run();
    }

    /** C = A·Bᵀ: A {@code [m, k]}, B {@code [n, k]}, C {@code [m, n]}. */
    static void productTransposedRight(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        addTransposedRight(1, m, n, k, a, b, c, false);
    }

    /** The same {@code count} times, added to what is in C already where {@code add} is true. */
    static void addTransposedRight(
            int count, int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c, boolean add) {
        new Product(count, false, true, m, n, k, 1, a, b, c, add).run();
    }

    /** C = Aᵀ·B: A {@code [k, m]}, B {@code [k, n]}, C {@code [m, n]}. */
    static void productTransposedLeft(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        productsTransposedLeft(1, m, n, k, a, b, c);
    }

    /** The same {@code count} times. */
    static void productsTransposedLeft(int count, int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        new Product(count, true, false, m, n, k, 1, a, b, c, false).run();
    }

    /** C = times · Aᵀ·B, added to what is in C already where {@code add} is true. */
    static void addTransposedLeft(
            int m, int n, int k, float times, FloatPointer a, FloatPointer b, FloatPointer c, boolean add) {
        new Product(1, true, false, m, n, k, times, a, b, c, add).run();
    }

    /**
     * Returns how far the rows of {@code count} matrices beside each other lie apart, of {@code columns} numbers each.
     *
     * <p>Rows a power of two apart would share a few lines of a core's nearest cache, so some numbers stay free.
     */
    static int line(int count, int columns) {
        return count == 1 ? columns : count * columns + 16;
    }

    /** C = A·B, of which either side may lie in memory transposed. */
    private record Product(
            int count,
            boolean left,
            boolean right,
            int m,
            int n,
            int k,
            float times,
            FloatPointer a,
            FloatPointer b,
            FloatPointer c,
            boolean add) {

        void run() {
            Tile tile = Tile.of(right, m, n, k);
            int across = Tile.pieces(n, tile.columns());
            int tiles = Tile.pieces(m, tile.rows()) * across;
            Crew.run(
                    count * tiles,
                    (long) count * m * n * k >= WORTH_SHARING,
                    i -> inPairs(tile, i / tiles, i % tiles, across));
        }

        /** Computes the {@code at}th tile of a C: two rows of tiles in turns, which need the same columns of B. */
        private void inPairs(Tile tile, int of, int at, int across) {
            int pair = at / (2 * across) * 2;
            int rows = Math.min(2, Tile.pieces(m, tile.rows()) - pair);
            int inPair = at - pair * across;
            part(tile, of, (pair + inPair % rows) * tile.rows(), inPair / rows * tile.columns());
        }

        /** Computes the tile of the {@code of}th C whose first number is in row {@code i} and column {@code j}. */
        private void part(Tile tile, int of, int i, int j) {
            int wide = left ? m : k;
            int deep = right ? k : n;
            long lineA = line(count, wide);
            long lineB = line(count, deep);
            long lineC = line(count, n);
            for (int q = 0; q < k; q += tile.depth()) {
                cblas_sgemm(
                        CblasRowMajor,
                        left ? CblasTrans : CblasNoTrans,
                        right ? CblasTrans : CblasNoTrans,
                        Math.min(tile.rows(), m - i),
                        Math.min(tile.columns(), n - j),
                        Math.min(tile.depth(), k - q),
                        times,
                        Floats.at(a, (long) of * wide + (left ? q * lineA + i : i * lineA + q)),
                        (int) lineA,
                        Floats.at(b, (long) of * deep + (right ? j * lineB + q : q * lineB + j)),
                        (int) lineB,
                        q == 0 && !add ? 0f : 1f,
                        Floats.at(c, (long) of * n + i * lineC + j),
                        (int) lineC);
            }
        }
    }
}
