package lesson4j.jupyter.output;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import lesson4j.jupyter.error.CodeStopped;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.reply.InputReply;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;
import org.jspecify.annotations.Nullable;

/**
 * What a cell reads from {@code System.in}: lines that the page asks for.
 *
 * <p>In JJava the cell's own thread waits at the socket, which an interrupt would close for ever.
 */
final class PageInput extends InputStream {
    private final StdinChannel channel;
    private final ExecutorService asker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "cell-input");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable MessageContext cell;
    private volatile Runnable before = () -> {};
    private byte[] line = new byte[0];
    private int at;

    PageInput(StdinChannel channel) {
        this.channel = channel;
    }

    /**
     * Begins a cell.
     *
     * @param asker the request to ask back to, or null when its front end cannot answer
     * @param printed sends what the cell printed so far, such as the question
     */
    void begin(@Nullable MessageContext asker, Runnable printed) {
        cell = asker;
        before = printed;
        line = new byte[0];
        at = 0;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
        if (length == 0) {
            return 0;
        }
        if (at == line.length) {
            line = ask();
            at = 0;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, into, from, count);
        at += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - at;
    }

    private byte[] ask() {
        MessageContext asking = cell;
        if (asking == null) {
            throw new IllegalStateException("The cell asks for input, but nobody can answer: this front end takes no "
                    + "input. Run the cell in JupyterLab, or write the value into the cell.");
        }
        AtomicBoolean wanted = new AtomicBoolean(true);
        Future<String> answer = asker.submit(() -> answer(asking, wanted));
        try {
            return (answer.get() + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            throw new CodeStopped();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The input could not be read: " + e.getCause(), e);
        } finally {
            wanted.set(false);
        }
    }

    private String answer(MessageContext asking, AtomicBoolean wanted) throws InterruptedException {
        before.run();
        while (answered()) {
            // an answer to a question that was interrupted
            channel.readMessage();
        }
        channel.sendMessage(new Message<>(asking, InputRequest.MESSAGE_TYPE, new InputRequest("", false)));
        while (wanted.get() && !answered()) {
            Thread.sleep(10);
        }
        return wanted.get()
                ? channel.readMessage(InputReply.MESSAGE_TYPE).getContent().getValue()
                : "";
    }

    private boolean answered() {
        return (channel.getEvents() & ZMQ.Poller.POLLIN) != 0;
    }
}
