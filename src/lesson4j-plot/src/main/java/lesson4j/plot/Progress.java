package lesson4j.plot;

import static lesson4j.plot.Given.given;

import java.time.Duration;
import java.util.Locale;

/**
 * A progress line for work that may take over a second; short work shows nothing.
 *
 * <p>{@code try (var progress = Progress.of("Reading 60,000 pictures", 60_000)) { … progress.at(i); }}
 */
public final class Progress implements AutoCloseable {
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long STEP_NANOS = Duration.ofMillis(200).toNanos();

    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private volatile long last = start + QUIET_NANOS - STEP_NANOS;
    private final Live live;
    private boolean shown;

    /** What a progress line says. A notebook marks it as passing, so that saved notebooks can leave it out. */
    public record Line(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private Progress(String what, long total, Live live) {
        this.what = Plain.line(what, Plain.LINE);
        this.total = total;
        this.live = live;
    }

    /**
     * Starts a progress line.
     *
     * @param what the work in a few words, shown in front of the bar
     * @param total how many steps make the whole, or 0 or less when nobody knows
     */
    public static Progress of(String what, long total) {
        return new Progress(given(what, "the work"), total, Show.live());
    }

    /** Reports that {@code done} steps are behind us; cheap enough for every step, from any thread. */
    public void at(long done) {
        if (System.nanoTime() - last < STEP_NANOS) {
            return;
        }
        draw(done);
    }

    private synchronized void draw(long done) {
        if (System.nanoTime() - last < STEP_NANOS) {
            return;
        }
        last = System.nanoTime();
        if (!shown) {
            live.log(what + " …");
            shown = true;
        }
        live.update(new Line(line(done)));
    }

    private String line(long done) {
        if (total <= 0) {
            return what + " … " + String.format(Locale.ROOT, "%,d", done);
        }
        double share = Math.min(1.0, done / (double) total);
        int full = (int) Math.round(24 * share);
        String bar = "█".repeat(full) + "░".repeat(24 - full);
        return String.format(Locale.ROOT, "%s %s %3.0f%%", what, bar, 100 * share);
    }

    /** Ends the line with how long the work took, if it took long enough to be shown. */
    @Override
    public synchronized void close() {
        if (shown) {
            double seconds = (System.nanoTime() - start) / 1e9;
            live.update(new Line(String.format(Locale.ROOT, "%s: done in %.1f s", what, seconds)));
        }
        live.close();
    }
}
