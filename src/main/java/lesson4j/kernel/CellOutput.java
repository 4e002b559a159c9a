package lesson4j.kernel;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a cell prints and sends it in pieces, at most twenty a second.
 *
 * <p>JJava sends a message for each write, several for one {@code printf}; Jupyter's server then limits the rate and
 * drops the rest. Sending from a thread of our own also keeps an interrupted cell thread away from the sockets, which
 * an interrupt would close.
 */
final class CellOutput extends OutputStream {
    private static final int PIECE = 1 << 16;

    /** SameDiff prints a line for each operation it derives. */
    private static final String NOISE = "Added differentiated op ";

    private final BiConsumer<ShellReplyEnvironment, String> send;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private @Nullable ShellReplyEnvironment cell;

    CellOutput(BiConsumer<ShellReplyEnvironment, String> send) {
        this.send = send;
    }

    PrintStream stream() {
        return new PrintStream(this, false, StandardCharsets.UTF_8) {
            @Override
            public void println(@Nullable String line) {
                if (line == null || !line.startsWith(NOISE)) {
                    super.println(line);
                }
            }
        };
    }

    synchronized void attach(ShellReplyEnvironment env) {
        cell = env;
    }

    @Override
    public synchronized void write(int b) {
        waiting.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        waiting.write(bytes, from, length);
    }

    /** Sends what waits; a character cut in the middle stays for the next time. */
    synchronized void send() {
        if (cell == null || waiting.size() == 0) {
            return;
        }
        byte[] bytes = waiting.toByteArray();
        int whole = wholeCharacters(bytes, bytes.length);
        waiting.reset();
        waiting.write(bytes, whole, bytes.length - whole);
        for (int from = 0; from < whole; ) {
            int to = whole - from <= PIECE ? whole : wholeCharacters(bytes, from + PIECE);
            send.accept(cell, new String(bytes, from, to - from, StandardCharsets.UTF_8));
            from = to;
        }
    }

    /** Returns the largest index up to {@code end} at which no UTF-8 character is cut. */
    private static int wholeCharacters(byte[] bytes, int end) {
        int start = end;
        while (start > 0 && end - start < 4 && (bytes[start - 1] & 0xC0) == 0x80) {
            start--;
        }
        if (start == 0 || (bytes[start - 1] & 0x80) == 0) {
            return end;
        }
        int lead = bytes[start - 1] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        return end - (start - 1) >= length ? end : start - 1;
    }
}
