package lesson4j.jupyter.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lesson4j.jupyter.Extensions;
import org.dflib.jjava.jupyter.channels.DefaultReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.jspecify.annotations.Nullable;

/**
 * Leads what a thread prints and displays to the cell it works for: its own, or that of the thread that started it.
 *
 * <p>JJava has one sink for all: a background thread writes into whichever cell runs, and between cells into the
 * terminal.
 */
public final class OutputRouter extends JupyterIO {
    private static final long PAUSE_MILLIS = 25;

    /** The JVM's own settings, without which neither the compiler nor the kernel works. */
    private static final Properties AT_START =
            (Properties) System.getProperties().clone();

    private final InheritableThreadLocal<OutputQueue> own = new InheritableThreadLocal<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cell-output");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable OutputQueue latest;
    private @Nullable PageInput input;
    private @Nullable PrintStream out;
    private @Nullable PrintStream err;

    /** Makes a router, which leaves the standard streams alone until it takes them over. */
    public OutputRouter() {
        super(StandardCharsets.UTF_8);
    }

    /**
     * Takes over the standard streams. Until the first cell, output goes to the terminal; {@code System.in} asks the
     * reader.
     */
    @SuppressWarnings("SystemOut")
    public void takeOver(StdinChannel stdin) {
        input = new PageInput(stdin);
        out = stream(StreamType.OUT, System.out);
        err = stream(StreamType.ERR, System.err);
        takeBack();
    }

    /** Undoes what a cell did to the standard streams and settings. A null among them would break the next. */
    public void takeBack() {
        Properties now = System.getProperties();
        AT_START.forEach(now::putIfAbsent);
        if (input != null && out != null && err != null) {
            System.setIn(input);
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Begins a cell: from now on it is the one that the shared pools print into. */
    public OutputQueue begin(DefaultReplyEnvironment env, Message<ExecuteRequest> request) {
        takeBack();
        OutputQueue[] text = new OutputQueue[1];
        AtomicBoolean sendsSoon = new AtomicBoolean();
        text[0] = new OutputQueue(env, () -> sendSoon(text[0], sendsSoon));
        latest = text[0];
        if (input != null) {
            input.begin(request.getContent().isStdinEnabled() ? request : null, text[0]::send);
        }
        return text[0];
    }

    /** Makes {@code text} the place of this thread, and of the threads that it will start. */
    public void enter(OutputQueue text) {
        own.set(text);
    }

    /** Publishes a display in its order with the printed text. */
    public void publish(ContentType<?> display) {
        OutputQueue text = here();
        if (text != null) {
            text.publish(display);
        }
    }

    /** Lets the cell of this thread print its full measure again. */
    public void cleared() {
        OutputQueue text = here();
        if (text != null) {
            text.cleared();
        }
    }

    /** Returns the output of the cell that this thread works for; null before the first. */
    public @Nullable OutputQueue here() {
        // a thread of the shared pool was started by one cell and works for all
        OutputQueue mine = Thread.currentThread() instanceof ForkJoinWorkerThread ? null : own.get();
        return mine == null ? latest : mine;
    }

    private void sendSoon(OutputQueue text, AtomicBoolean sendsSoon) {
        if (!sendsSoon.getAndSet(true)) {
            clock.schedule(() -> send(text, sendsSoon), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void send(OutputQueue text, AtomicBoolean sendsSoon) {
        sendsSoon.set(false);
        if (!text.send()) {
            sendSoon(text, sendsSoon);
        }
    }

    private PrintStream stream(StreamType type, PrintStream terminal) {
        OutputStream bytes = new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                if (Quiet.isOn()) {
                    return;
                }
                OutputQueue text = here();
                if (text == null) {
                    terminal.write(bytes, from, length);
                } else {
                    text.print(type, bytes, from, length);
                }
            }
        };
        return new PrintStream(bytes, false, StandardCharsets.UTF_8) {
            @Override
            public void println(@Nullable String line) {
                if (line == null || !Extensions.any(one -> one.isNoise(line))) {
                    super.println(line);
                }
            }

            /** Whoever closes a writer around this stream means the writer. */
            @Override
            public void close() {
                flush();
            }
        };
    }
}
