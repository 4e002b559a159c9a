package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChecksTest {

    @Test
    void listsWhatHolds() {
        var checks = Checks.always()
                .shows("a distance", 0.11144, "0.1114")
                .between("accuracy", 0.98, 0.97, 1)
                .between("a small rate", 0.00044, 1e-4, 0.05)
                .that("both agree", true);

        assertThat(checks)
                .hasToString("✓ a distance: 0.1114\n✓ accuracy: 0.9800, between 0.97 and 1\n"
                        + "✓ a small rate: 0.000440, between 0.0001 and 0.05\n✓ both agree\n4 checks passed");
    }

    @Test
    void saysWhatWasFoundAndExpected() {
        assertThatThrownBy(() -> Checks.always().between("accuracy", 0.5, 0.97, 1))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Check failed: accuracy should lie between 0.97 and 1 but is 0.5000."
                        + " Run the cells above it again, in order.");
        assertThatThrownBy(() -> Checks.always().shows("a distance", 0.1117, "0.1114"))
                .hasMessageContaining("a distance should be 0.1114 but is 0.1117");
        assertThatThrownBy(() -> Checks.always().that("both agree", false))
                .hasMessageContaining("It should be so that both agree, but it is not");
    }
}
