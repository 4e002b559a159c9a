package lesson4j.kernel;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The loggers that warn of nothing a reader could change. */
final class ChattyLoggers {
    /** SameDiff of its own duplicates, the input types of flat features being no pictures. Held, as loggers are collected. */
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("org.nd4j"), Logger.getLogger("org.deeplearning4j.nn.conf.inputs"));

    private ChattyLoggers() {}

    /** Lets them tell of errors only. */
    static void quieten() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.SEVERE));
    }
}
