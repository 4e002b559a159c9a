package lesson4j.jupyter.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void offersTheNamesWithTheFewestSlips() {
        List<String> names = List.of("length", "lines", "strip", "lengthen");

        assertThat(Nearest.of("lenght", names)).containsExactly("length");
        assertThat(Nearest.of("stirp", names)).containsExactly("strip");
        assertThat(Nearest.of("Length", names)).containsExactly("length");
    }

    @Test
    void offersNothingForVeryShortOrVeryDifferentNames() {
        assertThat(Nearest.of("p", List.of("a", "q"))).isEmpty();
        assertThat(Nearest.of("banana", List.of("length"))).isEmpty();
    }
}
