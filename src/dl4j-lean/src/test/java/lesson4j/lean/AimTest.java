package lesson4j.lean;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

class AimTest {
    private static final float INFINITE = Float.POSITIVE_INFINITY;

    private final FloatPointer params = new FloatPointer(1f, 2f, 3f, 4f);

    private float[] all() {
        float[] all = new float[4];
        params.get(all);
        return all;
    }

    @Test
    void gradientsMoveWhatTheyAreTheGradientsOf() {
        var aim = new Aim(params, true, place -> place == 0 ? -0.5f : -1f);

        aim.product(1, 2, 1, new FloatPointer(2f), new FloatPointer(1f, 3f), 0);
        aim.put(new float[] {1, 2, 99}, 2, 2);

        assertThat(all()).containsExactly(1 - 1, 2 - 3, 3 - 1, 4 - 2);
    }

    @Test
    void gradientsTakeThePlaceOfOlderOnes() {
        var aim = Aim.at(params);

        aim.product(1, 2, 1, new FloatPointer(2f), new FloatPointer(1f, 3f), 0);
        aim.put(new float[] {1, 2, 99}, 2, 2);

        assertThat(all()).containsExactly(2, 6, 1, 2);
    }

    @Test
    void whatIsFrozenStaysBesideInfiniteGradients() {
        var aim = new Aim(params, true, place -> -0f);

        aim.product(1, 2, 1, new FloatPointer(INFINITE), new FloatPointer(1f, 0f), 0);
        aim.put(new float[] {INFINITE, Float.NaN}, 2, 2);

        assertThat(all()).containsExactly(1, 2, 3, 4);
    }
}
