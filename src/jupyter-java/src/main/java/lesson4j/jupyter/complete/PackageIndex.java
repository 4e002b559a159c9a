package lesson4j.jupyter.complete;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import lesson4j.jupyter.classes.KeptList;

/**
 * Holds back JShell's list of all packages until Tab first asks for it.
 *
 * <p>JShell makes it in the background of the first cells, which then wait for a processor.
 */
public final class PackageIndex {
    private final CountDownLatch asked = new CountDownLatch(1);

    /** Makes one before the shell's first analysis, which would begin the list. */
    public PackageIndex() {
        indexer().execute(this::hold);
    }

    private static ExecutorService indexer() {
        return (ExecutorService) KnownPackages.ofAnalysis("INDEXER");
    }

    private void hold() {
        try {
            asked.await();
            KnownPackages.load(file());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            // JShell looks itself
        }
    }

    /** Keeps the list beside the kernel, for its next starts. */
    public static void save() {
        awaitList();
        try {
            KnownPackages.save(file());
        } catch (IOException e) {
            // then each kernel makes it anew
        }
    }

    private static Path file() {
        return KeptList.of("packages.txt");
    }

    /** Waits for the list, which takes a tenth of a second the first time, or one where none was kept. */
    public void await() {
        asked.countDown();
        awaitList();
    }

    private static void awaitList() {
        try {
            indexer().submit(() -> {}).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // packages that are not proposed
        }
    }
}
