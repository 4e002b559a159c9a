package lesson4j.jupyter.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lesson4j.jupyter.jvm.ExitDoor;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/**
 * Serves a Jupyter that asks for {@code "transport": "ipc"}, as Colab does: a socket file before each loopback port.
 *
 * <p>JJava's ZeroMQ knows no such files, but its bytes are the same over both; so they are carried over and back.
 */
final class SocketFiles {
    private static final String IPC = "ipc";
    private static final int BUFFER_BYTES = 64 << 10;

    private SocketFiles() {}

    /** Returns whether Jupyter asks for socket files. */
    static boolean areAsked(KernelConnectionProperties asked) {
        return IPC.equals(asked.getTransport());
    }

    /** Returns where the kernel's own sockets go: where Jupyter says, or behind files on any free loopback ports. */
    static KernelConnectionProperties behind(KernelConnectionProperties asked) {
        return areAsked(asked)
                ? new KernelConnectionProperties(
                        "127.0.0.1", 0, 0, 0, 0, 0, "tcp", asked.getSignatureScheme(), asked.getKey())
                : asked;
    }

    /**
     * Opens the file {@code path-number} for its owner alone, until the kernel ends.
     *
     * @param endpoint where the kernel listens, such as {@code tcp://127.0.0.1:4711}
     */
    static void open(String path, int number, String endpoint) {
        int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
        Path file = Path.of(path + "-" + number).toAbsolutePath();
        try {
            Files.deleteIfExists(file); // a kernel that was killed leaves it
            ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            door.bind(UnixDomainSocketAddress.of(file));
            ExitDoor.deleteAtEnd(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            aside(() -> serve(door, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        } catch (IOException | UnsupportedOperationException e) {
            throw new UncheckedIOException(
                    "The socket file " + file + " that Jupyter asks for cannot be made: " + e
                            + ". Start the kernel with \"transport\": \"tcp\".",
                    new IOException(e));
        }
    }

    private static void serve(ServerSocketChannel door, InetSocketAddress kernel) {
        while (door.isOpen()) {
            try {
                SocketChannel client = door.accept();
                SocketChannel inner = SocketChannel.open(kernel);
                aside(() -> carry(client, inner));
                aside(() -> carry(inner, client));
            } catch (IOException e) {
                // this client is lost; the next one may come
            }
        }
    }

    /** Carries bytes until one side ends, which ends the other. */
    private static void carry(SocketChannel from, SocketChannel to) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (from;
                to) {
            while (from.read(bytes) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
                bytes.clear();
            }
        } catch (IOException e) {
            // the other side is gone
        }
    }

    private static void aside(Runnable work) {
        Thread thread = new Thread(work, "socket-file");
        thread.setDaemon(true);
        thread.start();
    }
}
