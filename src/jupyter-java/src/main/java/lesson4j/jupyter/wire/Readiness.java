package lesson4j.jupyter.wire;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;

/** What all cells wait for while the kernel gets ready, and what the first of them shows meanwhile. */
public final class Readiness {
    private static final long LOOK_MILLIS = 200;

    /** Requests that are answered while the kernel still gets ready. */
    private static final Set<MessageType<?>> AT_ONCE =
            Set.of(MessageType.KERNEL_INFO_REQUEST, MessageType.INTERRUPT_REQUEST, MessageType.SHUTDOWN_REQUEST);

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile String line = "";

    /** Makes one that is not there yet. */
    public Readiness() {}

    /** Says how far it is; the cell that waits shows the last such line. */
    public void tell(String line) {
        this.line = line;
    }

    /** Lets all cells run. */
    public void reach() {
        done.complete(null);
    }

    /** Gives up: each cell tells why. */
    public void fail(Throwable failure) {
        done.completeExceptionally(failure);
    }

    void await(MessageType<?> type, Replies replies) {
        if (AT_ONCE.contains(type)) {
            return;
        }
        boolean isCell = type == MessageType.EXECUTE_REQUEST;
        String shown = "";
        while (!isDone()) {
            if (!isCell && !line.isEmpty()) {
                // a reader's Tab must not keep the cell behind it from showing what it waits for
                throw new IllegalStateException("The kernel is not ready yet: " + line);
            }
            if (isCell && !line.equals(shown)) {
                if (shown.isEmpty()) {
                    replies.setStatusBusy();
                }
                shown = line;
                replies.publish(PublishClearOutput.BEFORE_NEXT_OUTPUT);
                replies.writeToStdOut(shown + "\n");
            }
        }
        if (!shown.isEmpty()) {
            replies.publish(PublishClearOutput.NOW);
        }
        try {
            done.join();
        } catch (CompletionException failed) {
            if (isCell) {
                replies.setBusyDeferIdle();
                replies.writeToStdErr(Objects.requireNonNull(failed.getCause()).getMessage() + "\n");
            }
            throw failed;
        }
    }

    private boolean isDone() {
        try {
            done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException | ExecutionException over) {
            // join tells how it ended
        }
        return done.isDone();
    }
}
