package lesson4j.jupyter.complete;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import lesson4j.jupyter.source.Inside;

/**
 * Holds back JShell's list of all packages until Tab first asks for it.
 *
 * <p>JShell makes it in the background of the first cells, which then wait for a processor.
 */
public final class PackageIndex {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final ExecutorService indexer;

    /** Makes one before the shell's first analysis, which would begin the list. */
    public PackageIndex() {
        try {
            Class<?> analysis = Class.forName("jdk.jshell.SourceCodeAnalysisImpl");
            indexer = (ExecutorService) Objects.requireNonNull(Inside.get(Inside.field(analysis, "INDEXER"), analysis));
        } catch (ClassNotFoundException e) {
            throw Inside.changed(e);
        }
        indexer.execute(this::hold);
    }

    private void hold() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the list, which takes half a second the first time. */
    public void await() {
        asked.countDown();
        try {
            indexer.submit(() -> {}).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // packages that are not proposed
        }
    }
}
