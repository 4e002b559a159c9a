package lesson4j.kernel;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps what the libraries log out of the reader's sight. The loggers are held, because they are collected else. */
final class LibraryLogs {
    /** They warn of nothing a reader could change: SameDiff of its duplicates, input types of flat features being no pictures. */
    private static final List<Logger> CHATTY =
            List.of(Logger.getLogger("org.nd4j"), Logger.getLogger("org.deeplearning4j.nn.conf.inputs"));

    private static final Logger OPS = Logger.getLogger("org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner");
    private static volatile String lastFailure = "";

    private LibraryLogs() {}

    /** Lets them tell of errors only, with those of native operations, whose exceptions lack shapes. */
    static void take() {
        CHATTY.forEach(logger -> logger.setLevel(Level.SEVERE));
        OPS.setFilter(message -> {
            lastFailure = String.valueOf(message.getMessage());
            return false;
        });
    }

    /** Returns, and forgets, the log of the last operation that failed; empty when there was none. */
    static String takeLastFailure() {
        String message = lastFailure;
        lastFailure = "";
        return message;
    }
}
