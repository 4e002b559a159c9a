package lesson4j.jupyter.output;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Writes pictures as whole PNG files, small where few colours allow it.
 *
 * <p>JJava's own rendering of images never closes its Base64 stream, which cuts the file before its last checksum.
 */
public final class PngEncoder {
    private static final int MOST_COLOURS = 256;

    private PngEncoder() {}

    /** Returns a reader's own image to the last bit. */
    public static String exact(BufferedImage image) {
        return base64(indexed(image, 0xFFFFFFFF).orElse(image));
    }

    /** Returns a drawn picture with colours in 32 steps, which halves a notebook and shows nowhere. */
    public static String drawn(BufferedImage image) {
        return base64(
                indexed(image, 0xFFFFFFFF).or(() -> indexed(image, 0xFFF8F8F8)).orElse(image));
    }

    /** Returns a reader's own image as it is shown. */
    static DisplayData shown(BufferedImage image) {
        String text = "Picture of " + image.getWidth() + " by " + image.getHeight() + " pixels";
        return shown(exact(image), text, text, image.getWidth(), image.getHeight());
    }

    /**
     * Returns a picture as it is shown.
     *
     * @param png the picture as {@link #exact} or {@link #drawn} gives it
     * @param text what stands for it where there are no pictures
     * @param alt one sentence for those who cannot see it
     * @param width how wide it is on the page, in CSS pixels
     */
    public static DisplayData shown(String png, String text, String alt, int width, int height) {
        DisplayData data = new DisplayData(text);
        data.putData("image/png", png);
        Map<String, Object> size = new LinkedHashMap<>();
        size.put("width", width);
        size.put("height", height);
        size.put("alt", alt);
        data.putMetaData("image/png", size);
        return data;
    }

    /** Returns the image as numbers into a table of colours, if it has few enough after rounding by {@code mask}. */
    private static Optional<BufferedImage> indexed(BufferedImage image, int mask) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        byte[] indices = new byte[pixels.length];
        int number = 0;
        for (int i = 0; i < pixels.length; i++) {
            // most pixels are as the one before, and need no look into the map
            if (i == 0 || pixels[i] != pixels[i - 1]) {
                number = numbers.computeIfAbsent(rounded(pixels[i], mask), colour -> numbers.size());
            }
            if (number == MOST_COLOURS) {
                return Optional.empty();
            }
            indices[i] = (byte) number;
        }
        int[] colours = numbers.keySet().stream().mapToInt(Integer::intValue).toArray();
        var model = new IndexColorModel(8, colours.length, colours, 0, true, -1, DataBuffer.TYPE_BYTE);
        var small = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        small.getRaster().setDataElements(0, 0, image.getWidth(), image.getHeight(), indices);
        return Optional.of(small);
    }

    /** Rounds down, but keeps white white: its highest bits come again as its lowest. */
    private static int rounded(int colour, int mask) {
        int kept = colour & mask;
        return mask == 0xFFFFFFFF ? kept : kept | (kept >>> 5) & 0x00070707;
    }

    private static String base64(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A picture of " + image.getWidth() + "×" + image.getHeight()
                            + " pixels could not be written as PNG.",
                    e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
