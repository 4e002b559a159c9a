package lesson4j.step;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Java threads, one for each core, that share out the work of a training step.
 *
 * <p>A sleeping thread takes 30 µs to wake, as long as a small net's matrix product takes. So these wait for the next
 * work in a loop for a moment before they sleep. Work comes in pieces that are taken one by one: a thread that another
 * program keeps from its core takes fewer, and nobody waits for one that has not come at all.
 */
final class Crew {
    /** How many threads work together, the caller's included. */
    static final int SIZE = Runtime.getRuntime().availableProcessors();

    /** For how long to wait in a loop: an operation of SameDiff between two products takes less. */
    private static final long PATIENCE = 200_000;

    /** Fewer operations on plain numbers take less time than sharing them out. */
    private static final long WORTH_SHARING = 50_000;

    private static final Crew ALL = new Crew(SIZE - 1);

    private final Helper[] helpers;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile @Nullable Job job;

    private Crew(int helpers) {
        this.helpers = new Helper[helpers];
        for (int i = 0; i < helpers; i++) {
            this.helpers[i] = new Helper();
        }
    }

    /** What to do with the numbers from {@code from} to before {@code to}. */
    interface Share {
        void run(int from, int to);
    }

    /** Runs {@code 0..n} in as many shares as there are threads, or at once if all of it takes little work. */
    static void share(int n, long work, Share share) {
        int shares = work < WORTH_SHARING ? 1 : Math.min(n, SIZE);
        run(shares, true, i -> share.run((int) ((long) n * i / shares), (int) ((long) n * (i + 1) / shares)));
    }

    /**
     * Runs pieces 0 to before {@code pieces} and returns when all are done.
     *
     * @param together whether sharing pays; the pieces of a piece are run one after the other in any case
     */
    static void run(int pieces, boolean together, IntConsumer piece) {
        if (!together || pieces < 2 || SIZE < 2 || !ALL.taken.compareAndSet(false, true)) {
            for (int i = 0; i < pieces; i++) {
                piece.accept(i);
            }
            return;
        }
        try {
            ALL.share(new Job(pieces, piece));
        } finally {
            ALL.taken.set(false);
        }
    }

    private void share(Job work) {
        job = work;
        try {
            for (int i = 0; i < Math.min(helpers.length, work.pieces - 1); i++) {
                helpers[i].wake();
            }
            work.help();
        } finally {
            job = null;
            work.await();
        }
        work.rethrow();
    }

    /** Some work under way. The caller takes pieces from the front, so that it has those of last time in its cache. */
    private static final class Job {
        final int pieces;
        private final IntConsumer piece;
        private final Thread caller = Thread.currentThread();
        private final AtomicInteger claimed = new AtomicInteger();
        private final AtomicInteger last;
        private int first;
        private final AtomicInteger done = new AtomicInteger();
        private volatile boolean callerSleeps;
        private volatile @Nullable Throwable failure;

        Job(int pieces, IntConsumer piece) {
            this.pieces = pieces;
            this.piece = piece;
            this.last = new AtomicInteger(pieces);
        }

        /** Runs pieces that nobody has taken; returns whether there was one. */
        boolean help() {
            boolean any = false;
            // asked first, since a thread that waits asks again and again
            while (claimed.get() < pieces && claimed.getAndIncrement() < pieces) {
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
                if (done.incrementAndGet() == pieces && callerSleeps) {
                    LockSupport.unpark(caller);
                }
            }
        }

        /** Waits until the pieces that others have taken are done. */
        void await() {
            // what a stopped caller did not get to is nobody's any more
            int untaken = Math.max(0, pieces - claimed.getAndAdd(pieces));
            done.addAndGet(untaken);
            long start = System.nanoTime();
            while (done.get() < pieces) {
                if (System.nanoTime() - start < PATIENCE) {
                    Thread.onSpinWait();
                } else {
                    callerSleeps = true;
                    LockSupport.parkNanos(this, done.get() < pieces ? 1_000_000 : 0);
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

    /** A thread that is started at its first work, belongs to no cell and does not keep the JVM alive. */
    private final class Helper implements Runnable {
        private @Nullable Thread thread;
        private volatile boolean sleeps;

        void wake() {
            if (thread == null) {
                thread = new Thread(root(), this, "lesson4j-crew", 0, false);
                thread.setDaemon(true);
                thread.start();
            } else if (sleeps) {
                LockSupport.unpark(thread);
            }
        }

        private static ThreadGroup root() {
            ThreadGroup group = Thread.currentThread().getThreadGroup();
            while (group.getParent() != null) {
                group = group.getParent();
            }
            return group;
        }

        @Override
        public void run() {
            long idleSince = System.nanoTime();
            while (true) {
                Job work = job;
                if (work != null && work.help()) {
                    idleSince = System.nanoTime();
                } else if (System.nanoTime() - idleSince < PATIENCE) {
                    Thread.onSpinWait();
                } else {
                    sleeps = true;
                    if (job == null) {
                        LockSupport.park(Crew.this);
                    }
                    sleeps = false;
                    idleSince = System.nanoTime();
                }
            }
        }
    }
}
