package lesson4j.kernel;

import lesson4j.jupyter.Page;
import lesson4j.jupyter.widget.StopButton;
import lesson4j.jupyter.widget.Widgets;
import lesson4j.plot.Live;
import lesson4j.plot.Screen;

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
        return new LiveCell(page.live());
    }

    private static final class LiveCell implements Live {
        private Page.Live place;

        LiveCell(Page.Live place) {
            this.place = place;
        }

        @Override
        public void stoppable(Runnable stop) {
            place = Widgets.areShown() ? new StopButton(place, stop) : place;
        }

        @Override
        public void update(Object value) {
            place.update(value);
        }

        @Override
        public void log(String line) {}

        @Override
        public void close() {
            place.close();
        }
    }
}
