package lesson4j.step;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Work shared out over the cores by Java, each share computed by one BLAS thread.
 *
 * <p>BLAS's own threads wait for each other in a loop, which on a busy machine makes a product ten times slower.
 */
final class Gemm {
    /** A smaller job costs more to share out than it takes, in multiplications by Java and by BLAS. */
    private static final long WORTH_SHARING = 200_000;

    private static final long PRODUCT_WORTH_SHARING = 3_000_000;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** What to do with the numbers from {@code from} to before {@code to}. */
    interface Share {
        void run(int from, int to);
    }

    private Gemm() {}

    /** Runs {@code 0..n} in as many shares as there are cores, or at once if all of it takes little work. */
    static void share(int n, long work, Share share) {
        share(n, work < WORTH_SHARING ? 1 : Math.min(n, CORES), share);
    }

    private static void share(int n, int shares, Share share) {
        if (shares <= 1) {
            share.run(0, n);
            return;
        }
        IntStream.range(0, shares)
                .parallel()
                .forEach(i -> share.run((int) ((long) n * i / shares), (int) ((long) n * (i + 1) / shares)));
    }

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

    /** Shares out the columns of C or its rows, whichever are more; a share of either is a product of its own. */
    private static void product(
            boolean left, boolean right, int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        int rowOfA = left ? m : k;
        int rowOfB = right ? k : n;
        int shares = (long) m * n * k < PRODUCT_WORTH_SHARING ? 1 : Math.min(Math.max(m, n), CORES);
        share(Math.max(m, n), shares, (from, to) -> {
            boolean columns = n > m;
            long startOfA = columns ? 0 : left ? from : (long) from * k;
            long startOfB = !columns ? 0 : right ? (long) from * k : from;
            cblas_sgemm(
                    CblasRowMajor,
                    left ? CblasTrans : CblasNoTrans,
                    right ? CblasTrans : CblasNoTrans,
                    columns ? m : to - from,
                    columns ? to - from : n,
                    k,
                    1f,
                    Floats.at(a, startOfA),
                    rowOfA,
                    Floats.at(b, startOfB),
                    rowOfB,
                    0f,
                    Floats.at(c, columns ? from : (long) from * n),
                    n);
        });
    }
}
