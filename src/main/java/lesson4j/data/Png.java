package lesson4j.data;

import static lesson4j.data.Text.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(Inflater::new);

    private Png() {}

    /** Says whether {@link #decode} knows this file: grey, 8 bits, not interlaced. */
    static boolean isPlainGrey(byte[] file) {
        var in = ByteBuffer.wrap(file);
        return file.length >= 33
                && in.getLong(0) == SIGNATURE
                && in.getInt(12) == IHDR
                && file[24] == 8
                && file[25] == 0
                && file[28] == 0;
    }

    static GreyImage decode(byte[] file) throws IOException {
        byte[] data = data(file);
        int width = ByteBuffer.wrap(file).getInt(16);
        int height = ByteBuffer.wrap(file).getInt(20);
        byte[] rows = inflate(data, (width + 1) * height);
        return new GreyImage(height, width, unfilter(rows, width, height));
    }

    /** Joins what the IDAT chunks hold and compares the checksum of every chunk. */
    private static byte[] data(byte[] file) throws IOException {
        var in = ByteBuffer.wrap(file);
        var data = new ByteArrayOutputStream(file.length);
        for (int at = 8; ; at += FRAME + in.getInt(at)) {
            int left = file.length - at - FRAME;
            int length = left < 0 ? -1 : in.getInt(at);
            if (length < 0 || length > left) {
                throw new IOException(text("it ends after %,d bytes, inside a chunk", file.length));
            } else if (crc(file, at + 4, length + 4) != in.getInt(at + 8 + length)) {
                throw new IOException(text("its checksum at byte %,d is wrong", at));
            }
            int type = in.getInt(at + 4);
            if (type == IEND) {
                return data.toByteArray();
            } else if (type == IDAT) {
                data.write(file, at + 8, length);
            }
        }
    }

    private static byte[] inflate(byte[] data, int size) throws IOException {
        Inflater inflater = INFLATER.get();
        inflater.reset();
        inflater.setInput(data);
        try {
            // Room for one more byte, which must not come; asking for it makes zlib compare its checksum.
            byte[] rows = new byte[size + 1];
            int found = inflater.inflate(rows);
            if (found != size || !inflater.finished()) {
                throw new IOException(text("%,d of %,d bytes of its pixels are there", found, size));
            }
            return rows;
        } catch (DataFormatException e) {
            throw new IOException("its pixels are damaged (" + e.getMessage() + ")", e);
        }
    }

    private static byte[] unfilter(byte[] rows, int width, int height) throws IOException {
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            int filter = rows[y * (width + 1)];
            int row = y * width;
            for (int x = 0; x < width; x++) {
                int left = x > 0 ? pixels[row + x - 1] & 255 : 0;
                int up = y > 0 ? pixels[row + x - width] & 255 : 0;
                int guess =
                        switch (filter) {
                            case 0 -> 0;
                            case 1 -> left;
                            case 2 -> up;
                            case 3 -> left + up >> 1;
                            case 4 -> paeth(left, up, x > 0 && y > 0 ? pixels[row + x - width - 1] & 255 : 0);
                            default -> throw new IOException(text("its row %d has filter %d", y, filter));
                        };
                pixels[row + x] = (byte) (rows[y * (width + 1) + 1 + x] + guess);
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
