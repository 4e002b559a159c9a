package lesson4j.lean;

import java.util.function.IntConsumer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;

/** How many threads BLAS takes for a product. */
final class BlasThreads {
    private static final IntConsumer SETTER = setter();

    private BlasThreads() {}

    static int get() {
        return openblas.blas_get_num_threads();
    }

    static void set(int threads) {
        SETTER.accept(threads);
    }

    /** JavaCPP's own method looks for all libraries each time, in 200 µs; OpenBLAS's function takes one. */
    private static IntConsumer setter() {
        Loader.load(openblas.class);
        Pointer function = Loader.addressof("openblas_set_num_threads");
        boolean mkl = Loader.addressof("MKL_Set_Num_Threads") != null;
        return function == null || mkl ? openblas::blas_set_num_threads : new Direct(function)::call;
    }

    private static final class Direct extends SetNumThreads {
        Direct(Pointer function) {
            put(function);
        }
    }
}
