package lesson4j.jupyter.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** When the kernel takes itself for idle. */
class IdleMemoryTest {
    @Test
    void aRestBeginsAnewWithEachCell() {
        var memory = new IdleMemory();
        CompletableFuture<Long> rest = CompletableFuture.supplyAsync(() -> {
            try {
                memory.awaitRest(400);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return System.nanoTime();
        });
        memory.cellBegins();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
        assertThat(rest).isNotDone();
        long end = System.nanoTime();
        memory.cellEnds();
        assertThat(rest.join() - end).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(390));
    }
}
