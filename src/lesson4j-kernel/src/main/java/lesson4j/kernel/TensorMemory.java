package lesson4j.kernel;

import java.util.Optional;
import lesson4j.jupyter.error.Thrown;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps tensors from taking more memory than the kernel may have.
 *
 * <p>They live outside the heap and may take as much again: {@code MaxRAMPercentage} in {@code kernel.json} is a share of
 * the machine.
 */
final class TensorMemory {
    private TensorMemory() {}

    /** Limits the memory of tensors. ND4J then collects what nobody uses, and fails instead of filling the machine. */
    static void limit() {
        // 0 is the processor's memory
        Nd4j.getEnvironment().setGroupLimit(0, Pointer.maxBytes());
        Nd4j.getEnvironment().setDeviceLimit(0, Pointer.maxBytes());
    }

    /** Returns plain words for a failure to allocate a tensor. */
    static Optional<String> explain(Throwable thrown) {
        String message = Thrown.message(thrown);
        return message.startsWith("Allocation failed") || message.contains("Physical memory usage is too high")
                ? Optional.of("There is no memory left for this tensor (" + message + "). Tensors may take "
                        + (Pointer.maxBytes() >> 20) + " MB of memory outside the heap. Set variables that you no "
                        + "longer need to null, work with smaller batches, or restart the kernel.")
                : Optional.empty();
    }
}
