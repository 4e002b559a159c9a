package lesson4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberTextTest {

    @Test
    void keepsFourSignificantDigits() {
        assertThat(NumberText.text(0.123456)).isEqualTo("0.1235");
        assertThat(NumberText.text(-3.0)).isEqualTo("−3");
        assertThat(NumberText.text(0)).isEqualTo("0");
        assertThat(NumberText.text(25823.8)).isEqualTo("25824");
    }

    @Test
    void keepsAllDigitsOfWholeNumbers() {
        assertThat(NumberText.text(12396)).isEqualTo("12396");
    }

    @Test
    void writesVerySmallAndVeryLargeNumbersWithAnExponent() {
        assertThat(NumberText.text(1e-5)).isEqualTo("1e−5");
        assertThat(NumberText.text(-1.25e9)).isEqualTo("−1.25e9");
    }

    @Test
    void namesWhatIsNoNumber() {
        assertThat(NumberText.text(Double.NaN)).isEqualTo("NaN");
        assertThat(NumberText.text(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
    }

    @Test
    void keepsClosingZerosInTables() {
        assertThat(NumberText.four(0.5)).isEqualTo("0.5000");
        assertThat(NumberText.four(-12.0)).isEqualTo("-12");
        assertThat(NumberText.four(1e-5)).isEqualTo("1.000e-05");
    }
}
