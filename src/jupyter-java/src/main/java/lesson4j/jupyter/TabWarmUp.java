package lesson4j.jupyter;

import java.util.concurrent.TimeUnit;

/**
 * Gets completion and help ready while the reader looks at the notebook.
 *
 * <p>The first Tab in JJava takes longer than the second for which JupyterLab waits, so that nothing comes up.
 */
final class TabWarmUp {
    /** Long enough for a "Run All" at once to go first. */
    private static final long PAUSE_MILLIS = 1_500;

    private TabWarmUp() {}

    static void start(NotebookKernel kernel) {
        Thread warm = new Thread(() -> warmUp(kernel), "tab-warm-up");
        warm.setDaemon(true);
        warm.start();
    }

    private static void warmUp(NotebookKernel kernel) {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            return;
        }
        // JShell does one thing at a time, and so do a kernel's cells
        synchronized (kernel) {
            kernel.notebook().warmUp();
        }
        kernel.notebook().classes().named("Object");
    }
}
