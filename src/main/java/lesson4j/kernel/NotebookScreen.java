package lesson4j.kernel;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import lesson4j.jupyter.output.OutputRouter;
import lesson4j.plot.Live;
import lesson4j.plot.Progress;
import lesson4j.plot.Screen;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.jspecify.annotations.Nullable;

/** Shows the library's values in the running cell. */
public final class NotebookScreen implements Screen {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final OutputRouter io;
    private final Renderer renderer;

    public NotebookScreen(OutputRouter io, Renderer renderer) {
        this.io = io;
        this.renderer = renderer;
    }

    @Override
    public void show(Object value) {
        io.publish(new PublishDisplayData(renderer.render(value)));
    }

    @Override
    public void clear(boolean wait) {
        io.cleared();
        io.publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
    }

    @Override
    public Live live() {
        return new LiveDisplay();
    }

    /** A display that is sent once and then updated by its id, at most five times a second. */
    private final class LiveDisplay implements Live {
        private final String id = UUID.randomUUID().toString();
        private boolean shown;
        private long last;
        private @Nullable Object waiting;

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
            if (value instanceof Progress.Line) {
                data.putMetaData("progress", true);
            }
            io.publish(shown ? new PublishUpdateDisplayData(data) : new PublishDisplayData(data));
            shown = true;
            waiting = null;
            last = System.nanoTime();
        }

        @Override
        public void log(String line) {}

        @Override
        public synchronized void close() {
            if (waiting != null) {
                send(waiting);
            }
        }
    }
}
