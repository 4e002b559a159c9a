package lesson4j.data;

import static lesson4j.plot.Given.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The one kind of PNG the lesson's data sets consist of, 8-bit grey without interlacing, read fast.
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
        return new GreyImage(height, width, unfilter(rows, 0, height, width, 1));
    }

    /** What matters of a file's chunks; empty where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // read at once and forgotten
    record Chunks(byte[] header, byte[] palette, byte[] transparent, byte[] data) {}

    /** Joins what the IDAT chunks hold and compares the checksum of every chunk. */
    static Chunks chunks(byte[] file) throws IOException {
        var in = ByteBuffer.wrap(file);
        var data = new ByteArrayOutputStream(file.length);
        byte[] palette = {};
        byte[] transparent = {};
        for (int at = 8; ; at += FRAME + in.getInt(at)) {
            int length = checkedLength(in, at);
            int type = in.getInt(at + 4);
            if ((at == 8) != (type == IHDR) || type == IHDR && length != 13) {
                throw new IOException("its header does not come first, and once");
            } else if (type == IEND) {
                return new Chunks(Arrays.copyOfRange(file, 16, 29), palette, transparent, data.toByteArray());
            } else if (type == IDAT) {
                data.write(file, at + 8, length);
            } else if (type == PLTE) {
                palette = Arrays.copyOfRange(file, at + 8, at + 8 + length);
            } else if (type == TRNS) {
                transparent = Arrays.copyOfRange(file, at + 8, at + 8 + length);
            }
        }
    }

    /** Returns the length of the chunk at a place, all of which is there and as its checksum says. */
    private static int checkedLength(ByteBuffer file, int at) throws IOException {
        int left = file.capacity() - at - FRAME;
        int length = left < 0 ? -1 : file.getInt(at);
        if (length < 0 || length > left) {
            throw new IOException(text("it ends after %,d bytes, inside a chunk", file.capacity()));
        } else if (crc(file.array(), at + 4, length + 4) != file.getInt(at + 8 + length)) {
            throw new IOException(text("its checksum at byte %,d is wrong", at));
        }
        return length;
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

    /**
     * Undoes the filters of rows that follow each other, each with its filter's number in front.
     *
     * @param from where the first row begins
     * @param length how many bytes a row has without that number
     * @param step how many bytes a pixel has, 1 at least
     * @return the rows' bytes alone
     */
    static byte[] unfilter(byte[] rows, int from, int count, int length, int step) throws IOException {
        byte[] out = new byte[count * length];
        for (int y = 0; y < count; y++) {
            int at = y * length;
            int filter = rows[from + y * (length + 1)];
            System.arraycopy(rows, from + y * (length + 1) + 1, out, at, length);
            switch (filter) {
                case 0 -> {}
                case 1 -> addLeft(out, at, length, step);
                case 2 -> addUp(out, at, y == 0 ? 0 : length);
                case 3 -> addMean(out, at, length, step, y == 0);
                case 4 -> addPaeth(out, at, length, step, y == 0);
                default -> throw new IOException(text("its row %d has filter %d", y, filter));
            }
        }
        return out;
    }

    private static void addLeft(byte[] out, int at, int length, int step) {
        for (int i = at + step; i < at + length; i++) {
            out[i] += out[i - step];
        }
    }

    private static void addUp(byte[] out, int at, int length) {
        for (int i = at; i < at + length; i++) {
            out[i] += out[i - length];
        }
    }

    private static void addMean(byte[] out, int at, int length, int step, boolean first) {
        for (int i = 0; i < length; i++) {
            int left = i >= step ? out[at + i - step] & 255 : 0;
            int up = first ? 0 : out[at + i - length] & 255;
            out[at + i] += (byte) (left + up >> 1);
        }
    }

    private static void addPaeth(byte[] out, int at, int length, int step, boolean first) {
        for (int i = 0; i < length; i++) {
            int left = i >= step ? out[at + i - step] & 255 : 0;
            int up = first ? 0 : out[at + i - length] & 255;
            int corner = first || i < step ? 0 : out[at + i - length - step] & 255;
            out[at + i] += (byte) paeth(left, up, corner);
        }
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

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
