package lesson4j.data;

import static lesson4j.plot.Given.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * PNG of every kind: five colour types, 1 to 16 bits, interlaced or not, with a palette or a transparent colour.
 *
 * <p>Values are taken as stored, as PIL does: Java's own reader bends them by gamma and colour profiles. Of 16 bits the
 * upper eight are kept.
 */
final class AnyPng {
    private static final int GREY = 0;
    private static final int COLOUR = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int COLOUR_ALPHA = 6;

    /** Colour types with the depths they may have, as {@code type * 100 + depth}. */
    private static final Set<Integer> KINDS = Set.of(1, 2, 4, 8, 16, 208, 216, 301, 302, 304, 308, 408, 416, 608, 616);

    /** Where each pass of an interlaced picture begins, and its steps: x, y, dx, dy. */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] WHOLE = {{0, 0, 1, 1}};

    private final int width;
    private final int height;
    private final int depth;
    private final int type;
    private final int[][] passes;
    private final byte[] palette;
    private final byte[] transparent;

    private AnyPng(Png.Chunks chunks) throws IOException {
        var header = ByteBuffer.wrap(chunks.header());
        width = header.getInt();
        height = header.getInt();
        PictureFile.check(width, height);
        depth = header.get();
        type = header.get();
        int packed = header.getShort();
        int interlaced = header.get();
        if (!KINDS.contains(type * 100 + depth) || packed != 0 || interlaced < 0 || interlaced > 1) {
            throw new IOException(text("its header names colour type %d of %d bits, which PNG has not", type, depth));
        }
        passes = interlaced == 1 ? ADAM7 : WHOLE;
        palette = chunks.palette();
        transparent = chunks.transparent();
        int wanted = type == GREY ? 2 : type == COLOUR ? 6 : type == PALETTE ? 0 : -1;
        if (type == PALETTE && (palette.length == 0 || palette.length % 3 != 0 || palette.length > 768)) {
            throw new IOException(text("its palette has %,d bytes", palette.length));
        } else if (transparent.length > 0 && (wanted < 0 || wanted > 0 && transparent.length != wanted)) {
            throw new IOException("its transparent colour is none of its colours");
        }
    }

    static Rgb decode(byte[] file) throws IOException {
        var chunks = Png.chunks(file);
        return new AnyPng(chunks).pixels(chunks.data());
    }

    private Rgb pixels(byte[] data) throws IOException {
        long size = 0;
        for (int[] pass : passes) {
            size += rows(pass) * (rowBytes(pass) + 1);
        }
        byte[] rows = Png.inflate(data, size);
        int[] pixels = new int[width * height];
        int at = 0;
        for (int[] pass : passes) {
            int length = (int) rowBytes(pass);
            int count = (int) rows(pass);
            byte[] plain = Png.unfilter(rows, at, count, length, Math.max(1, bits() / 8));
            for (int row = 0; row < count; row++) {
                int y = pass[1] + row * pass[3];
                int place = 0;
                for (int x = pass[0]; x < width; x += pass[2]) {
                    pixels[y * width + x] = pixel(plain, row * length, place++);
                }
            }
            at += count * (length + 1);
        }
        return new Rgb(height, width, pixels);
    }

    private int bits() {
        int samples = type == COLOUR ? 3 : type == COLOUR_ALPHA ? 4 : type == GREY_ALPHA ? 2 : 1;
        return samples * depth;
    }

    private long rows(int[] pass) {
        return rowBytes(pass) == 0 ? 0 : (height - pass[1] + pass[3] - 1) / pass[3];
    }

    private long rowBytes(int[] pass) {
        long pixels = (width - pass[0] + pass[2] - 1) / pass[2];
        return (pixels * bits() + 7) / 8;
    }

    private int pixel(byte[] bytes, int row, int place) throws IOException {
        if (type == PALETTE) {
            return coloured(sample(bytes, row, place));
        }
        int channels = bits() / depth;
        int[] value = new int[channels];
        boolean clear = transparent.length > 0;
        for (int c = 0; c < channels; c++) {
            int sample = sample(bytes, row, place * channels + c);
            clear &= transparent.length > 0 && sample == (two(transparent, 2 * c) & (1 << depth) - 1);
            value[c] = depth == 16 ? sample >> 8 : sample * 255 / ((1 << depth) - 1);
        }
        boolean grey = channels < 3;
        int alpha = clear ? 0 : channels % 2 == 0 ? value[channels - 1] : 255;
        return Rgb.pixel(value[0], value[grey ? 0 : 1], value[grey ? 0 : 2], alpha);
    }

    private int coloured(int index) throws IOException {
        if (3 * index >= palette.length) {
            throw new IOException(text("a pixel has colour %d of %d", index, palette.length / 3));
        }
        int alpha = index < transparent.length ? transparent[index] & 255 : 255;
        return Rgb.pixel(palette[3 * index] & 255, palette[3 * index + 1] & 255, palette[3 * index + 2] & 255, alpha);
    }

    private int sample(byte[] bytes, int row, int i) {
        if (depth == 16) {
            return two(bytes, row + 2 * i);
        } else if (depth == 8) {
            return bytes[row + i] & 255;
        }
        int bit = i * depth;
        return (bytes[row + bit / 8] & 255) >> 8 - depth - bit % 8 & (1 << depth) - 1;
    }

    private static int two(byte[] of, int at) {
        return (of[at] & 255) << 8 | of[at + 1] & 255;
    }
}
