package lesson4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void keepsFourSignificantDigits() {
        assertThat(Numbers.text(0.123456)).isEqualTo("0.1235");
        assertThat(Numbers.text(-3.0)).isEqualTo("−3");
        assertThat(Numbers.text(0)).isEqualTo("0");
        assertThat(Numbers.text(25823.8)).isEqualTo("25824");
    }

    @Test
    void keepsAllDigitsOfWholeNumbers() {
        assertThat(Numbers.text(12396)).isEqualTo("12396");
    }

    @Test
    void writesVerySmallAndVeryLargeNumbersWithAnExponent() {
        assertThat(Numbers.text(1e-5)).isEqualTo("1e−5");
        assertThat(Numbers.text(-1.25e9)).isEqualTo("−1.25e9");
    }

    @Test
    void namesWhatIsNoNumber() {
        assertThat(Numbers.text(Double.NaN)).isEqualTo("NaN");
        assertThat(Numbers.text(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
    }

    @Test
    void keepsClosingZerosInTables() {
        assertThat(Numbers.four(0.5)).isEqualTo("0.5000");
        assertThat(Numbers.four(-12.0)).isEqualTo("-12");
        assertThat(Numbers.four(1e-5)).isEqualTo("1.000e-05");
    }
}
