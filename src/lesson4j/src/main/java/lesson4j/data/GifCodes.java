package lesson4j.data;

import static lesson4j.plot.Given.text;

import java.io.IOException;

/** Counts the pixels that a GIF's codes (LZW) stand for: each one more than a code before, or one colour. */
final class GifCodes {
    private static final int MOST = 4096;

    private final int bits;
    private final int clear;
    private final int colours;
    private final int[] length = new int[MOST];
    private int size;
    private int next;
    private int last;
    private long pixels;

    private GifCodes(int bits, int colours) {
        this.bits = bits;
        this.clear = 1 << bits;
        this.colours = colours;
        begin();
    }

    /**
     * Returns how many pixels there are.
     *
     * @param bits how many bits a colour has
     * @param colours how many the palette has
     */
    static long pixels(byte[] data, int bits, int colours) throws IOException {
        if (bits < 1 || bits > 11) {
            throw new IOException(text("its codes begin with %d bits", bits));
        }
        var codes = new GifCodes(bits, colours);
        int bit = 0;
        while (bit + codes.size <= 8L * data.length) {
            int code = 0;
            int end = codes.size;
            for (int i = 0; i < end; i++, bit++) {
                code |= (data[bit / 8] >> bit % 8 & 1) << i;
            }
            if (code == codes.clear + 1) {
                break;
            }
            codes.take(code);
        }
        return codes.pixels;
    }

    private void begin() {
        size = bits + 1;
        next = clear + 2;
        last = -1;
    }

    private void take(int code) throws IOException {
        if (code == clear) {
            begin();
            return;
        } else if (code >= colours && code < clear) {
            throw new IOException(text("a pixel has colour %d of %d", code, colours));
        } else if (code > next || last < 0 && code >= clear) {
            throw new IOException("its codes are damaged");
        }
        int one = last < 0 ? 1 : length(last) + 1;
        pixels += code == next && last >= 0 ? one : length(code);
        if (last >= 0 && next < MOST) {
            length[next++] = one;
            size = next == 1 << size && size < 12 ? size + 1 : size;
        }
        last = code;
    }

    private int length(int code) {
        return code < clear ? 1 : length[code];
    }
}
