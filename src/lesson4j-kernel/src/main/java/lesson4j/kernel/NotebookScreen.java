package lesson4j.kernel;

import java.util.concurrent.TimeUnit;
import lesson4j.jupyter.Page;
import lesson4j.jupyter.widget.Widget;
import lesson4j.jupyter.widget.Widgets;
import lesson4j.plot.Live;
import lesson4j.plot.Progress;
import lesson4j.plot.Screen;
import org.jspecify.annotations.Nullable;

/**
 * Shows the library's values in the running cell.
 *
 * @param page where they appear
 */
record NotebookScreen(Page page) implements Screen {
    @Override
    public void show(Object value) {
        page.show(value);
    }

    @Override
    public void clear(boolean wait) {
        page.clear(wait);
    }

    @Override
    public Live live() {
        return new LiveCell(page);
    }

    /** A place in the cell; while it is live for over a second, a button below it ends the work. */
    private static final class LiveCell implements Live {
        private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

        private final Page page;
        private final Page.Live place;
        private final long start = System.nanoTime();
        private @Nullable Runnable stop;
        private @Nullable Widget button;
        private Page.@Nullable Live below;

        LiveCell(Page page) {
            this.page = page;
            this.place = page.live();
        }

        @Override
        public void stoppable(Runnable newStop) {
            stop = Widgets.areShown() ? newStop : null;
        }

        @Override
        public void update(Object value) {
            place.update(value);
            if (stop != null && button == null && System.nanoTime() - start > QUIET_NANOS) {
                button = Widgets.button("Stop", stop);
                below = page.live();
                below.update(button);
            }
        }

        @Override
        public void log(String line) {}

        @Override
        public void close() {
            place.close();
            stop = null;
            if (button != null && below != null) {
                below.update(new Progress.Line(""));
                below.close();
                button.close();
            }
        }
    }
}
