package lesson4j.kernel;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import lesson4j.jupyter.Page;
import lesson4j.plot.Live;
import lesson4j.plot.Progress;
import lesson4j.plot.Screen;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/** Shows the library's values in the running cell. */
final class NotebookScreen implements Screen {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Page page;

    NotebookScreen(Page page) {
        this.page = page;
    }

    @Override
    public void show(Object value) {
        page.display(page.render(value));
    }

    @Override
    public void clear(boolean wait) {
        page.clear(wait);
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
            DisplayData data = new DisplayData(page.render(value));
            data.setDisplayId(id);
            if (value instanceof Progress.Line) {
                data.putMetaData("progress", true);
            }
            if (shown) {
                page.update(data);
            } else {
                page.display(data);
            }
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
