package lesson4j.kernel;

import java.util.logging.Logger;

/**
 * Keeps what ND4J logs when a native operation fails, for the error text to use.
 *
 * <p>The exception itself names no shapes, and the log would stand above it as a red block of words.
 */
final class FailedOps {
    /** Held, because loggers are collected. */
    private static final Logger LOG = Logger.getLogger("org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner");

    private static volatile String last = "";

    private FailedOps() {}

    static void listen() {
        LOG.setFilter(message -> {
            last = String.valueOf(message.getMessage());
            return false;
        });
    }

    /** Returns, and forgets, the log of the last operation that failed; empty when there was none. */
    static String takeLast() {
        String message = last;
        last = "";
        return message;
    }
}
