package lesson4j.data;

import static lesson4j.plot.Given.text;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads picture files of any kind as PIL does, and refuses what is damaged or larger than memory. */
final class PictureFile {
    /** PIL warns of a bomb above as many pixels. */
    private static final long MOST_PIXELS = 89_478_485;

    private static final long MOST_BYTES = 1 << 29;

    /** What decoding takes for each pixel at most, in bytes. */
    private static final int COST = 16;

    private PictureFile() {}

    /** Returns the bytes of a file that is small enough to be a picture. */
    static byte[] bytes(Path file) throws IOException {
        try (var in = Files.newByteChannel(file)) {
            long size = in.size();
            if (size > Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4)) {
                throw new IOException(text("its %,d bytes are too many for a picture", size));
            } else if (size == 0) {
                throw new IOException("it is empty");
            }
            var bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {}
            return bytes.array();
        }
    }

    /** Decodes a picture of any kind. */
    static Rgb decode(byte[] file) throws IOException {
        return decode(file, false);
    }

    /** Decodes at least the square in its middle where {@code middle} is all that is wanted. */
    static Rgb decode(byte[] file, boolean middle) throws IOException {
        try {
            if (Png.isPng(file)) {
                return AnyPng.decode(file);
            }
            return Jpeg.isJpeg(file) ? Jpeg.decode(file, middle) : OtherPicture.decode(file);
        } catch (RuntimeException | EOFException e) {
            throw new IOException("its bytes are damaged", e);
        }
    }

    /** Refuses a size that no picture has, or that this Java has no room for, before the room is taken. */
    static void check(long width, long height) throws IOException {
        long most = Math.min(MOST_PIXELS, Runtime.getRuntime().maxMemory() / COST);
        if (width < 1 || height < 1 || width > most || height > most || width * height > most) {
            String size = Long.toUnsignedString(width) + "×" + Long.toUnsignedString(height);
            throw new IOException(text("it claims to be %s, more than %,d pixels or none", size, most));
        }
    }
}
