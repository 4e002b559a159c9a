package lesson4j.jupyter.jvm;

import java.util.concurrent.TimeUnit;

/**
 * Ends the kernel for certain once Jupyter asked for it.
 *
 * <p>JJava waits for the cell that runs, so that a restart under load takes until Jupyter loses its patience.
 */
public final class LastResort {
    private LastResort() {}

    /** Lets the orderly end have a second. */
    public static void haltSoon() {
        Thread thread = new Thread(
                () -> {
                    try {
                        Thread.sleep(TimeUnit.SECONDS.toMillis(1));
                    } catch (InterruptedException atOnce) {
                        // then now
                    }
                    ExitDoor.halt(0);
                },
                "last-resort");
        thread.setDaemon(true);
        thread.start();
    }
}
