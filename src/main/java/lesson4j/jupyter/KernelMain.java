package lesson4j.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import lesson4j.jupyter.jvm.ExitDoor;
import lesson4j.jupyter.jvm.MemoryLimit;
import lesson4j.jupyter.jvm.ParentWatch;
import lesson4j.jupyter.output.OutputRouter;
import lesson4j.jupyter.wire.KernelConnection;
import lesson4j.kernel.FailedOps;
import lesson4j.kernel.Gpu;
import lesson4j.kernel.NotebookScreen;
import lesson4j.kernel.StartImports;
import lesson4j.plot.Show;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.nd4j.common.config.ND4JClassLoading;

/** Starts the kernel that Jupyter asks for: {@code java -jar lesson4j-kernel.jar connection.json}. */
public final class KernelMain {
    /**
     * They warn of nothing that a reader could change: SameDiff of its own duplicates, the input types of flat features
     * being no pictures. Held, because loggers are collected.
     */
    private static final List<Logger> CHATTY =
            List.of(Logger.getLogger("org.nd4j"), Logger.getLogger("org.deeplearning4j.nn.conf.inputs"));

    private KernelMain() {}

    /**
     * Runs the kernel until Jupyter shuts it down.
     *
     * @param args the path of Jupyter's connection file, or {@code --self-test}
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        Logger.getLogger("").setLevel(Level.WARNING);
        CHATTY.forEach(logger -> logger.setLevel(Level.SEVERE));
        FailedOps.listen();
        ND4JClassLoading.setNd4jClassloader(Gpu.loader());
        if (args[0].equals("--self-test")) {
            System.out.println(SelfTest.run());
            ExitDoor.exit();
        }
        if (Gpu.isInstalled()) {
            System.err.println(Gpu.sentence());
        }
        warmUp();
        ParentWatch.start();
        NotebookKernel kernel = new NotebookKernelBuilder().build();
        Show.on(new NotebookScreen((OutputRouter) kernel.getIO(), kernel.getRenderer()));
        var properties = KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
        CompletableFuture<?> ready = new CompletableFuture<>();
        var connection = new KernelConnection(properties, kernel.queue(), ready);
        kernel.onStartup();
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        importVocabulary(kernel, ready);
        TabWarmUp.start(kernel);
        connection.waitUntilClose();
        ExitDoor.exit();
    }

    /** Imports what every notebook starts with, for which every cell waits. */
    private static void importVocabulary(NotebookKernel kernel, CompletableFuture<?> ready) {
        try {
            kernel.evalBuilder(StartImports.source()).eval();
            ready.complete(null);
        } catch (Throwable failure) {
            ready.completeExceptionally(failure);
        }
    }

    /** Loads ND4J's natives while Jupyter and the reader are still getting ready. */
    private static void warmUp() {
        Thread warm = new Thread(MemoryLimit::limitTensors, "warm-up");
        warm.setDaemon(true);
        warm.start();
    }
}
