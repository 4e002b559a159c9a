package lesson4j.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Grey PNG files to read, written by ImageIO. */
final class GreyFiles {
    private GreyFiles() {}

    /** Returns 28×28 pixels of noise on white paper, the same from the same seed. */
    static byte[] pixels(long seed) {
        var random = new Random(seed);
        byte[] pixels = new byte[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 0);
        }
        pixels[random.nextInt(pixels.length)] = (byte) 255;
        return pixels;
    }

    static byte[] png(long seed) throws IOException {
        return png(28, 28, pixels(seed));
    }

    static byte[] png(int height, int width, byte[] pixels) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, height, pixels);
        return png(image);
    }

    static byte[] png(BufferedImage image) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
