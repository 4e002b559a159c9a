package lesson4j.train;

import lesson4j.data.RandomState;
import lesson4j.lean.OneThread;

/**
 * A look at a net, {@code try (var look = new Look()) { … }}: it computes in one thread, and gives the random numbers back
 * that it drew.
 */
final class Look implements AutoCloseable {
    private final OneThread one = new OneThread();
    private final RandomState random = new RandomState();

    @Override
    public void close() {
        random.close();
        one.close();
    }
}
