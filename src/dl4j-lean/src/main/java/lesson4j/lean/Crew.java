package lesson4j.lean;

import java.util.concurrent.atomic.AtomicBoolean;
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
    private volatile @Nullable Pieces work;
    private final Crowding crowding = new Crowding(System.nanoTime());

    private Crew(int helpers) {
        this.helpers = new Helper[helpers];
        for (int i = 0; i < helpers; i++) {
            this.helpers[i] = new Helper(i + 1);
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
     * Runs pieces 0 to before {@code pieces} and returns when all are done, or throws what one of them threw.
     *
     * @param together whether sharing pays; the pieces of a piece are run one after the other in any case
     */
    static void run(int pieces, boolean together, IntConsumer piece) {
        run(pieces, together, piece, () -> {});
    }

    /** Does the same while the caller has something else to do first: its helpers begin with the pieces meanwhile. */
    static void run(int pieces, boolean together, IntConsumer piece, Runnable first) {
        if (!together || pieces < 2 || SIZE < 2 || !ALL.taken.compareAndSet(false, true)) {
            first.run();
            alone(pieces, piece);
            return;
        }
        try {
            if (ALL.crowding.aloneAt(System.nanoTime())) {
                first.run();
                alone(pieces, piece);
            } else {
                ALL.share(new Pieces(pieces, piece, PATIENCE), first);
            }
        } finally {
            ALL.taken.set(false);
        }
    }

    /** Runs them as a thread without helpers would: when one throws, the others are still done. */
    private static void alone(int pieces, IntConsumer piece) {
        if (pieces == 1) {
            piece.accept(0);
        } else if (pieces > 1) {
            var all = new Pieces(pieces, piece, PATIENCE);
            all.take();
            all.rethrow();
        }
    }

    /** Returns the number of the thread at work, 1 to before {@link #SIZE} for a helper and 0 for whoever called. */
    static int number() {
        return Thread.currentThread() instanceof Helper helper ? helper.number : 0;
    }

    private void share(Pieces pieces, Runnable first) {
        long start = System.nanoTime();
        work = pieces;
        try {
            for (int i = 0; i < Math.min(helpers.length, pieces.count() - 1); i++) {
                helpers[i].wake();
            }
            first.run();
            pieces.callerBegins();
            pieces.take();
        } finally {
            work = null;
            long done = System.nanoTime();
            pieces.await();
            long waited = System.nanoTime() - done;
            if (waited > done - start + Crowding.HELD_UP) {
                crowding.heldUp(waited);
            }
        }
        pieces.rethrow();
    }

    /** A thread that is started at its first work, belongs to no cell and does not keep the JVM alive. */
    private final class Helper extends Thread {
        private final int number;
        private volatile boolean sleeps;
        private @Nullable Pieces seen;
        private long looked;
        private long idleSince;
        private long worked;

        Helper(int number) {
            super(root(), null, "lesson4j-crew", 0, false);
            this.number = number;
            setDaemon(true);
        }

        void wake() {
            if (getState() == State.NEW) {
                start();
            } else if (sleeps) {
                LockSupport.unpark(this);
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
            begin(System.nanoTime());
            while (true) {
                Pieces pieces = work;
                long now = System.nanoTime();
                if (pieces != null && pieces.take() || pieces != seen) {
                    begin(System.nanoTime());
                    worked = looked - now;
                    seen = pieces;
                } else {
                    waits(pieces, now);
                }
            }
        }

        private void begin(long now) {
            looked = now;
            idleSince = now;
        }

        private void waits(@Nullable Pieces pieces, long now) {
            boolean callerLate =
                    pieces != null && pieces.callerBegan() && now - idleSince > 2 * worked + Crowding.HELD_UP;
            if (callerLate || now - looked > Crowding.HELD_UP) {
                crowding.heldUp((now - looked) / helpers.length);
            }
            looked = now;
            if (pieces != null || now - idleSince < PATIENCE) {
                Thread.onSpinWait();
                return;
            }
            sleeps = true;
            if (work == null) {
                LockSupport.park(Crew.this);
            }
            sleeps = false;
            begin(System.nanoTime());
        }
    }
}
