package lesson4j.jupyter.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dflib.jjava.jupyter.messages.Header;

/**
 * Knows which cells were waiting when one failed, so that "Run All" stops there.
 *
 * <p>JJava ignores {@code stop_on_error} and goes on; nor can it read the dates that Jupyter writes. A browser's clock
 * may differ from ours, so dates are compared after taking off each session's smallest lag.
 */
public final class RunQueue {
    private final Map<String, Duration> lags = new ConcurrentHashMap<>();
    private volatile Instant failed = Instant.MIN;

    /** Notes how far this request's date lies behind our clock. */
    void arrived(Header<?> header) {
        sent(header)
                .ifPresent(date -> lags.merge(
                        session(header), Duration.between(date, Instant.now()), (a, b) -> a.compareTo(b) < 0 ? a : b));
    }

    /** Notes that a cell failed just now, and that those waiting are not to run. */
    public void stop() {
        failed = Instant.now();
    }

    /** Returns whether the request was already waiting when a cell failed. */
    public boolean aborts(Header<?> header) {
        Duration lag = lags.getOrDefault(session(header), Duration.ZERO);
        return sent(header).map(date -> date.plus(lag).isBefore(failed)).orElse(false);
    }

    private static String session(Header<?> header) {
        return String.valueOf(header.getSessionId());
    }

    private static Optional<Instant> sent(Header<?> header) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(header.getTimestamp().getDateString()).toInstant());
        } catch (DateTimeException | NullPointerException undated) {
            return Optional.empty();
        }
    }
}
