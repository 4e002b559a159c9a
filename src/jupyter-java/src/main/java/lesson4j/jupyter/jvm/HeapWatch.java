package lesson4j.jupyter.jvm;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import lesson4j.jupyter.error.CodeStopped;
import lesson4j.jupyter.error.ErrorText;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a cell that wants too much memory from taking the kernel with it.
 *
 * <p>The one number is {@code MaxRAMPercentage} in {@code kernel.json}: the heap may take that share of the machine.
 * JJava's sockets die with the first thread that finds the heap full.
 */
public final class HeapWatch {
    /** A cell that keeps more is stopped: the next cell's compiler and the sockets live on what is left. */
    private static final double FULL =
            1 - Math.max(0.08, 200e6 / Runtime.getRuntime().maxMemory());

    /** Megabytes that the kernel's own threads get when the heap is full. */
    private static final int RESERVE = 8;

    private static final double MORE = 0.03;
    private static final long LOOK_MILLIS = 20;

    /** A cell fills memory by gigabytes a second, so what is nearly full is looked at more often. */
    private static final double NEAR = 0.25;

    private static final long NEAR_MILLIS = 3;

    /** No cell fills so much in this time: looks cost a kernel that rests most of what it takes. */
    private static final long ROOM = 2L << 30;

    private static final long ROOM_MILLIS = 100;
    private static final long MOST_MILLIS = 400;

    /** What a stopped cell tells; made while there is room. */
    public static final CodeStopped HEAP_IS_FULL = new CodeStopped("OutOfMemoryError", ErrorText.whenHeapIsFull());

    private HeapWatch() {}

    /** Calls {@code stopCell} when the heap is all but full, while the other threads still find room. */
    public static void start(Runnable stopCell) {
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .findFirst()
                .ifPresent(pool -> {
                    Thread thread = new Thread(() -> watch(pool, stopCell), "memory-watch");
                    thread.setDaemon(true);
                    thread.setPriority(Thread.MAX_PRIORITY);
                    thread.start();
                });
    }

    @SuppressWarnings({"BusyWait", "InfiniteLoopStatement", "ThreadPriorityCheck"})
    private static void watch(MemoryPoolMXBean old, Runnable stopCell) {
        double bound = FULL;
        double kept = 0;
        byte @Nullable [][] reserve = null;
        while (true) {
            try {
                Thread.sleep(pause(old));
                if (used() < FULL * Runtime.getRuntime().maxMemory()) {
                    bound = FULL;
                    kept = 0;
                    reserve = reserve == null ? new byte[RESERVE][1 << 20] : reserve;
                } else if (share(old) > Math.min(bound, kept + MORE)) {
                    // what is young may be as much again, and all of it kept: only a collection tells
                    System.gc();
                    kept = share(old);
                    if (kept > bound) {
                        stopCell.run();
                        Thread.sleep(NEAR_MILLIS);
                        reserve = null; // for the kernel's own threads, not for the cell
                        // what the reader keeps may stay; more is stopped, in the very next cell too
                        bound = kept + MORE;
                    } else {
                        bound = Math.max(FULL, Math.min(bound, kept + MORE));
                    }
                }
            } catch (Throwable tight) {
                // the next look decides
            }
        }
    }

    private static double share(MemoryPoolMXBean pool) {
        var usage = pool.getUsage();
        return usage.getUsed() / (double) usage.getMax();
    }

    private static long pause(MemoryPoolMXBean old) {
        long room = Runtime.getRuntime().maxMemory() - used();
        if (room > ROOM) {
            return Math.min(MOST_MILLIS, ROOM_MILLIS * room / ROOM);
        }
        return share(old) < FULL - NEAR ? LOOK_MILLIS : NEAR_MILLIS;
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
