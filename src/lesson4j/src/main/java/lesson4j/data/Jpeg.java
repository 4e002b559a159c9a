package lesson4j.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static lesson4j.plot.Given.text;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG in grey, colour or four inks, with its colours made as libjpeg and PIL make them.
 *
 * <p>Java decodes the samples; it knows no four inks, guesses colours where there is no JFIF mark, bends them by
 * profiles, and fills what is cut short with grey. A turn that EXIF asks for is not made, as PIL makes none.
 */
final class Jpeg {
    private static final int INKS = 4;

    private final byte[] file;
    private final List<Integer> ids = new ArrayList<>();
    private long width;
    private long height;
    private boolean jfif;
    private int adobe = -1;

    private Jpeg(byte[] file) throws IOException {
        this.file = file;
        readMarks();
        if (ids.isEmpty()) {
            throw new IOException("it says no size");
        }
        PictureFile.check(width, height);
    }

    static boolean isJpeg(byte[] file) {
        return file.length > 3 && file[0] == (byte) 0xff && file[1] == (byte) 0xd8 && file[2] == (byte) 0xff;
    }

    /** Returns all pixels, or the square in their middle: making the colours of the others takes as long. */
    static Rgb decode(byte[] file, boolean middle) throws IOException {
        var jpeg = new Jpeg(file);
        int square = (int) Math.min(jpeg.width, jpeg.height);
        return middle ? jpeg.pixels(square, square) : jpeg.pixels((int) jpeg.width, (int) jpeg.height);
    }

    private int at(int place) throws IOException {
        if (place >= file.length) {
            throw new IOException(text("it ends after %,d bytes, before the mark of its end", file.length));
        }
        return file[place] & 255;
    }

    private int two(int place) throws IOException {
        return at(place) << 8 | at(place + 1);
    }

    /** Goes from mark to mark to the last, which says that the picture is whole. */
    private void readMarks() throws IOException {
        int place = 2;
        while (true) {
            while (at(place) != 0xff || at(place + 1) == 0 || at(place + 1) == 0xff || isRestart(at(place + 1))) {
                place++;
            }
            int mark = at(place + 1);
            if (mark == 0xd9) {
                return;
            }
            if (!isKnown(mark)) {
                throw new IOException(text("it has a mark %02x, which means nothing", mark));
            }
            int length = mark == 0x01 || mark == 0xd8 ? 0 : two(place + 2);
            readMark(mark, place + 4, length);
            place += 2 + length;
        }
    }

    /** Reserved marks are errors to libjpeg, and so to PIL; newer Java passes over some of them. */
    private static boolean isKnown(int mark) {
        boolean frames = mark >= 0xc0 && mark <= 0xcf || mark >= 0xd8 && mark <= 0xdd;
        return frames || mark >= 0xe0 && mark <= 0xef || mark == 0x01 || mark == 0xfe;
    }

    private static boolean isRestart(int mark) {
        return mark >= 0xd0 && mark <= 0xd7;
    }

    private void readMark(int mark, int place, int length) throws IOException {
        if (mark >= 0xc0 && mark <= 0xcf && mark != 0xc4 && mark != 0xc8 && mark != 0xcc) {
            height = two(place + 1);
            width = two(place + 3);
            ids.clear();
            for (int c = 0; c < at(place + 5); c++) {
                ids.add(at(place + 6 + 3 * c));
            }
        } else if (mark == 0xe0 && begins(place, length, "JFIF\0")) {
            jfif = true;
        } else if (mark == 0xee && begins(place, length, "Adobe") && length >= 14) {
            adobe = at(place + 11);
        }
    }

    private boolean begins(int place, int length, String word) {
        return length >= word.length() + 2
                && place + word.length() <= file.length
                && new String(file, place, word.length(), ISO_8859_1).equals(word);
    }

    /** Returns so many columns and rows from the middle. */
    private Rgb pixels(int across, int down) throws IOException {
        Raster raster = raster();
        int bands = raster.getNumBands();
        if (raster.getWidth() != width || raster.getHeight() != height || bands != ids.size() || bands == 2) {
            throw new IOException(text("it has %d colours of %d", bands, ids.size()));
        }
        int left = ((int) width - across) / 2;
        int top = ((int) height - down) / 2;
        int[] pixels = new int[across * down];
        byte[] row = new byte[across * bands];
        boolean luma = bands == INKS ? adobe == 2 : bands == 3 && isLuma();
        for (int y = 0; y < down; y++) {
            raster.getDataElements(left, top + y, across, 1, row);
            for (int x = 0; x < across; x++) {
                pixels[y * across + x] = pixel(row, x * bands, bands, luma);
            }
        }
        return new Rgb(down, across, pixels);
    }

    /** libjpeg's rule for three colours: brightness with two differences, unless something says otherwise. */
    private boolean isLuma() {
        if (jfif || adobe >= 0) {
            return jfif || adobe != 0;
        }
        return !ids.equals(List.of((int) 'R', (int) 'G', (int) 'B'));
    }

    private Raster raster() throws IOException {
        var reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        var warnings = new ArrayList<String>();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            Raster raster = reader.readRaster(0, null);
            if (warnings.stream().anyMatch(warning -> warning.contains("remature end"))) {
                throw new IOException("its pixels end too soon");
            }
            return raster;
        } finally {
            reader.dispose();
        }
    }

    private static int pixel(byte[] row, int at, int bands, boolean luma) {
        int first = row[at] & 255;
        if (bands == 1) {
            return first * 0x010101;
        }
        int second = row[at + 1] & 255;
        int third = row[at + 2] & 255;
        int rgb = luma ? colour(first, second - 128, third - 128) : pack(first, second, third);
        if (bands < INKS) {
            return rgb;
        }
        int inks = luma ? ~rgb : rgb; // stored as paper left free, which is what PIL takes all for
        int black = row[at + 3] & 255;
        return pack(inked(inks >> 16 & 255, black), inked(inks >> 8 & 255, black), inked(inks & 255, black));
    }

    private static int inked(int level, int black) {
        return (level * black + 127) / 255;
    }

    private static int colour(int y, int blue, int red) {
        int half = 1 << 15;
        int r = y + (91881 * red + half >> 16);
        int g = y + (-22554 * blue - 46802 * red + half >> 16);
        int b = y + (116130 * blue + half >> 16);
        return pack(clip(r), clip(g), clip(b));
    }

    private static int clip(int level) {
        return Math.max(0, Math.min(255, level));
    }

    private static int pack(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }
}
