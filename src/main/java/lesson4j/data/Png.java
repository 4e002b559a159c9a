package lesson4j.data;

import static lesson4j.data.Text.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * The one kind of PNG the lesson's data sets consist of, 8-bit grey without interlacing, read and written fast.
 *
 * <p>ImageIO sets up a reader, streams and metadata for each file, which costs several times the decoding.
 */
final class Png {
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int FRAME = 12; // what a chunk adds to its data: their length, its type, a checksum
    private static final int IHDR = 0x49484452;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int PLTE = 0x504C5445;
    private static final int TRNS = 0x74524E53;

    /** No more bytes than as many come out of one that goes in. */
    private static final long DEFLATED = 1040;

    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(Inflater::new);

    private Png() {}

    static boolean isPng(byte[] file) {
        return file.length >= 8 && ByteBuffer.wrap(file).getLong(0) == SIGNATURE;
    }

    /** Says whether {@link #decode} knows this file: grey, 8 bits, not interlaced, nothing transparent. */
    static boolean isPlainGrey(byte[] file) {
        var in = ByteBuffer.wrap(file);
        boolean plain = file.length >= 33
                && in.getLong(0) == SIGNATURE
                && in.getInt(8) == 13
                && in.getInt(12) == IHDR
                && file[24] == 8
                && file[25] == 0
                && file[26] == 0
                && file[27] == 0
                && file[28] == 0;
        for (int at = 33; plain && at + 8 <= file.length && in.getInt(at + 4) != IDAT; ) {
            plain = in.getInt(at + 4) != TRNS;
            int length = in.getInt(at);
            at = length < 0 || length > file.length - at ? file.length : at + FRAME + length;
        }
        return plain;
    }

    static GreyImage decode(byte[] file) throws IOException {
        byte[] data = chunks(file).data();
        int width = ByteBuffer.wrap(file).getInt(16);
        int height = ByteBuffer.wrap(file).getInt(20);
        PictureFile.check(width, height);
        byte[] rows = inflate(data, (width + 1L) * height);
        return new GreyImage(height, width, unfilter(rows, width, height));
    }

    /** What matters of a file's chunks; empty where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // read at once and forgotten
    record Chunks(byte[] header, byte[] palette, byte[] transparent, byte[] data) {}

    /** Joins what the IDAT chunks hold and compares the checksum of every chunk. */
    static Chunks chunks(byte[] file) throws IOException {
        var in = ByteBuffer.wrap(file);
        var data = new ByteArrayOutputStream(file.length);
        byte[] header = {};
        byte[] palette = {};
        byte[] transparent = {};
        for (int at = 8; ; at += FRAME + in.getInt(at)) {
            int left = file.length - at - FRAME;
            int length = left < 0 ? -1 : in.getInt(at);
            if (length < 0 || length > left) {
                throw new IOException(text("it ends after %,d bytes, inside a chunk", file.length));
            } else if (crc(file, at + 4, length + 4) != in.getInt(at + 8 + length)) {
                throw new IOException(text("its checksum at byte %,d is wrong", at));
            }
            int type = in.getInt(at + 4);
            if ((at == 8) != (type == IHDR) || type == IHDR && length != 13) {
                throw new IOException("its header does not come first, and once");
            } else if (type == IEND) {
                return new Chunks(header, palette, transparent, data.toByteArray());
            } else if (type == IDAT) {
                data.write(file, at + 8, length);
            } else if (type == IHDR) {
                header = Arrays.copyOfRange(file, at + 8, at + 8 + length);
            } else if (type == PLTE) {
                palette = Arrays.copyOfRange(file, at + 8, at + 8 + length);
            } else if (type == TRNS) {
                transparent = Arrays.copyOfRange(file, at + 8, at + 8 + length);
            }
        }
    }

    static byte[] inflate(byte[] data, long size) throws IOException {
        if (size > DEFLATED * (data.length + 8L) || size >= Integer.MAX_VALUE - 8) {
            throw new IOException(text("its %,d bytes cannot hold the %,d of its pixels", data.length, size));
        }
        Inflater inflater = INFLATER.get();
        inflater.reset();
        inflater.setInput(data);
        try {
            // Room for one more byte, which must not come; asking for it makes zlib compare its checksum.
            byte[] rows = new byte[(int) size + 1];
            int found = inflater.inflate(rows);
            if (found != size || !inflater.finished()) {
                throw new IOException(text("%,d of %,d bytes of its pixels are there", found, size));
            }
            return rows;
        } catch (DataFormatException e) {
            throw new IOException("its pixels are damaged (" + e.getMessage() + ")", e);
        }
    }

    /** Returns the row at {@code from}, its filter undone, of pixels of {@code step} bytes. */
    static byte[] unfilter(byte[] rows, int from, int length, byte[] before, int step) throws IOException {
        byte[] row = new byte[length];
        for (int i = 0; i < length; i++) {
            int left = i >= step ? row[i - step] & 255 : 0;
            int corner = i >= step ? before[i - step] & 255 : 0;
            row[i] = (byte) (rows[from + 1 + i] + guess(rows[from], from, left, before[i] & 255, corner));
        }
        return row;
    }

    private static int guess(int filter, int place, int left, int up, int corner) throws IOException {
        return switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> up;
            case 3 -> left + up >> 1;
            case 4 -> paeth(left, up, corner);
            default -> throw new IOException(text("the row at byte %d of its pixels has filter %d", place, filter));
        };
    }

    private static byte[] unfilter(byte[] rows, int width, int height) throws IOException {
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            int from = y * (width + 1);
            int row = y * width;
            for (int x = 0; x < width; x++) {
                int left = x > 0 ? pixels[row + x - 1] & 255 : 0;
                int up = y > 0 ? pixels[row + x - width] & 255 : 0;
                int corner = x > 0 && y > 0 ? pixels[row + x - width - 1] & 255 : 0;
                pixels[row + x] = (byte) (rows[from + 1 + x] + guess(rows[from], from, left, up, corner));
            }
        }
        return pixels;
    }

    private static int paeth(int left, int up, int corner) {
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }

    /** Encodes grey pixels; the rows are stored unfiltered, which suits pictures that are mostly background. */
    static byte[] encode(GreyImage image) throws IOException {
        var header = ByteBuffer.allocate(13)
                .putInt(image.width())
                .putInt(image.height())
                .put((byte) 8);
        var data = new ByteArrayOutputStream();
        try (var rows = new DeflaterOutputStream(data)) {
            for (int y = 0; y < image.height(); y++) {
                rows.write(0);
                rows.write(image.pixels(), y * image.width(), image.width());
            }
        }
        var out = ByteBuffer.allocate(8 + 3 * FRAME + header.capacity() + data.size())
                .putLong(SIGNATURE);
        put(out, IHDR, header.array());
        put(out, IDAT, data.toByteArray());
        put(out, IEND, new byte[0]);
        return out.array();
    }

    private static void put(ByteBuffer out, int type, byte[] data) {
        int from = out.position() + 4;
        out.putInt(data.length).putInt(type).put(data);
        out.putInt(crc(out.array(), from, data.length + 4));
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
