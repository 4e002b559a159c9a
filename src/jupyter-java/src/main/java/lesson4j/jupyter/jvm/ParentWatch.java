package lesson4j.jupyter.jvm;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ends the kernel when its Jupyter is gone, however it went.
 *
 * <p>JJava's kernel outlives a Jupyter that is killed, and keeps its memory for ever.
 */
public record ParentWatch(ProcessHandle jupyter, boolean isParent) {
    /** Watches the process that Jupyter names in {@code JPY_PARENT_PID}, else the one that started us. */
    public static void start() {
        Optional<ProcessHandle> named = Optional.ofNullable(System.getenv("JPY_PARENT_PID"))
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .flatMap(ProcessHandle::of);
        named.or(() -> ProcessHandle.current().parent())
                .map(one -> new ParentWatch(one, isParentNow(one)))
                .ifPresent(watch -> {
                    Thread thread = new Thread(watch::watch, "parent-watch");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    @SuppressWarnings("BusyWait")
    private void watch() {
        boolean there = true;
        while (there) {
            try {
                Thread.sleep(TimeUnit.SECONDS.toMillis(1));
                there = jupyter.isAlive() && isParent == isParentNow(jupyter);
            } catch (Throwable notMeant) {
                // such as an out of memory; the next look decides
            }
        }
        ExitDoor.halt(1);
    }

    /** A killed parent that nobody has waited for yet still counts as alive, but has no children any more. */
    private static boolean isParentNow(ProcessHandle jupyter) {
        return ProcessHandle.current().parent().filter(jupyter::equals).isPresent();
    }
}
