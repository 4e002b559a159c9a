package lesson4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuTest {
    @Test
    void saysThatThisKernelHasNoCudaBackend() {
        assertThat(Gpu.isUsable()).isFalse();
        assertThat(Gpu.sentence())
                .isEqualTo("The processor computes; the graphics card is not used, because this kernel has no CUDA "
                        + "backend (./lesson install --cuda makes one that has).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/c/libjnicudart.so: libcuda.so.1: cannot open shared object file: No such file or directory"
                        + "| NVIDIA's driver is not installed (libcuda.so.1 was not found)",
                "/c/libjnind4jcuda.so: libcudnn.so.8: cannot open shared object file: No such file or directory"
                        + "| CUDA 11.6 with cuDNN 8.3 is not installed (libcudnn.so.8 was not found)",
                "no jnicudart in java.library.path | CUDA 11.6 could not be loaded (ExceptionInInitializerError)"
            })
    void namesTheLibraryThatIsMissing(String message, String reason) {
        var failure = new ExceptionInInitializerError(new UnsatisfiedLinkError(message));

        assertThat(Gpu.because(failure)).isEqualTo(reason);
    }
}
