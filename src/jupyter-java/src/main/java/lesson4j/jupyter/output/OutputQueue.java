package lesson4j.jupyter.output;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import lesson4j.jupyter.error.CodeStopped;
import org.dflib.jjava.jupyter.channels.DefaultReplyEnvironment;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.jspecify.annotations.Nullable;

/**
 * All that one cell prints and displays, in order, until it is sent.
 *
 * <p>JJava sends a message for each write, several for one {@code printf}; Jupyter's server then limits the rate and
 * drops the rest. Here text is sent in pieces, and never by the thread that prints: its interrupt would close the
 * sockets.
 */
public final class OutputQueue {
    private static final int PIECE = 1 << 16;
    private static final int MOST_DISPLAYS = 200;

    /** How many pieces of text may wait before the order of the two streams is given up for few messages. */
    private static final int MOST_TURNS = 8;

    /** What is still sent of a flood whose cell was stopped. */
    private static final int HURRIED_PIECES = 4;

    private record Item(
            @Nullable StreamType stream,
            ByteArrayOutputStream text,
            @Nullable ContentType<?> display) {}

    private final DefaultReplyEnvironment env;
    private final Runnable sendSoon;
    private final Deque<Item> waiting = new ArrayDeque<>();
    /** The bytes of a character that a piece was cut in. */
    private final Map<StreamType, byte[]> cut = new EnumMap<>(StreamType.class);

    private final TextLimit limit = new TextLimit();
    private final Map<StreamType, PrintedTraces> traces = new EnumMap<>(StreamType.class);
    private final Pace pace = new Pace();
    private int displays;

    /**
     * Collects for one cell.
     *
     * @param sendSoon called when something new waits
     */
    OutputQueue(DefaultReplyEnvironment env, Runnable sendSoon) {
        this.env = env;
        this.sendSoon = sendSoon;
    }

    /** Returns the request that asked for the cell. */
    public MessageContext context() {
        return env.getContext();
    }

    synchronized void print(StreamType stream, byte[] bytes, int from, int length) {
        int end = from + limit.admit(bytes, from, length);
        for (int at = from; at < end; ) {
            Item last = open(stream);
            if (last == null || last.text.size() >= PIECE) {
                last = new Item(stream, new ByteArrayOutputStream(), null);
                waiting.add(last);
            }
            int count = Math.min(end - at, PIECE - last.text.size());
            last.text.write(bytes, at, count);
            at += count;
        }
        sendSoon.run();
    }

    /** Returns the text that goes on with {@code stream}. After a few turns of the two streams each goes on by itself. */
    private @Nullable Item open(StreamType stream) {
        Item last = waiting.peekLast();
        if (last == null || last.stream == stream || waiting.size() < MOST_TURNS) {
            return last == null || last.stream != stream ? null : last;
        }
        for (var items = waiting.descendingIterator(); items.hasNext(); ) {
            Item item = items.next();
            if (item.display != null || item.stream == stream) {
                return item.display == null ? item : null;
            }
        }
        return null;
    }

    /** Displays, or clears, after what was printed before; waits while too many displays wait. */
    public synchronized void publish(ContentType<?> display) {
        while (displays >= MOST_DISPLAYS) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new CodeStopped();
            }
        }
        displays++;
        waiting.add(new Item(null, new ByteArrayOutputStream(), display));
        sendSoon.run();
    }

    /** Counts from nothing again, because what was printed is cleared. */
    synchronized void cleared() {
        limit.reset();
    }

    /** Sends what may go out now; returns whether that was all. */
    synchronized boolean send() {
        while (!waiting.isEmpty()) {
            Item next = waiting.element();
            if (!pace.allows(next.text.size())) {
                return false;
            }
            waiting.remove();
            if (next.display != null) {
                displays--;
                notifyAll();
                publishAs(next.display);
            } else if (next.stream != null) {
                sendText(next.stream, next.text.toByteArray());
            }
        }
        return true;
    }

    /** Sends all, however long it takes, or little more once {@code hurry} says so. Then the end of what is left out. */
    public void finish(BooleanSupplier hurry) throws InterruptedException {
        while (!send()) {
            if (hurry.getAsBoolean()) {
                leaveOutMost();
            }
            Thread.sleep(10);
        }
        synchronized (this) {
            traces.forEach((stream, trace) -> publishText(stream, trace.rest()));
            if (limit.leftOut()) {
                env.publish(new PublishStream(StreamType.OUT, limit.rest()));
            }
        }
    }

    private synchronized void leaveOutMost() {
        boolean endIsKept = limit.leftOut();
        int pieces = 0;
        for (var items = waiting.iterator(); items.hasNext(); ) {
            Item item = items.next();
            if (item.display == null && pieces++ >= HURRIED_PIECES) {
                byte[] bytes = item.text.toByteArray();
                if (endIsKept) {
                    limit.count(bytes, 0, bytes.length);
                } else {
                    limit.leaveOut(bytes, 0, bytes.length);
                }
                items.remove();
            }
        }
    }

    private void sendText(StreamType stream, byte[] text) {
        String whole = decoded(stream, text);
        publishText(
                stream, traces.computeIfAbsent(stream, s -> new PrintedTraces()).of(whole));
    }

    /** Returns {@code text} up to its last whole character; the rest of it waits for the next piece. */
    private String decoded(StreamType stream, byte[] text) {
        byte[] before = cut.getOrDefault(stream, new byte[0]);
        ByteBuffer bytes = ByteBuffer.allocate(before.length + text.length)
                .put(before)
                .put(text)
                .flip();
        CharBuffer letters = CharBuffer.allocate(bytes.limit());
        StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(bytes, letters, false);
        cut.put(stream, Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit()));
        return letters.flip().toString();
    }

    private void publishText(StreamType stream, String text) {
        if (!text.isEmpty()) {
            env.publish(new PublishStream(stream, text));
        }
    }

    @SuppressWarnings("unchecked")
    private <T extends ContentType<T>> void publishAs(ContentType<?> content) {
        env.publish((T) content);
    }
}
