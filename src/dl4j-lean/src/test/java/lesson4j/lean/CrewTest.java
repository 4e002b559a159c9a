package lesson4j.lean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CrewTest {
    @Test
    void everyPieceIsRunOnceWhateverTheirNumber() {
        for (int pieces = 0; pieces < 2_000; pieces++) {
            var runs = new AtomicIntegerArray(pieces);

            Crew.run(pieces, true, runs::incrementAndGet);

            for (int i = 0; i < pieces; i++) {
                assertThat(runs.get(i)).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAPieceThrowsReachesTheCallerAfterAllOthersAreDone(boolean together) {
        var runs = new AtomicIntegerArray(20);

        assertThatThrownBy(() -> Crew.run(20, together, i -> {
                    runs.incrementAndGet(i);
                    if (i == 7) {
                        throw new IllegalStateException("the seventh");
                    }
                }))
                .hasMessage("the seventh");

        for (int i = 0; i < 20; i++) {
            assertThat(runs.get(i)).isEqualTo(1);
        }
        everyPieceIsRunOnceWhateverTheirNumber();
    }

    @Test
    void theCallerDoesWhatComesFirstAndNoPieceIsLeftBehindWhenThatThrows() {
        var first = new AtomicReference<Thread>();
        var runs = new AtomicIntegerArray(50);
        Crew.run(50, true, runs::incrementAndGet, () -> first.set(Thread.currentThread()));

        assertThat(first).hasValue(Thread.currentThread());
        for (int i = 0; i < 50; i++) {
            assertThat(runs.get(i)).isEqualTo(1);
        }

        var left = new AtomicInteger();
        assertThatThrownBy(() -> Crew.run(50, true, i -> left.incrementAndGet(), () -> {
                    throw new IllegalStateException("first");
                }))
                .hasMessage("first");
        int done = left.get();
        everyPieceIsRunOnceWhateverTheirNumber();
        assertThat(left).hasValue(done);
    }

    @Test
    void piecesOfPiecesAndOfOtherThreadsAreRunToo() throws InterruptedException {
        var runs = new AtomicIntegerArray(4 * 1_000);
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            int base = t * 1_000;
            threads[t] = new Thread(() ->
                    Crew.run(10, true, i -> Crew.run(100, true, j -> runs.incrementAndGet(base + 100 * i + j))));
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        for (int i = 0; i < runs.length(); i++) {
            assertThat(runs.get(i)).isEqualTo(1);
        }
    }

    @Test
    void anInterruptedCallerStillWaitsForItsPieces() {
        var runs = new AtomicIntegerArray(8);
        Thread.currentThread().interrupt();

        Crew.run(8, true, i -> {
            long end = System.nanoTime() + 2_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            runs.incrementAndGet(i);
        });

        assertThat(Thread.interrupted()).isTrue();
        for (int i = 0; i < 8; i++) {
            assertThat(runs.get(i)).isEqualTo(1);
        }
    }

    @Test
    void helpersWorkThatBelongToNoCell() throws InterruptedException {
        Assumptions.assumeTrue(Crew.SIZE > 1);
        var cell = new ThreadGroup("cell");
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        var caller = new Thread(cell, () -> meet(seen));
        caller.start();
        caller.join();

        seen.remove(caller);
        assertThat(seen).isNotEmpty().allMatch(Thread::isDaemon);
        assertThat(seen).noneMatch(helper -> helper.getThreadGroup() == cell);
    }

    /** Has two pieces wait for each other, for which two threads are needed; a held-up one may be left out at first. */
    private static void meet(Set<Thread> seen) {
        for (int attempt = 0; attempt < 50 && seen.size() < 2; attempt++) {
            var both = new CountDownLatch(2);
            Crew.run(2, true, i -> {
                seen.add(Thread.currentThread());
                both.countDown();
                try {
                    both.await(100, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }
}
