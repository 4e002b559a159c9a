package lesson4j.jupyter.error;

import java.util.Optional;

/** Says in plain words what to do when the heap is full. */
public final class HeapAdvice {
    private HeapAdvice() {}

    /** Returns plain words for a failure that is about the heap. */
    static Optional<String> explain(Throwable thrown) {
        String message = Thrown.message(thrown);
        if (thrown instanceof OutOfMemoryError && message.contains("exceeds VM limit")) {
            return Optional.of(
                    "An array of this size is not possible in Java; the longest has 2 147 483 645 elements.");
        }
        return thrown instanceof OutOfMemoryError && message.contains("heap")
                ? Optional.of(whenFull())
                : Optional.empty();
    }

    /** Returns what to do about a full heap. */
    public static String whenFull() {
        return "The heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB is full. Set variables that you no "
                + "longer need to null, or restart the kernel. Its share of the machine is -XX:MaxRAMPercentage in "
                + "kernel.json.";
    }
}
