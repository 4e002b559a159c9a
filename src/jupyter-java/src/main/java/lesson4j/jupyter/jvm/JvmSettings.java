package lesson4j.jupyter.jvm;

import java.util.Properties;

/** The JVM's own settings, without which neither the compiler nor the kernel works. */
public final class JvmSettings {
    private static final Properties AT_START =
            (Properties) System.getProperties().clone();

    private JvmSettings() {}

    /** Puts back what a cell removed; what it changed is its own affair. */
    public static void putBack() {
        Properties now = System.getProperties();
        AT_START.forEach(now::putIfAbsent);
    }
}
