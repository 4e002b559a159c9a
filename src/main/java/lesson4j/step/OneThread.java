package lesson4j.step;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Keeps native code to one thread while it is open, and gives the others back afterwards.
 *
 * <p>The lesson's steps take microseconds. Sharing them out costs more than it gains, and on a busy machine native
 * threads that wait for each other in a loop make a step ten times slower. Some of SameDiff's operations ask OpenMP
 * itself and not ND4J for their threads, so it is told, too.
 */
public final class OneThread implements AutoCloseable {
    private final Environment nd4j = Nd4j.getEnvironment();
    private final NativeOps ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
    private final int threads = nd4j.maxThreads();
    private final int masterThreads = nd4j.maxMasterThreads();
    private final int blasThreads = openblas.blas_get_num_threads();
    private final int ompThreads = ops.ompGetMaxThreads();

    /** Takes the threads away. */
    public OneThread() {
        set(1, 1, 1, 1);
    }

    private void set(int all, int master, int blas, int omp) {
        nd4j.setMaxThreads(all);
        nd4j.setMaxMasterThreads(master);
        openblas.blas_set_num_threads(blas);
        ops.setOmpNumThreads(omp);
    }

    @Override
    public void close() {
        set(threads, masterThreads, blasThreads, ompThreads);
    }
}
