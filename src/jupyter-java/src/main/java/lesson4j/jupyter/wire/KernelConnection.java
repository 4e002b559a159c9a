package lesson4j.jupyter.wire;

import java.lang.reflect.Field;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.Loop;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;

/**
 * The sockets to Jupyter, on which every request gets a reply.
 *
 * <p>In JJava a handler's {@code Error}, or a message that cannot be read, ends the loop that reads requests; and that
 * loop looks at its socket every 50 ms only.
 */
public final class KernelConnection extends JupyterConnection {
    /** How often the sockets are looked at; together about 1 % of one core, measured. */
    private static final long SHELL_MILLIS = 4;

    private static final long CONTROL_MILLIS = 20;

    private final KernelConnectionProperties asked;
    private final RunQueue queue;
    private final Readiness ready;

    /**
     * Makes the sockets.
     *
     * @param ready what cells and all other requests wait for
     */
    public KernelConnection(KernelConnectionProperties properties, RunQueue queue, Readiness ready)
            throws GeneralSecurityException {
        super(SocketFiles.behind(properties));
        this.asked = properties;
        this.queue = queue;
        this.ready = ready;
    }

    /** Returns the socket on which a cell asks the reader. */
    public StdinChannel stdin() {
        return stdin;
    }

    @Override
    public void connect() {
        try {
            Field sleep = open("sleep");
            sleep.setLong(shell, SHELL_MILLIS);
            sleep.setLong(control, CONTROL_MILLIS);
            super.connect();
            Field loop = open("ioloop");
            ((Loop) loop.get(shell)).onError(broken -> SHELL_MILLIS);
            ((Loop) loop.get(control)).onError(broken -> CONTROL_MILLIS);
            if (SocketFiles.areAsked(asked)) {
                openFiles();
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JJava is not the one the kernel was built for: " + e, e);
        }
    }

    private void openFiles() {
        try {
            SocketFiles.open(asked.getIp(), asked.getHbPort(), heartbeat.getLastEndpoint());
            SocketFiles.open(asked.getIp(), asked.getShellPort(), shell.getLastEndpoint());
            SocketFiles.open(asked.getIp(), asked.getControlPort(), control.getLastEndpoint());
            SocketFiles.open(asked.getIp(), asked.getStdinPort(), stdin.getLastEndpoint());
            SocketFiles.open(asked.getIp(), asked.getIopubPort(), iopub.getLastEndpoint());
        } catch (RuntimeException failed) {
            close(); // sockets that nobody reaches would keep the kernel alive
            throw failed;
        }
    }

    private static Field open(String name) throws NoSuchFieldException {
        Field field = ShellChannel.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    @Override
    public <T> void setHandler(MessageType<T> type, ShellHandler<T> handler) {
        super.setHandler(type, (env, message) -> {
            queue.arrived(message.getHeader());
            handle(handler, env, message);
        });
    }

    private <T> void handle(ShellHandler<T> handler, ShellReplyEnvironment env, Message<T> message) {
        try {
            ready.await(message.getHeader().getType(), (Replies) env);
            handler.handle(env, message);
        } catch (CompletionException notReady) {
            ((Replies) env).fail(message.getHeader().getType(), Objects.requireNonNull(notReady.getCause()));
        } catch (Throwable failure) {
            ((Replies) env).fail(message.getHeader().getType(), failure);
        }
    }

    @Override
    public ShellReplyEnvironment prepareReplyEnv(ShellChannel channel, MessageContext context) {
        return new Replies(channel, stdin, iopub, context);
    }
}
