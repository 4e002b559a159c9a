package lesson4j.kernel;

import lesson4j.jupyter.Page;
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
        Page.Live place = page.live();
        return new Live() {
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
        };
    }
}
