package lesson4j.lean;

import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Keeps native code to one thread while it is open, and gives the others back afterwards.
 *
 * <p>The lesson's steps take microseconds. Sharing them out costs more than it gains, and on a busy machine native
 * threads that wait for each other in a loop make a step ten times slower. Some of SameDiff's operations ask OpenMP
 * itself and not ND4J for their threads, so it is told, too. Of several that are open only the first and the last do
 * anything: {@code try (var one = new OneThread()) { … }}.
 */
public final class OneThread implements AutoCloseable {
    private static int open;
    private static Threads before = new Threads(1, 1, 1, 1);

    private boolean closed;

    /** Takes the threads away. */
    public OneThread() {
        synchronized (OneThread.class) {
            if (open++ == 0) {
                before = Threads.now();
                new Threads(1, 1, 1, 1).set();
            }
        }
    }

    @Override
    public void close() {
        synchronized (OneThread.class) {
            if (!closed && --open == 0) {
                before.set();
            }
            closed = true;
        }
    }

    /** How many threads everybody has. */
    private record Threads(int all, int master, int blas, int omp) {

        static Threads now() {
            Environment nd4j = Nd4j.getEnvironment();
            return new Threads(nd4j.maxThreads(), nd4j.maxMasterThreads(), BlasThreads.get(), ops().ompGetMaxThreads());
        }

        void set() {
            Environment nd4j = Nd4j.getEnvironment();
            nd4j.setMaxThreads(all);
            nd4j.setMaxMasterThreads(master);
            BlasThreads.set(blas);
            ops().setOmpNumThreads(omp);
        }

        private static NativeOps ops() {
            return NativeOpsHolder.getInstance().getDeviceNativeOps();
        }
    }
}
