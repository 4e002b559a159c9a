package lesson4j.lean;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Work under way: pieces that the caller takes from the front and its helpers from the back.
 *
 * <p>So each finds in its core's cache what it left there when the same work was shared out before.
 */
final class Pieces {
    private final int count;
    private final IntConsumer piece;
    private final long patience;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicInteger last;
    private int first;
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean callerAtWork;
    private volatile boolean callerSleeps;
    private volatile @Nullable Throwable failure;

    /** Describes so many pieces, and for how many ns the caller waits in a loop for the last of them. */
    Pieces(int count, IntConsumer piece, long patience) {
        this.count = count;
        this.piece = piece;
        this.patience = patience;
        this.last = new AtomicInteger(count);
    }

    int count() {
        return count;
    }

    void callerBegins() {
        callerAtWork = true;
    }

    /** Returns whether the caller has come to the pieces, after what it does first. */
    boolean callerBegan() {
        return callerAtWork;
    }

    /** Runs pieces that nobody has taken; returns whether there was one. */
    boolean take() {
        boolean any = false;
        // asked first, since a thread that waits asks again and again
        while (claimed.get() < count && claimed.getAndIncrement() < count) {
            any = true;
            run(Thread.currentThread() == caller ? first++ : last.decrementAndGet());
        }
        return any;
    }

    private void run(int i) {
        try {
            piece.accept(i);
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            if (done.incrementAndGet() == count && callerSleeps) {
                LockSupport.unpark(caller);
            }
        }
    }

    /** Waits until the pieces that others have taken are done. */
    void await() {
        // what a stopped caller did not get to is nobody's any more
        int untaken = Math.max(0, count - claimed.getAndAdd(count));
        done.addAndGet(untaken);
        long start = System.nanoTime();
        while (done.get() < count) {
            if (System.nanoTime() - start < patience) {
                Thread.onSpinWait();
            } else {
                callerSleeps = true;
                LockSupport.parkNanos(this, done.get() < count ? 1_000_000 : 0);
            }
        }
    }

    void rethrow() {
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
