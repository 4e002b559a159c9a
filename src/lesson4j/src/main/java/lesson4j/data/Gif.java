package lesson4j.data;

import static lesson4j.plot.Given.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Looks whether the first picture of a GIF is all there, which Java's own reader does not tell. */
final class Gif {
    private final byte[] file;
    private int at = 6;

    private Gif(byte[] file) {
        this.file = file;
    }

    /** Refuses a GIF that is cut short, lacks colours in its palette, or whose first picture is smaller. */
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
        long found = GifCodes.pixels(blocks(), bits, own > 0 ? own : colours);
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
}
