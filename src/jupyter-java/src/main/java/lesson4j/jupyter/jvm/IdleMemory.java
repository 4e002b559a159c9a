package lesson4j.jupyter.jvm;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import lesson4j.jupyter.Extensions;
import org.jspecify.annotations.Nullable;

/**
 * Gives memory back to the machine when the reader reads.
 *
 * <p>What nobody uses any more keeps its memory, outside the heap too, until the heap is collected, and a JVM at rest
 * collects nothing: several gigabytes stay taken after "Run All". Here the heap is collected a few seconds after the
 * last cell, if the kernel has grown since the last time or is large; {@code MaxHeapFreeRatio} in {@code kernel.json}
 * says how much of the free heap stays.
 */
public final class IdleMemory {
    private static final long REST_SECONDS = 4;

    /** Less is not worth a collection, for which a cell that comes just then would wait. */
    private static final long WORTH = 100L << 20;

    /** Who holds so much may have let go of some of it without having grown. */
    private static final long MUCH = 450L << 20;

    private static final long FREEING_MILLIS = 300;

    /** What an object holds outside the heap may be found unused only when the object itself is gone. */
    private static final int ROUNDS = 2;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "idle-memory");
        thread.setDaemon(true);
        return thread;
    });

    private volatile long held;
    private boolean running;
    private long ended = System.nanoTime();
    private @Nullable ScheduledFuture<?> rest;

    /** Notes that a cell begins. */
    public synchronized void cellBegins() {
        running = true;
        if (rest != null) {
            rest.cancel(true);
            rest = null;
        }
    }

    /** Notes that a cell has ended; unless another one begins, memory is given back soon. */
    public synchronized void cellEnds() {
        running = false;
        ended = System.nanoTime();
        rest = timer.schedule(this::giveBack, REST_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until no cell has run for {@code millis}. */
    public synchronized void awaitRest(long millis) throws InterruptedException {
        long left = millis;
        while (running || left > 0) {
            wait(running ? millis : left);
            left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ended);
        }
    }

    private void giveBack() {
        try {
            long now = held();
            if (now < MUCH && now < held + WORTH) {
                return;
            }
            for (int round = 0; round < ROUNDS; round++) {
                System.gc();
                // what was found unused outside the heap is freed by a thread of its own
                Thread.sleep(FREEING_MILLIS);
            }
            trim();
            held = held();
        } catch (InterruptedException aCellBegan) {
            // the next rest goes on
        } catch (Throwable notMeant) {
            // such as an out of memory: it only stays as it is
        }
    }

    private static long held() {
        return Extensions.all(one -> one.memory().stream().boxed().toList()).stream()
                .reduce(Long::max)
                .orElseGet(() -> Runtime.getRuntime().totalMemory());
    }

    /** Lets the C library give back what was freed, where the JVM can ask for it. */
    private static void trim() {
        try {
            var commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            ManagementFactory.getPlatformMBeanServer().invoke(commands, "systemTrimNativeHeap", null, null);
        } catch (JMException notThere) {
            // older JDKs and other systems; most is given back all the same
        }
    }
}
