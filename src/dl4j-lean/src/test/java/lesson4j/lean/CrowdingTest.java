package lesson4j.lean;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The times are made up, in ms, so that no clock of a busy machine can spoil them. */
class CrowdingTest {
    private static final long MS = 1_000_000;
    private final Crowding crowding = new Crowding(0);

    /** Loses {@code lost} of every {@code each} ms; returns for how many of so many ms it worked alone. */
    private int alone(int begin, int ms, int lost, int each) {
        int alone = 0;
        for (int t = begin; t < begin + ms; t++) {
            if (crowding.aloneAt(t * MS)) {
                alone++;
            } else if (t % each < lost) {
                crowding.heldUp(MS);
            }
        }
        return alone;
    }

    @Test
    void aProgramThatTakesACoreIsLeftAlone() {
        assertThat(alone(1, 10_000, 5, 6)).isBetween(8_000, 9_900);
    }

    @Test
    void aProgramThatTakesATurnNowAndThenIsNot() {
        assertThat(alone(1, 10_000, 4, 40)).isZero();
    }

    @Test
    void allCoresAreUsedAgainSoonAfterItHasEnded() {
        alone(1, 10_000, 5, 6);

        assertThat(alone(10_001, 5_000, 4, 40)).isLessThanOrEqualTo(320);
    }
}
