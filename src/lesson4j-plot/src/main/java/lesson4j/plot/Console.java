package lesson4j.plot;

import java.io.PrintStream;

/** The screen outside a notebook: one line per value, nothing replaced. */
final class Console implements Screen {

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
