package lesson4j.data;

import static lesson4j.plot.Given.failed;
import static lesson4j.plot.Given.reason;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** Grey pixels of one picture, row by row, 0 to 255 in each byte. */
record GreyImage(int height, int width, byte[] pixels) {
    private static final float[] SHARES = new float[256];

    static {
        for (int level = 0; level < SHARES.length; level++) {
            SHARES[level] = level / 255f;
        }
    }

    /** Reads any picture Java can read; colour becomes grey by the ITU-R 601 weights that PIL uses. */
    static GreyImage read(Path file) {
        try {
            byte[] bytes = PictureFile.bytes(file);
            return Png.isPlainGrey(bytes) ? Png.decode(bytes) : decode(bytes);
        } catch (IOException e) {
            String advice = "Expected a whole PNG, JPEG, GIF or BMP file; fetch it again or remove it.";
            throw failed(e, "Cannot read the picture %s: %s. %s", file, reason(e), advice);
        }
    }

    /** Decodes a picture of any kind, which takes longer. */
    static GreyImage decode(byte[] bytes) throws IOException {
        return PictureFile.decode(bytes).grey();
    }

    /** Writes the pixels as 0..1, from the place {@code at} on. */
    void put(FloatBuffer to, int at) {
        for (int i = 0; i < pixels.length; i++) {
            to.put(at + i, SHARES[pixels[i] & 255]);
        }
    }

    String size() {
        return width + "×" + height;
    }
}
