package lesson4j.kernel;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A cell's input and output: printed text in pieces, displays in order with it, both safe from interrupts. */
final class CellIO extends JupyterIO {
    private final CellOutput out = new CellOutput(ShellReplyEnvironment::writeToStdOut);
    private final CellOutput err = new CellOutput(ShellReplyEnvironment::writeToStdErr);
    private final PrintStream outStream = out.stream();
    private final PrintStream errStream = err.stream();

    CellIO() {
        super(StandardCharsets.UTF_8);
        var clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cell-output");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::sendPrinted, 50, 50, TimeUnit.MILLISECONDS);
    }

    PrintStream outStream() {
        return outStream;
    }

    PrintStream errStream() {
        return errStream;
    }

    void attach(ShellReplyEnvironment env) {
        setEnv(env);
        out.attach(env);
        err.attach(env);
    }

    void detach(ShellReplyEnvironment env) {
        sendPrinted();
        retractEnv(env);
    }

    /** Sends what the cell printed so far. */
    void sendPrinted() {
        outStream.flush();
        errStream.flush();
        out.send();
        err.send();
    }

    void allowInput(boolean allowed) {
        setJupyterInEnabled(allowed);
    }

    void show(DisplayData data) {
        withoutInterrupt(() -> {
            sendPrinted();
            display.display(data);
        });
    }

    void update(String id, DisplayData data) {
        withoutInterrupt(() -> display.updateDisplay(id, data));
    }

    /** An interrupted thread that touches a socket closes it; so the interrupt waits until the message is out. */
    private static void withoutInterrupt(Runnable send) {
        boolean interrupted = Thread.interrupted();
        try {
            send.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
