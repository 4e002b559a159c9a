package lesson4j.jupyter.run;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import lesson4j.jupyter.output.Quiet;

/**
 * Asks what may never answer, such as a reader's own {@code toString}, on a thread of its own.
 *
 * <p>In JJava the thread that reads requests asks, and is lost with an endless answer.
 */
public final class TimeLimit {
    private TimeLimit() {}

    /** Returns what {@code work} returns; nothing when it throws. It is stopped, and given up, after {@code millis}. */
    public static <T> Optional<T> of(long millis, Callable<T> work) throws TimeoutException {
        return of(millis, work, TimeLimit::stop);
    }

    /** Does the same for work in which the compiler reads jars: it is given up after {@code millis}, and ends by itself. */
    public static <T> Optional<T> ofCompiler(long millis, Callable<T> work) throws TimeoutException {
        return of(millis, work, thread -> {});
    }

    private static <T> Optional<T> of(long millis, Callable<T> work, Consumer<Thread> stop) throws TimeoutException {
        // what a value prints while it is looked at belongs to no cell
        var task = new FutureTask<>(() -> Quiet.call(() -> answer(work)));
        Thread thread = new Thread(task, "help");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            stop.accept(thread);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException endless) {
            stop.accept(thread);
            throw endless;
        }
    }

    private static <T> Optional<T> answer(Callable<T> work) {
        try {
            return Optional.ofNullable(work.call());
        } catch (Exception failed) {
            return Optional.empty();
        }
    }

    private static void stop(Thread thread) {
        StopCheck.stop(thread);
        StopCheck.wake(thread);
    }
}
