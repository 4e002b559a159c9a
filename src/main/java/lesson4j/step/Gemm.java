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
    /** A smaller job costs more to share out than it takes, in multiplications. */
    private static final long WORTH_SHARING = 200_000;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** What to do with the numbers from {@code from} to before {@code to}. */
    interface Share {
        void run(int from, int to);
    }

    private Gemm() {}

    /** Runs {@code 0..n} in as many shares as there are cores, or at once if all of it takes little work. */
    static void share(int n, long work, Share share) {
        int shares = work < WORTH_SHARING ? 1 : Math.min(n, CORES);
        if (shares <= 1) {
            share.run(0, n);
            return;
        }
        IntStream.range(0, shares)
                .parallel()
                .forEach(i -> share.run((int) ((long) n * i / shares), (int) ((long) n * (i + 1) / shares)));
    }

    /** C = A·B, rows by rows: A {@code [m, k]}, B {@code [k, n]}, C {@code [m, n]}. */
    static void product(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        long work = (long) m * n * k;
        if (n > m) {
            share(
                    n,
                    work,
                    (from, to) -> cblas_sgemm(
                            CblasRowMajor,
                            CblasNoTrans,
                            CblasNoTrans,
                            m,
                            to - from,
                            k,
                            1f,
                            a,
                            k,
                            Floats.at(b, from),
                            n,
                            0f,
                            Floats.at(c, from),
                            n));
        } else {
            share(
                    m,
                    work,
                    (from, to) -> cblas_sgemm(
                            CblasRowMajor,
                            CblasNoTrans,
                            CblasNoTrans,
                            to - from,
                            n,
                            k,
                            1f,
                            Floats.at(a, (long) from * k),
                            k,
                            b,
                            n,
                            0f,
                            Floats.at(c, (long) from * n),
                            n));
        }
    }

    /** C = A·Bᵀ: A {@code [m, k]}, B {@code [n, k]}, C {@code [m, n]}. */
    static void productTransposedRight(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        long work = (long) m * n * k;
        if (n > m) {
            share(
                    n,
                    work,
                    (from, to) -> cblas_sgemm(
                            CblasRowMajor,
                            CblasNoTrans,
                            CblasTrans,
                            m,
                            to - from,
                            k,
                            1f,
                            a,
                            k,
                            Floats.at(b, (long) from * k),
                            k,
                            0f,
                            Floats.at(c, from),
                            n));
        } else {
            share(
                    m,
                    work,
                    (from, to) -> cblas_sgemm(
                            CblasRowMajor,
                            CblasNoTrans,
                            CblasTrans,
                            to - from,
                            n,
                            k,
                            1f,
                            Floats.at(a, (long) from * k),
                            k,
                            b,
                            k,
                            0f,
                            Floats.at(c, (long) from * n),
                            n));
        }
    }

    /** C = Aᵀ·B: A {@code [k, m]}, B {@code [k, n]}, C {@code [m, n]}. */
    static void productTransposedLeft(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        long work = (long) m * n * k;
        if (n > m) {
            share(
                    n,
                    work,
                    (from, to) -> cblas_sgemm(
                            CblasRowMajor,
                            CblasTrans,
                            CblasNoTrans,
                            m,
                            to - from,
                            k,
                            1f,
                            a,
                            m,
                            Floats.at(b, from),
                            n,
                            0f,
                            Floats.at(c, from),
                            n));
        } else {
            share(
                    m,
                    work,
                    (from, to) -> cblas_sgemm(
                            CblasRowMajor,
                            CblasTrans,
                            CblasNoTrans,
                            to - from,
                            n,
                            k,
                            1f,
                            Floats.at(a, from),
                            m,
                            b,
                            n,
                            0f,
                            Floats.at(c, (long) from * n),
                            n));
        }
    }
}
