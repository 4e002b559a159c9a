package lesson4j.jupyter.output;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import lesson4j.jupyter.Page;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.jspecify.annotations.Nullable;

/** A display that is sent once and then updated by its id, at most five times a second. */
final class LiveDisplay implements Page.Live {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final OutputRouter router;
    private final Renderer renderer;
    private final String id = UUID.randomUUID().toString();
    private boolean shown;
    private long last;
    private @Nullable Object waiting;

    LiveDisplay(OutputRouter router, Renderer renderer) {
        this.router = router;
        this.renderer = renderer;
    }

    @Override
    public synchronized void update(Object value) {
        waiting = value;
        if (!shown || System.nanoTime() - last >= PAUSE_NANOS) {
            send(value);
        }
    }

    private void send(Object value) {
        DisplayData data = new DisplayData(renderer.render(value));
        data.setDisplayId(id);
        router.publish(shown ? new PublishUpdateDisplayData(data) : new PublishDisplayData(data));
        shown = true;
        waiting = null;
        last = System.nanoTime();
    }

    @Override
    public synchronized void close() {
        if (waiting != null) {
            send(waiting);
        }
    }
}
