package lesson4j.jupyter.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Runs a reader's code beside the cells, one piece after the other: what a slider or a button calls. */
public final class SideThread {
    private final ExecutorService worker;
    private @Nullable Thread running;

    /** Makes one whose thread has this name. */
    public SideThread(String name) {
        worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs {@code work}, which throws nothing, after what waits. */
    public void run(Runnable work) {
        worker.execute(() -> {
            begin(Thread.currentThread());
            try {
                work.run();
            } finally {
                end();
            }
        });
    }

    private synchronized void begin(Thread thread) {
        running = thread;
    }

    private synchronized void end() {
        if (running != null) {
            StopCheck.letGo(running);
        }
        running = null;
        Thread.interrupted();
    }

    /** Stops what runs now; what waits runs later. Returns whether anything did. */
    public synchronized boolean stop() {
        if (running == null) {
            return false;
        }
        StopCheck.stop(running);
        StopCheck.wake(running);
        return true;
    }
}
