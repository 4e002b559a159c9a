package lesson4j.jupyter.run;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinWorkerThread;
import lesson4j.jupyter.error.CodeStopped;
import lesson4j.jupyter.source.SnippetOrigins;
import org.jspecify.annotations.Nullable;

/**
 * Lets "interrupt" stop a cell anywhere in its own code.
 *
 * <p>JJava only interrupts the thread, which a plain loop never notices: it runs on as a zombie. Here each method entry
 * and loop back-edge of a cell's code asks one volatile field whether the cell is to stop.
 */
public final class StopCheck {
    /** The groups of threads that no cell started; a cell's are in a group of their own. */
    private static final Set<String> KERNELS = Set.of("main", "system");

    private static final Set<Thread> STOPPING = ConcurrentHashMap.newKeySet();
    private static final Set<Thread> HELPERS = ConcurrentHashMap.newKeySet();
    private static final Set<Object> STOPPED_CELLS = ConcurrentHashMap.newKeySet();
    private static final InheritableThreadLocal<Object> CELL = new InheritableThreadLocal<>();
    private static volatile Object current = new Object();
    private static volatile boolean virtualThreads;
    private static volatile @Nullable Thread latest;
    private static volatile boolean anyStops;
    private static volatile boolean poolStops;

    private StopCheck() {}

    /** Throws {@link CodeStopped} if the cell that runs is being stopped; called by woven code only. */
    public static void check() {
        if (anyStops) {
            stopIfMeant();
        }
    }

    private static void stopIfMeant() {
        Thread me = Thread.currentThread();
        if (me == latest
                || STOPPING.contains(me)
                || HELPERS.contains(me)
                || poolStops && me instanceof ForkJoinWorkerThread
                || virtualThreads && isVirtual(me) && STOPPED_CELLS.contains(CELL.get())) {
            throw new CodeStopped();
        }
    }

    /** Virtual threads are all of one group, of which this Java need not know. */
    private static boolean isVirtual(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getName().equals("VirtualThreads");
    }

    /**
     * Interrupts {@code thread}, unless it is one of the kernel's own, whose sockets would close.
     *
     * <p>Called by woven code in place of {@code Thread.interrupt}, for cells that interrupt all threads there are.
     */
    public static void interrupt(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        boolean kernels =
                group != null && KERNELS.contains(group.getName()) && !(thread instanceof ForkJoinWorkerThread);
        if (!kernels) {
            thread.interrupt();
        }
    }

    /** Stops the code that {@code cell} runs, and the parallel streams and virtual threads it started. */
    static void stopCell(Thread cell) {
        // three plain writes come first: on a full heap the rest may fail
        latest = cell;
        poolStops = true;
        anyStops = true;
        STOPPING.add(cell);
        STOPPED_CELLS.add(current);
    }

    /** Stops the cell's code on another thread. */
    static void stop(Thread helper) {
        HELPERS.add(helper);
        anyStops = true;
    }

    /** Lets {@code helper} run again, which has left the code that was stopped. */
    static void letGo(Thread helper) {
        HELPERS.remove(helper);
    }

    /** Interrupts what {@code thread} waits for; not the compiler, since that would close its open jars for good. */
    static void wake(Thread thread) {
        boolean compiles = Arrays.stream(thread.getStackTrace())
                .takeWhile(frame -> !SnippetOrigins.isCode(frame))
                .anyMatch(frame -> frame.getClassName().startsWith("com.sun.tools.javac."));
        if (!compiles) {
            thread.interrupt();
        }
    }

    /** Says that a cell begins on this thread; the threads it starts are known to be its own. */
    static void enter() {
        current = new Object();
        CELL.set(current);
    }

    /** Says that some cell starts virtual threads, which nobody can list. */
    static void virtualThreadsAreUsed() {
        virtualThreads = true;
    }

    /** Lets {@code cell} run again; only threads that are still in a stopped cell's code are stopped from now on. */
    static void release(@Nullable Thread cell) {
        latest = null;
        STOPPING.removeIf(thread -> thread == cell || !thread.isAlive());
        HELPERS.removeIf(thread -> Arrays.stream(thread.getStackTrace()).noneMatch(SnippetOrigins::isCode));
        if (!virtualThreads) {
            STOPPED_CELLS.clear();
        }
        poolStops = false;
        anyStops = !STOPPING.isEmpty() || !HELPERS.isEmpty() || !STOPPED_CELLS.isEmpty();
    }
}
