package lesson4j.testing;

import java.util.ArrayList;
import java.util.List;
import lesson4j.plot.Live;
import lesson4j.plot.Screen;
import lesson4j.plot.Show;

/** Keeps what was shown during a test. */
public final class Screens implements Screen {
    private final List<String> lines = new ArrayList<>();
    private boolean printing;

    public static Screens record() {
        var screens = new Screens();
        Show.on(screens);
        return screens;
    }

    /** Prints what is shown from now on, as outside a notebook. */
    public static void printAgain() {
        record().printing = true;
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void show(Object value) {
        log(String.valueOf(value));
    }

    @Override
    public Live live() {
        return new Live() {
            @Override
            public void update(Object value) {}

            @Override
            public void log(String line) {
                if (printing) {
                    Screens.this.log(line);
                }
            }

            @Override
            public void close() {}
        };
    }

    private void log(String line) {
        if (printing) {
            System.out.println(line);
        } else {
            lines.add(line);
        }
    }
}
