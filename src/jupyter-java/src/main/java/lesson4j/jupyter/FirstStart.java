package lesson4j.jupyter;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import lesson4j.jupyter.jvm.HotSwap;

/**
 * Brings what a kernel still lacks that was installed a moment ago, such as its native libraries.
 *
 * <p>The work is a command's, which tells in lines how far it is. A line {@code +PATH} names a jar that is there now;
 * whatever the command says last before it fails is told to the reader.
 */
final class FirstStart {
    private FirstStart() {}

    /** Runs the command, and puts the jars it brought on the class path. */
    static void run(List<String> command, Consumer<String> tell) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("+")) {
                    HotSwap.append(new JarFile(line.substring(1)));
                } else {
                    last = line;
                    tell.accept(line);
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The kernel cannot start yet. " + last
                    + " Then restart the kernel (Kernel → Restart Kernel); it goes on where it stopped.");
        }
    }
}
