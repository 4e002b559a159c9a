package lesson4j.lean;

import java.util.function.Supplier;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** Leaves ND4J's places for short-lived arrays as they were before DL4J computed, or failed at it. */
final class Workspaces {
    private Workspaces() {}

    /**
     * Returns what {@code work} gives.
     *
     * <p>A fit of DL4J that fails leaves its workspaces open, and a graph's fit leaves one in use that is closed: without
     * this every later net, and every copy of an array, would fail as well.
     */
    static <T> T tidied(Supplier<T> work) {
        MemoryWorkspace current = Nd4j.getMemoryManager().getCurrentWorkspace();
        MemoryWorkspace before = current != null && current.isScopeActive() ? current : null;
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            if (!done && before == null) {
                Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
            }
            Nd4j.getMemoryManager().setCurrentWorkspace(before);
        }
    }

    static void tidied(Runnable work) {
        tidied(() -> {
            work.run();
            return true;
        });
    }
}
