package lesson4j.data;

import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's random numbers as they stand now, which come again when this is closed.
 *
 * <p>Dropout and the initialisation of nets draw from one source for all: a look that does either gives the numbers back,
 * {@code try (var same = new RandomState()) { … }}.
 */
public final class RandomState implements AutoCloseable {
    private final Random random = Nd4j.getRandom();
    private final long seed = random.getSeed();
    private final long root = random.rootState();
    private final long node = random.nodeState();

    @Override
    public void close() {
        random.setSeed(seed);
        random.setStates(root, node);
    }
}
