package lesson4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ShapeAdviceTest {
    private final INDArray x = Nd4j.ones(3, 4);
    private final INDArray w = Nd4j.ones(5, 2);

    @Test
    void namesTheTensorsAndTheRule() {
        Throwable thrown = catchThrowable(() -> x.mmul(w));

        assertThat(advice(thrown, "x.mmul(w)"))
                .containsExactly(
                        "x is [3, 4], w is [5, 2].",
                        "mmul needs w to have as many rows as x has columns: 4 columns, but 5 rows.");
    }

    @Test
    void takesShapesFromTheMessageWhereNamesAreUnknown() {
        Throwable thrown = catchThrowable(() -> x.add(w));

        assertThat(advice(thrown, "a().add(b())"))
                .containsExactly("add works value by value: counted from the last, the dimensions must be equal or 1; "
                        + "[3, 4] and [5, 2] are not.");
    }

    @Test
    void namesTensorsInAnyLanguage() {
        Throwable thrown = catchThrowable(() -> x.mmul(w));

        assertThat(ShapeAdvice.of(thrown, "größe.mmul(名前)", Map.<String, Object>of("größe", x, "名前", w)::get))
                .containsExactly(
                        "größe is [3, 4], 名前 is [5, 2].",
                        "mmul needs 名前 to have as many rows as größe has columns: 4 columns, but 5 rows.");
    }

    @Test
    void isSilentAboutOtherErrors() {
        assertThat(advice(new IllegalStateException("shape of things"), "x.add(w)"))
                .isEmpty();
    }

    private List<String> advice(Throwable thrown, String line) {
        return ShapeAdvice.of(thrown, line, Map.<String, Object>of("x", x, "w", w)::get);
    }
}
