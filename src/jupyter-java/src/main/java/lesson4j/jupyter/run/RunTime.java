package lesson4j.jupyter.run;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** The time that cells ran, without what the compiler took before. The CPU time is that of all threads. */
public final class RunTime {
    private long wallNanos;
    private long cpuNanos;

    /** Runs {@code work} and adds the time it takes. */
    <T> T measure(Callable<T> work) throws Exception {
        long wall = System.nanoTime();
        long cpu = cpu();
        try {
            return work.call();
        } finally {
            wallNanos += System.nanoTime() - wall;
            cpuNanos += cpu() - cpu;
        }
    }

    /** Returns the time by the clock. */
    public long wallNanos() {
        return wallNanos;
    }

    /** Returns the time of all processors together. */
    public long cpuNanos() {
        return cpuNanos;
    }

    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
