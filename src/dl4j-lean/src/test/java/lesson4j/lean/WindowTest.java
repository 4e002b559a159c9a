package lesson4j.lean;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A window has as many places as PyTorch's output is wide, and none where PyTorch refuses. */
class WindowTest {
    @ParameterizedTest
    @CsvSource({
        "3, 1, 0, 28, 26",
        "3, 2, 1, 28, 14",
        "2, 2, 0, 7, 3",
        "5, 3, 2, 1, 1",
        // larger than the picture
        "2, 2, 0, 1, 0",
        "3, 4, 0, 1, 0",
        "5, 3, 0, 4, 0",
        "7, 2, 1, 4, 0",
        "2, 1, 0, 1, 0"
    })
    void places(int kernel, int stride, int pad, int side, int places) {
        assertThat(Math.max(0, new Window(kernel, stride, pad).places(side))).isEqualTo(places);
    }
}
