package lesson4j.data;

import static lesson4j.plot.Given.text;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** GIF, BMP and whatever else this Java reads, with the values as stored. */
final class OtherPicture {
    private OtherPicture() {}

    static Rgb decode(byte[] file) throws IOException {
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("its " + file.length + " bytes are in no format that Java can read");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                PictureFile.check(reader.getWidth(0), reader.getHeight(0));
                checkWhole(file, reader);
                var warnings = new ArrayList<String>();
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                BufferedImage image = reader.read(0);
                if (!warnings.isEmpty()) {
                    throw new IOException("its pixels are damaged (" + warnings.get(0) + ")");
                }
                return new Rgb(image.getHeight(), image.getWidth(), pixels(image));
            } finally {
                reader.dispose();
            }
        }
    }

    /** Refuses what Java fills up: a GIF or BMP that is cut short, and a GIF that is a part of a picture. */
    private static void checkWhole(byte[] file, ImageReader reader) throws IOException {
        String format = reader.getFormatName();
        if (format.equalsIgnoreCase("gif")) {
            Gif.check(file);
        } else if (format.equalsIgnoreCase("bmp") && file.length >= 34) {
            long bits = two(file, 28);
            long packed = two(file, 30);
            long row = (reader.getWidth(0) * bits + 31) / 32 * 4;
            long from = two(file, 10) | (long) two(file, 12) << 16;
            if ((packed == 0 || packed == 3) && from + row * reader.getHeight(0) > file.length) {
                throw new IOException(text("it ends after %,d bytes, inside its pixels", file.length));
            }
        }
    }

    private static int two(byte[] file, int at) {
        return file[at] & 255 | (file[at + 1] & 255) << 8;
    }

    private static int[] pixels(BufferedImage image) throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        int space = image.getColorModel().getColorSpace().getType();
        if (image.getColorModel() instanceof IndexColorModel palette) {
            checkIndices(image, palette.getMapSize());
        }
        if (!(image.getColorModel() instanceof ComponentColorModel)) {
            int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
            return Arrays.stream(argb)
                    .map(p -> Rgb.pixel(p >> 16 & 255, p >> 8 & 255, p & 255, p >>> 24))
                    .toArray();
        } else if (space != ColorSpace.TYPE_GRAY && space != ColorSpace.TYPE_RGB) {
            throw new IOException("its colours are neither grey nor red, green and blue");
        }
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = stored(image, i % width, i / width);
        }
        return pixels;
    }

    private static void checkIndices(BufferedImage image, int colours) throws IOException {
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            int most = Arrays.stream(image.getRaster().getSamples(0, y, row.length, 1, 0, row))
                    .max()
                    .orElse(0);
            if (most >= colours) {
                throw new IOException(text("a pixel has colour %d of %d", most, colours));
            }
        }
    }

    /** Samples as they are stored; getRGB would bend them by a gamma curve. */
    private static int stored(BufferedImage image, int x, int y) {
        var colours = image.getColorModel();
        int bands = image.getRaster().getNumBands();
        int[] value = image.getRaster().getPixel(x, y, (int[]) null);
        for (int band = 0; band < bands; band++) {
            int bits = colours.getComponentSize(band);
            value[band] = bits > 8 ? value[band] >> bits - 8 : value[band] * 255 / ((1 << bits) - 1);
        }
        int alpha = colours.hasAlpha() ? value[bands - 1] : 255;
        boolean grey = bands < 3;
        return Rgb.pixel(value[0], value[grey ? 0 : 1], value[grey ? 0 : 2], alpha);
    }
}
