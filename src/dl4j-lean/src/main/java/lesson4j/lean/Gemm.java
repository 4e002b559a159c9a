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
        new Product(false, false, m, n, k, a, b, c, false).run();
    }

    /** C = A·Bᵀ: A {@code [m, k]}, B {@code [n, k]}, C {@code [m, n]}. */
    static void productTransposedRight(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        addTransposedRight(m, n, k, a, b, c, false);
    }

    /** The same, added to what is in C already where {@code add} is true. */
    static void addTransposedRight(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c, boolean add) {
        new Product(false, true, m, n, k, a, b, c, add).run();
    }

    /** C = Aᵀ·B: A {@code [k, m]}, B {@code [k, n]}, C {@code [m, n]}. */
    static void productTransposedLeft(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        new Product(true, false, m, n, k, a, b, c, false).run();
    }

    /** C = A·B, of which either side may lie in memory transposed. */
    private record Product(
            boolean left,
            boolean right,
            int m,
            int n,
            int k,
            FloatPointer a,
            FloatPointer b,
            FloatPointer c,
            boolean add) {

        void run() {
            Tile tile = Tile.of(right, m, n, k);
            int across = Tile.pieces(n, tile.columns());
            Crew.run(
                    Tile.pieces(m, tile.rows()) * across,
                    (long) m * n * k >= WORTH_SHARING,
                    i -> part(tile, i / across * tile.rows(), i % across * tile.columns()));
        }

        /** Computes the tile of C whose first number is in row {@code i} and column {@code j}. */
        private void part(Tile tile, int i, int j) {
            for (int q = 0; q < k; q += tile.depth()) {
                cblas_sgemm(
                        CblasRowMajor,
                        left ? CblasTrans : CblasNoTrans,
                        right ? CblasTrans : CblasNoTrans,
                        Math.min(tile.rows(), m - i),
                        Math.min(tile.columns(), n - j),
                        Math.min(tile.depth(), k - q),
                        1f,
                        Floats.at(a, left ? (long) q * m + i : (long) i * k + q),
                        left ? m : k,
                        Floats.at(b, right ? (long) j * k + q : (long) q * n + j),
                        right ? k : n,
                        q == 0 && !add ? 0f : 1f,
                        Floats.at(c, (long) i * n + j),
                        n);
            }
        }
    }
}
