package lesson4j.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import lesson4j.jupyter.jvm.ExitDoor;
import lesson4j.jupyter.jvm.ParentWatch;
import lesson4j.jupyter.output.KernelPage;
import lesson4j.jupyter.output.OutputRouter;
import lesson4j.jupyter.wire.KernelConnection;
import lesson4j.jupyter.wire.Readiness;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Starts the kernel that Jupyter asks for: {@code java -jar kernel.jar connection.json}. */
public final class KernelMain {
    private static final List<String> PLAIN = List.of(
            "java.util.function.*",
            "java.util.stream.*",
            "java.nio.file.*",
            "static lesson4j.jupyter.CellOutput.*",
            "lesson4j.jupyter.widget.*",
            "static lesson4j.jupyter.widget.Widgets.*");

    private KernelMain() {}

    /**
     * Runs the kernel until Jupyter shuts it down.
     *
     * @param args the path of Jupyter's connection file, or {@code --self-test}; what follows is a command that brings
     *     what the kernel lacks at its first start
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        Logger.getLogger("").setLevel(Level.WARNING);
        Extensions.prepare();
        if (args[0].equals("--self-test")) {
            System.out.println(SelfTest.run());
            ExitDoor.exit();
        }
        List<String> firstStart = List.of(args).subList(1, args.length);
        if (firstStart.isEmpty()) {
            warmUp();
        }
        ParentWatch.start();
        NotebookKernel kernel = new NotebookKernelBuilder().build();
        var page = new KernelPage((OutputRouter) kernel.getIO(), kernel.getRenderer());
        CellOutput.on(page);
        Extensions.each(one -> one.open(page));
        var properties = KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
        var ready = new Readiness();
        var connection = new KernelConnection(properties, kernel.queue(), ready);
        kernel.onStartup();
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        getReady(kernel, ready, firstStart);
        aside("tab-warm-up", kernel::warmUp);
        connection.waitUntilClose();
        ExitDoor.exit();
    }

    /** Imports what every notebook starts with, for which every cell waits. */
    private static void getReady(NotebookKernel kernel, Readiness ready, List<String> firstStart) {
        try {
            if (!firstStart.isEmpty()) {
                FirstStart.run(firstStart, ready::tell);
                warmUp();
            }
            kernel.notebook().importAll(startImports());
            ready.reach();
        } catch (Throwable failure) {
            ready.fail(failure);
        }
    }

    /** Returns what a notebook starts with: the extensions' imports, else what everyday Java needs. */
    static List<String> startImports() {
        List<String> theirs = Extensions.all(KernelExtension::startImports);
        return theirs.isEmpty() ? PLAIN : theirs;
    }

    private static void warmUp() {
        aside("warm-up", () -> Extensions.each(KernelExtension::warmUp));
    }

    /** Loads what takes long while Jupyter and the reader are still getting ready. */
    private static void aside(String name, Runnable work) {
        Thread warm = new Thread(work, name);
        warm.setDaemon(true);
        warm.start();
    }
}
