package lesson4j.plot;

import static lesson4j.plot.Given.given;

import java.io.PrintStream;

/** Shows values in a notebook cell, or on the console when there is no notebook: {@code show(picture)}. */
public final class Show {
    private static volatile Screen screen = new Console();

    private Show() {}

    /**
     * Shows a value below what the cell already shows; use it in loops, where a last line shows nothing.
     *
     * <p>{@code for (var digit : digits) show(showImage(digit));}
     *
     * @param value anything: a picture, chart, table, tensor, list or text
     */
    public static void show(Object value) {
        screen.show(value);
    }

    /** Clears what the cell shows so far: {@code clearOutput()}. */
    public static void clearOutput() {
        screen.clear(false);
    }

    /**
     * Clears what the cell shows so far, at once or when something new is there: {@code clearOutput(true)}.
     *
     * @param wait whether to wait for the next output, which avoids flicker in a loop
     */
    public static void clearOutput(boolean wait) {
        screen.clear(wait);
    }

    /** Opens a place whose content can be replaced: {@code try (var live = Show.live()) { live.update("half"); }}. */
    public static Live live() {
        return screen.live();
    }

    /** Sends everything shown from now on to {@code place}; called once by a notebook kernel. */
    public static void on(Screen place) {
        screen = given(place, "the screen");
    }

    /** The screen outside a notebook: one line per value, nothing replaced. */
    private static final class Console implements Screen {

        @Override
        public void show(Object value) {
            out().println(Text.of(value));
        }

        @Override
        public Live live() {
            return new Live() {
                @Override
                public void update(Object value) {}

                @Override
                public void log(String line) {
                    out().println(line);
                }

                @Override
                public void close() {}
            };
        }

        /** Looked up at each call, so that a redirected {@code System.out} is honoured. */
        @SuppressWarnings("SystemOut")
        private static PrintStream out() {
            return System.out;
        }
    }
}
