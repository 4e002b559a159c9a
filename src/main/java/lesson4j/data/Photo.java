package lesson4j.data;

import static lesson4j.data.Text.reason;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** One picture of any size, cut to the square in its middle and averaged to a side length; or why there is none. */
record Photo(Path file, float[] pixels, @Nullable String problem) {
    private static final int[] SHARES = {19595, 38470, 7471}; // of red, green, blue in grey, of 65536: ITU-R 601

    static Photo read(Path file, int side, boolean colour) {
        try (var in = Files.newInputStream(file)) {
            BufferedImage image = ImageIO.read(in);
            if (image == null) {
                throw new IOException("its " + Files.size(file) + " bytes are in no format that Java can read");
            }
            float[][] planes = planes(image, side);
            return new Photo(file, colour ? joined(planes) : grey(planes), null);
        } catch (IOException | RuntimeException e) {
            return new Photo(file, new float[0], reason(e));
        }
    }

    /** Red, green and blue of the middle square, each pixel the mean of those it stands for. */
    private static float[][] planes(BufferedImage image, int side) {
        int square = Math.min(image.getWidth(), image.getHeight());
        int left = (image.getWidth() - square) / 2;
        int top = (image.getHeight() - square) / 2;
        int[] rgb = rgb(image.getSubimage(left, top, square, square));
        float[][] planes = new float[3][side * side];
        for (int i = 0; i < side * side; i++) {
            int y = i / side * square / side;
            int x = i % side * square / side;
            int endY = Math.max(y + 1, (i / side + 1) * square / side);
            int endX = Math.max(x + 1, (i % side + 1) * square / side);
            for (int plane = 0; plane < 3; plane++) {
                planes[plane][i] = mean(rgb, square, 16 - 8 * plane, y, endY, x, endX);
            }
        }
        return planes;
    }

    private static float mean(int[] rgb, int width, int shift, int y, int endY, int x, int endX) {
        long sum = 0;
        for (int row = y; row < endY; row++) {
            for (int column = x; column < endX; column++) {
                sum += rgb[row * width + column] >> shift & 255;
            }
        }
        return sum / (255f * (endY - y) * (endX - x));
    }

    private static int[] rgb(BufferedImage image) {
        int width = image.getWidth();
        var colours = image.getColorModel();
        if (colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY && colours.getComponentSize(0) == 8) {
            // Grey samples are taken as they are stored; getRGB would bend them by a gamma curve.
            int[] grey = image.getRaster().getSamples(0, 0, width, image.getHeight(), 0, (int[]) null);
            for (int i = 0; i < grey.length; i++) {
                grey[i] *= 0x010101;
            }
            return grey;
        }
        int[] rgb = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = onPaper(rgb[i]);
        }
        return rgb;
    }

    /** Lays what is transparent on white paper. */
    private static int onPaper(int argb) {
        int alpha = argb >>> 24;
        int red = paper(argb >> 16 & 255, alpha);
        int green = paper(argb >> 8 & 255, alpha);
        return red << 16 | green << 8 | paper(argb & 255, alpha);
    }

    private static int paper(int level, int alpha) {
        return (level * alpha + 255 * (255 - alpha)) / 255;
    }

    private static float[] grey(float[][] planes) {
        float[] grey = new float[planes[0].length];
        for (int i = 0; i < grey.length; i++) {
            double sum = (double) planes[0][i] * SHARES[0] + (double) planes[1][i] * SHARES[1];
            grey[i] = (float) ((sum + (double) planes[2][i] * SHARES[2]) / 65536);
        }
        return grey;
    }

    private static float[] joined(float[][] planes) {
        int pixels = planes[0].length;
        float[] all = new float[3 * pixels];
        for (int plane = 0; plane < 3; plane++) {
            System.arraycopy(planes[plane], 0, all, plane * pixels, pixels);
        }
        return all;
    }
}
