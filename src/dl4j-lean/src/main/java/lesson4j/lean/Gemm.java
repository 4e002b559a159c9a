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
        product(false, false, m, n, k, a, b, c);
    }

    /** C = A·Bᵀ: A {@code [m, k]}, B {@code [n, k]}, C {@code [m, n]}. */
    static void productTransposedRight(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        product(false, true, m, n, k, a, b, c);
    }

    /** C = Aᵀ·B: A {@code [k, m]}, B {@code [k, n]}, C {@code [m, n]}. */
    static void productTransposedLeft(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        product(true, false, m, n, k, a, b, c);
    }

    private static void product(
            boolean left, boolean right, int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        Tile tile = Tile.of(right, m, n, k);
        int down = Tile.pieces(m, tile.rows());
        int across = Tile.pieces(n, tile.columns());
        Crew.run(
                down * across,
                (long) m * n * k >= WORTH_SHARING,
                i -> tile(left, right, m, n, k, a, b, c, tile, i / across, i % across));
    }

    /** Computes the tile of C that is the {@code down}-th from above and the {@code across}-th from the left. */
    private static void tile(
            boolean left,
            boolean right,
            int m,
            int n,
            int k,
            FloatPointer a,
            FloatPointer b,
            FloatPointer c,
            Tile tile,
            int down,
            int across) {
        int i = down * tile.rows();
        int j = across * tile.columns();
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
                    q == 0 ? 0f : 1f,
                    Floats.at(c, (long) i * n + j),
                    n);
        }
    }
}
