package lesson4j.jupyter.wire;

import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/**
 * The sockets to Jupyter, on which every request gets a reply.
 *
 * <p>In JJava a handler's {@code Error}, or a message that cannot be read, ends the loop that reads requests; and one
 * thread reads and handles them all. Its two sockets for requests stay unused, ours take their ports.
 */
public final class KernelConnection extends JupyterConnection {
    private final KernelConnectionProperties asked;
    private final KernelConnectionProperties bound;
    private final RunQueue queue;
    private final Readiness ready;
    private final Subshells subshells = new Subshells();
    private final ZMQ.Context context = ZMQ.context(1);
    private final RequestSocket requests;
    private final RequestSocket orders;

    /**
     * Makes the sockets.
     *
     * @param ready what cells and all other requests wait for
     */
    public KernelConnection(KernelConnectionProperties properties, RunQueue queue, Readiness ready)
            throws GeneralSecurityException {
        this(properties, SocketFiles.behind(properties), queue, ready);
    }

    private KernelConnection(
            KernelConnectionProperties asked, KernelConnectionProperties bound, RunQueue queue, Readiness ready)
            throws GeneralSecurityException {
        super(bound);
        this.asked = asked;
        this.bound = bound;
        this.queue = queue;
        this.ready = ready;
        this.requests = new RequestSocket(context, bound.createHMACGenerator(), false, this, this::wait);
        this.orders = new RequestSocket(context, bound.createHMACGenerator(), true, this, this::handle);
        subshells.handleOn(this);
    }

    /** Returns the socket on which a cell asks the reader. */
    public StdinChannel stdin() {
        return stdin;
    }

    @Override
    public void connect() {
        heartbeat.bind(bound);
        iopub.bind(bound);
        stdin.bind(bound);
        orders.bind(bound);
        requests.bind(bound);
        if (SocketFiles.areAsked(asked)) {
            openFiles();
        }
    }

    private void openFiles() {
        try {
            SocketFiles.open(asked.getIp(), asked.getHbPort(), heartbeat.getLastEndpoint());
            SocketFiles.open(asked.getIp(), asked.getShellPort(), requests.getLastEndpoint());
            SocketFiles.open(asked.getIp(), asked.getControlPort(), orders.getLastEndpoint());
            SocketFiles.open(asked.getIp(), asked.getStdinPort(), stdin.getLastEndpoint());
            SocketFiles.open(asked.getIp(), asked.getIopubPort(), iopub.getLastEndpoint());
        } catch (RuntimeException failed) {
            close(); // sockets that nobody reaches would keep the kernel alive
            throw failed;
        }
    }

    @Override
    public void close() {
        requests.close();
        orders.close();
        context.close();
        super.close();
    }

    /** Lets a request wait for its turn: in the main queue, or that of its subshell. */
    private void wait(RequestSocket socket, Request request) {
        queue.arrived(request.message().getHeader());
        subshells.add(request.subshell(), () -> handle(socket, request));
    }

    private void handle(RequestSocket socket, Request request) {
        Replies env = (Replies) prepareReplyEnv(socket, request.message());
        if (!request.subshell().equals(Subshells.MAIN)) {
            env.onSubshell();
        }
        answer(env, request.message());
    }

    private <T> void answer(Replies env, Message<T> message) {
        ShellHandler<T> handler = getHandler(message.getHeader().getType());
        if (handler == null) {
            return;
        }
        try {
            ready.await(message.getHeader().getType(), env);
            handler.handle(env, message);
        } catch (CompletionException notReady) {
            env.fail(message.getHeader().getType(), Objects.requireNonNull(notReady.getCause()));
        } catch (Throwable failure) {
            env.fail(message.getHeader().getType(), failure);
        }
        env.resolveDeferrals();
        if (env.isMarkedForShutdown()) {
            close();
        }
    }

    @Override
    public ShellReplyEnvironment prepareReplyEnv(ShellChannel channel, MessageContext context) {
        return new Replies(channel, stdin, iopub, context);
    }
}
