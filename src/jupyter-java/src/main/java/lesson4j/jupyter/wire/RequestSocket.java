package lesson4j.jupyter.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/**
 * One of the two sockets that bring requests. Its thread waits for them, and sends what other threads reply.
 *
 * <p>JJava looks at its sockets every 50 ms, and handles what it finds on the thread that looks: while a cell runs
 * nothing else is read.
 */
final class RequestSocket extends ShellChannel {
    private static final long JOIN_MILLIS = 1000;

    private final boolean isControl;
    private final HMACGenerator key;
    private final BiConsumer<RequestSocket, Request> taker;
    private final Queue<Message<?>> replies = new ConcurrentLinkedQueue<>();
    private final Pipe wake;
    private final Thread thread;
    private volatile boolean open = true;

    RequestSocket(
            ZMQ.Context context,
            HMACGenerator key,
            boolean isControl,
            KernelConnection connection,
            BiConsumer<RequestSocket, Request> taker) {
        super(context, key, isControl, connection);
        this.key = key;
        this.isControl = isControl;
        this.taker = taker;
        this.thread = new Thread(this::serve, isControl ? "control" : "shell");
        try {
            wake = Pipe.open();
            wake.source().configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void bind(KernelConnectionProperties properties) {
        int port = isControl ? properties.getControlPort() : properties.getShellPort();
        bind(formatAddress(properties.getTransport(), properties.getIp(), port));
        thread.start();
    }

    private void serve() {
        try (ZMQ.Poller poller = ctx.poller(2)) {
            int requests = poller.register(this, ZMQ.Poller.POLLIN);
            poller.register(wake.source(), ZMQ.Poller.POLLIN);
            while (open) {
                poller.poll(-1);
                sendReplies();
                if (open && poller.pollin(requests)) {
                    take();
                }
            }
            sendReplies();
        }
    }

    private void sendReplies() {
        try {
            // what came since is told by a new byte, so the queue is read after the pipe
            for (ByteBuffer bytes = ByteBuffer.allocate(64); wake.source().read(bytes) > 0; bytes.clear()) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Message<?> reply = replies.poll(); reply != null; reply = replies.poll()) {
            super.sendMessage(reply);
        }
    }

    private void take() {
        List<byte[]> frames = new ArrayList<>();
        do {
            frames.add(recv());
        } while (hasReceiveMore());
        try {
            taker.accept(this, Request.read(frames, key, this));
        } catch (Throwable unreadable) {
            logger.warn("A message that cannot be read gets no reply: {}", unreadable.toString());
        }
    }

    /** Sends {@code reply} from whichever thread; ZeroMQ's sockets belong to one. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void sendMessage(Message<?> reply) {
        if (Thread.currentThread() == thread) {
            super.sendMessage(reply);
        } else {
            replies.add(reply);
            wakeUp();
        }
    }

    private void wakeUp() {
        try {
            wake.sink().write(ByteBuffer.wrap(new byte[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        open = false;
        wakeUp();
        if (Thread.currentThread() != thread) {
            join(JOIN_MILLIS);
        }
        super.close();
    }

    @Override
    public void waitUntilClose() {
        join(0);
    }

    private void join(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
