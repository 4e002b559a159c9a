package lesson4j.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Numbers as text that a page can hold; {@code forward.js} reads them. */
final class Packed {
    private Packed() {}

    /**
     * Returns floats as base64, bit for bit.
     *
     * <p>All lowest bytes come first and all signs and exponents last: these are much alike, so that deflate finds them, a
     * sixth of the whole.
     */
    static String floats(List<float[]> parts) {
        int count = parts.stream().mapToInt(part -> part.length).sum();
        byte[] planes = new byte[count * Float.BYTES];
        int at = 0;
        for (float[] part : parts) {
            for (float value : part) {
                int bits = Float.floatToRawIntBits(value);
                for (int plane = 0; plane < Float.BYTES; plane++) {
                    planes[plane * count + at] = (byte) (bits >>> Byte.SIZE * plane);
                }
                at++;
            }
        }
        return bytes(planes);
    }

    /** Returns bytes, deflated, as base64. */
    static String bytes(byte[] bytes) {
        var small = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(small, new Deflater(Deflater.BEST_COMPRESSION))) {
            deflate.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(small.toByteArray());
    }
}
