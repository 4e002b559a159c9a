package lesson4j.jupyter.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import lesson4j.jupyter.error.ErrorText;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.KernelTimestamp;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.ReplyType;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.shaded.com.google.gson.Gson;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;

/**
 * What one request is answered with, in the form the protocol asks for.
 *
 * <p>JJava dates messages to the minute only and leaves {@code status} out of most replies.
 */
public final class Replies extends ShellReplyEnvironment {
    private static final Gson GSON = new Gson();

    private boolean replied;
    private boolean muted;
    private boolean aside;

    Replies(ShellChannel shell, StdinChannel stdin, JupyterSocket iopub, MessageContext context) {
        super(shell, stdin, iopub, context);
    }

    /** Publishes nothing more than whether the kernel is busy, as a silent request wants it. */
    public void mute() {
        muted = true;
    }

    /** Says that the request came on a subshell. */
    void onSubshell() {
        aside = true;
    }

    /** Returns whether the request waited in the main queue, which a failed cell calls off. */
    public boolean isOnMainShell() {
        return !aside;
    }

    /** Replies with {@code content}, once all that is deferred after it is done. */
    public void replyLast(MessageType<?> type, Map<String, Object> content) {
        defer(() -> reply(new Message<>(getContext(), typed(type), content)));
    }

    /** JJava's own way defers whatever any thread sends next, which may be a background thread's text. */
    @Override
    public void setBusyDeferIdle() {
        setStatusBusy();
        defer(this::setStatusIdle);
    }

    /** Tells of a failure to handle the request, unless it got its reply before. */
    void fail(MessageType<?> request, Throwable failure) {
        resolveDeferrals();
        MessageType<?> reply = MessageType.getType(request.getName().replace("_request", "_reply"));
        if (!replied && reply != MessageType.UNKNOWN) {
            replyError(
                    reply.error(),
                    new ErrorReply(ErrorText.name(failure), ErrorText.message(failure), ErrorText.of(failure)));
        }
    }

    @Override
    public void reply(Message<?> message) {
        replied = true;
        super.reply(dated(withStatus(message)));
    }

    @Override
    public void publish(Message<?> message) {
        if (!muted || message.getHeader().getType() == MessageType.PUBLISH_STATUS) {
            super.publish(dated(message));
        }
    }

    /** Does what was deferred; one action that fails does not take the next ones with it. */
    @Override
    public void resolveDeferrals() {
        for (int attempts = 0; attempts < 5; attempts++) {
            try {
                super.resolveDeferrals();
                return;
            } catch (IllegalStateException unfinished) {
                setStatusIdle();
            } catch (Throwable failure) {
                // the next attempt goes on with the next action
            }
        }
    }

    private static Message<?> withStatus(Message<?> message) {
        if (!(message.getContent() instanceof ReplyType) || message.getContent() instanceof ErrorReply) {
            return message;
        }
        JsonObject content = GSON.toJsonTree(message.getContent()).getAsJsonObject();
        if (content.has("status")) {
            return message;
        }
        content.addProperty("status", "ok");
        return copy(message, header(message), content);
    }

    private static Message<?> dated(Message<?> message) {
        Header<Object> header = header(message);
        var now =
                new KernelTimestamp(Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        var dated = new Header<>(
                header.getId(),
                header.getUsername(),
                header.getSessionId(),
                now,
                header.getType(),
                header.getVersion());
        return copy(message, dated, message.getContent());
    }

    private static Message<?> copy(Message<?> message, Header<Object> header, Object content) {
        return new Message<>(
                message.getIdentities(),
                header,
                message.getParentHeader(),
                message.getMetadata(),
                content,
                message.getBlobs());
    }

    @SuppressWarnings("unchecked")
    private static Header<Object> header(Message<?> message) {
        return (Header<Object>) message.getHeader();
    }

    @SuppressWarnings("unchecked")
    private static MessageType<Object> typed(MessageType<?> type) {
        return (MessageType<Object>) type;
    }
}
