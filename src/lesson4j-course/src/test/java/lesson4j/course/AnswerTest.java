package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class AnswerTest {

    @Test
    void praisesWhatMeetsEveryDemand() {
        var answer = Answer.of("your share", 0.95).must("lie below 1", true, "Divide by the count.");

        assertThat(answer.well("Nineteen in twenty.")).isEqualTo("✓ Right. Nineteen in twenty.");
    }

    @Test
    void saysWhatWasFoundAndExpectedWithAHint() {
        var answer = Answer.of("your share", 19.0).must("be a number", true, "Use a double.");

        assertThatThrownBy(() -> answer.must("lie below 1", false, "Divide by the count."))
                .isInstanceOf(NotYet.class)
                .hasMessage("✗ Not yet: your share is 19.0, but it must lie below 1. Divide by the count.");
    }

    @Test
    void tellsATensorByTypeAndShape() {
        var answer = Answer.of("your distance", Nd4j.zeros(28, 28));

        assertThatThrownBy(() -> answer.must("be one number", false, "Average over both axes."))
                .hasMessage("✗ Not yet: your distance is FLOAT [28, 28], but it must be one number."
                        + " Average over both axes.");
    }

    @Test
    void saysThatThereIsNoAnswerYet() {
        assertThatThrownBy(() -> Answer.of("your kernel", null))
                .hasToString("✗ Not yet: there is no value for your kernel. Run the cell that makes it first.")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }
}
