package lesson4j.data;

import java.util.concurrent.atomic.AtomicLong;

/** The one seed that random parts use unless they are given their own: {@code Seed.set(42);}. */
public final class Seed {
    private static final AtomicLong SEED = new AtomicLong(42);

    private Seed() {}

    /** Sets the seed for all that is made from now on. */
    public static void set(long seed) {
        SEED.set(seed);
    }

    /** Returns the seed in force, 42 unless it was set. */
    public static long get() {
        return SEED.get();
    }
}
