package lesson4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TickLabelsTest {

    @Test
    void writesAllNumbersOfAnAxisWithTheSameDecimals() {
        var labels = new TickLabels();
        labels.learn(true);
        // two steps are tried, the second stays
        DoubleStream.of(-0.25, 0, 0.25, -0.5, 0, 0.5, 1).forEach(labels::apply);
        labels.learn(false);

        assertThat(DoubleStream.of(-0.5, 0, 0.5, 1).mapToObj(labels::apply))
                .containsExactly("−0.5", "0.0", "0.5", "1.0");
    }

    @Test
    void neverRoundsANumberItDidNotExpect() {
        var labels = new TickLabels();
        labels.learn(true);
        DoubleStream.of(0, 1, 2).forEach(labels::apply);
        labels.learn(false);

        assertThat(labels.apply(0.5)).isEqualTo("0.5");
        assertThat(labels.apply(2.0)).isEqualTo("2");
    }
}
