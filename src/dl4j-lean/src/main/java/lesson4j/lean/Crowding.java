package lesson4j.lean;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells when other programs want the cores so much that a step is quicker by one thread alone.
 *
 * <p>Where three threads want two cores each gets two thirds of one, and two that wait for each other get less. So time is
 * counted for which a thread of ours was kept from its core; when it is too much, the others are left alone for a while.
 */
final class Crowding {
    /** A thread that waits in a loop looks around every 50 ns. When it does not for so long, it has lost its core. */
    static final long HELD_UP = 1_000_000;

    /** How much of the time may be lost before working alone is quicker. Then how much more than that, in ns. */
    private static final double BEARABLE = 0.7 * (1 - 1.0 / Crew.SIZE);

    private static final long TOO_MUCH = 8_000_000;

    /** For how long to work alone, in ns: twice as long each time that it happens again soon. */
    private static final long SHORTEST = 5_000_000;

    private static final long LONGEST = 320_000_000;

    /** Within some turns of a program that shares the core. */
    private static final long SOON = 100_000_000;

    private final AtomicLong held = new AtomicLong();
    private double lost;
    private long counted;
    private long length = SHORTEST;
    private long end;

    Crowding(long now) {
        counted = now;
        end = now;
    }

    /** Counts the ns for which a thread was kept from its core; any thread may call this. */
    void heldUp(long ns) {
        held.addAndGet(ns);
    }

    /** Returns whether to work alone now. */
    boolean aloneAt(long now) {
        if (held.get() > 0) {
            lost = Math.max(0, lost - BEARABLE * (now - counted)) + held.getAndSet(0);
            counted = now;
            if (lost > TOO_MUCH) {
                leave(now);
            }
        }
        return now - end < 0;
    }

    private void leave(long now) {
        length = now - end < SOON ? Math.min(2 * length, LONGEST) : Math.max(length / 2, SHORTEST);
        end = now + length;
        lost = 0;
    }
}
