package lesson4j.data;

import static lesson4j.data.Text.failed;
import static lesson4j.data.Text.reason;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

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
            byte[] bytes = Files.readAllBytes(file);
            return Png.isPlainGrey(bytes) ? Png.decode(bytes) : decode(bytes);
        } catch (IOException | RuntimeException e) {
            String advice = "Expected a whole PNG, JPEG, GIF or BMP file; fetch it again or remove it.";
            var cause = e instanceof IOException io ? io : new IOException(e);
            throw failed(cause, "Cannot read the picture %s: %s. %s", file, reason(e), advice);
        }
    }

    /** Decodes through ImageIO, which knows every format but takes several times as long. */
    static GreyImage decode(byte[] bytes) throws IOException {
        BufferedImage image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)));
        if (image == null) {
            throw new IOException("its " + bytes.length + " bytes are in no format that Java can read");
        }
        int bits = image.getColorModel().getComponentSize(0);
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY && bits >= 8;
        int width = image.getWidth();
        byte[] pixels = new byte[image.getHeight() * width];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width;
            // Grey samples are taken as they are stored; getRGB would bend them by a gamma curve.
            pixels[i] = (byte) (grey ? image.getRaster().getSample(x, y, 0) >> bits - 8 : luma(image.getRGB(x, y)));
        }
        return new GreyImage(image.getHeight(), width, pixels);
    }

    private static int luma(int rgb) {
        return (rgb >> 16 & 255) * 19595 + (rgb >> 8 & 255) * 38470 + (rgb & 255) * 7471 + 0x8000 >> 16;
    }

    /** Returns the pixels as 0..1. */
    float[] floats() {
        float[] floats = new float[pixels.length];
        put(FloatBuffer.wrap(floats), 0);
        return floats;
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
