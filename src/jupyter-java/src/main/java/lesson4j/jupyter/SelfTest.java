package lesson4j.jupyter;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lesson4j.jupyter.classes.ClassNames;
import lesson4j.jupyter.complete.PackageIndex;
import lesson4j.jupyter.output.SafeRenderer;
import lesson4j.jupyter.wire.KernelConnection;
import lesson4j.jupyter.wire.Readiness;
import lesson4j.jupyter.wire.RunQueue;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Uses each part of the kernel once; run at install, to unpack and archive, and by {@code ./lesson doctor}. */
final class SelfTest {
    private static final String ANY_PORTS = """
            {"ip": "127.0.0.1", "transport": "tcp", "shell_port": 0, "iopub_port": 0, "stdin_port": 0,
             "control_port": 0, "hb_port": 0, "key": "self-test", "signature_scheme": "hmac-sha256"}
            """;

    private SelfTest() {}

    /** Returns what was found, a line per part; throws what a part threw. */
    static String run() {
        List<String> found;
        Object answer;
        Object shown = new SafeRenderer().render("text");
        try (var cells = new JShellFixture()) {
            answer = cells.run("3 * 4");
            found = Extensions.all(one -> one.selfTest(cells::run));
            cells.warmUp();
            PackageIndex.save();
        }
        talk();
        ClassNames.save();
        if (!Integer.valueOf(12).equals(answer) || shown == null) {
            throw new IllegalStateException("The self-test's cell gave " + answer + ", not 12.");
        }
        String java = "Java " + Runtime.version() + " with JShell, on "
                + Runtime.getRuntime().availableProcessors() + " cores, heap up to "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MB";
        return Stream.concat(found.stream(), Stream.of(java)).collect(Collectors.joining("\n"));
    }

    /** Opens the sockets on free ports and sends a first message. */
    private static void talk() {
        try {
            var connection =
                    new KernelConnection(KernelConnectionProperties.parse(ANY_PORTS), new RunQueue(), new Readiness());
            connection.connect();
            connection.close();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Messages cannot be signed: " + e.getMessage(), e);
        }
    }
}
