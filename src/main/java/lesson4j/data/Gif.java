package lesson4j.data;

import static lesson4j.data.Text.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Looks whether the first picture of a GIF is all there, which Java's own reader does not tell. */
final class Gif {
    private final byte[] file;
    private int at = 6;

    private Gif(byte[] file) {
        this.file = file;
    }

    /** Refuses a GIF that is cut short, has colours that its palette has not, or whose first picture does not fill it. */
    static void check(byte[] file) throws IOException {
        new Gif(file).check();
    }

    private int next() throws IOException {
        if (at >= file.length) {
            throw new IOException(text("it ends after %,d bytes, inside its pixels", file.length));
        }
        return file[at++] & 255;
    }

    private int two() throws IOException {
        return next() | next() << 8;
    }

    private void check() throws IOException {
        int width = two();
        int height = two();
        int flags = next();
        at += 2;
        int colours = skipColours(flags);
        int block = next();
        while (block == 0x21) {
            next();
            blocks();
            block = next();
        }
        boolean fills = block == 0x2c & two() == 0 & two() == 0 & two() == width & two() == height;
        if (!fills) {
            throw new IOException("its first picture does not fill it");
        }
        int own = skipColours(next());
        int bits = next();
        long found = pixels(blocks(), bits, own > 0 ? own : colours);
        if (found < (long) width * height) {
            throw new IOException(text("%,d of %,d pixels are there", found, (long) width * height));
        }
    }

    private int skipColours(int flags) {
        int colours = (flags & 128) == 0 ? 0 : 2 << (flags & 7);
        at += 3 * colours;
        return colours;
    }

    private byte[] blocks() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int length = next(); length > 0; length = next()) {
            if (at + length > file.length) {
                at = file.length;
                next();
            }
            all.write(file, at, length);
            at += length;
        }
        return all.toByteArray();
    }

    /** Counts the pixels that the codes (LZW) stand for: each one more than a code before, or one colour. */
    private static long pixels(byte[] data, int bits, int colours) throws IOException {
        if (bits < 1 || bits > 11) {
            throw new IOException(text("its codes begin with %d bits", bits));
        }
        int clear = 1 << bits;
        int[] length = new int[4096];
        int size = bits + 1;
        int next = clear + 2;
        int last = -1;
        long pixels = 0;
        for (int bit = 0; bit + size <= 8L * data.length; ) {
            int code = 0;
            for (int i = 0; i < size; i++, bit++) {
                code |= (data[bit / 8] >> bit % 8 & 1) << i;
            }
            if (code == clear) {
                size = bits + 1;
                next = clear + 2;
                last = -1;
            } else if (code == clear + 1) {
                return pixels;
            } else if (code >= colours && code < clear) {
                throw new IOException(text("a pixel has colour %d of %d", code, colours));
            } else if (code > next || last < 0 && code >= clear) {
                throw new IOException("its codes are damaged");
            } else {
                int one = last < 0 ? 1 : length(length, last, clear) + 1;
                pixels += code == next && last >= 0 ? one : length(length, code, clear);
                if (last >= 0 && next < 4096) {
                    length[next++] = one;
                    size = next == 1 << size && size < 12 ? size + 1 : size;
                }
                last = code;
            }
        }
        return pixels;
    }

    private static int length(int[] length, int code, int clear) {
        return code < clear ? 1 : length[code];
    }
}
