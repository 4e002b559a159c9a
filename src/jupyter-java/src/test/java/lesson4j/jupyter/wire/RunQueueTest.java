package lesson4j.jupyter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.KernelTimestamp;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunQueueTest {
    private final RunQueue queue = new RunQueue();

    @ParameterizedTest
    @ValueSource(longs = {-7200, 0, 7200})
    void abortsWhatWaitedWhenACellFailedWhateverTheBrowsersClock(long skew) {
        Instant browser = Instant.now().plusSeconds(skew);
        queue.arrived(sent(browser));

        queue.stop();

        assertThat(queue.aborts(sent(browser.minus(Duration.ofMillis(1))))).isTrue();
        assertThat(queue.aborts(sent(browser.plusSeconds(1)))).isFalse();
    }

    @Test
    void abortsNothingBeforeAFailureNorWithoutADate() {
        assertThat(queue.aborts(sent(Instant.EPOCH))).isFalse();

        queue.stop();

        assertThat(queue.aborts(header("yesterday"))).isFalse();
    }

    private static Header<?> sent(Instant date) {
        return header(date.toString());
    }

    private static Header<?> header(String date) {
        return new Header<>("id", "user", "session", new KernelTimestamp(date), MessageType.EXECUTE_REQUEST, "5.3");
    }
}
