package lesson4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PngTest {

    @Property(tries = 300)
    void decodesWhatImageIoEncodes(
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll long seed)
            throws IOException {
        byte[] pixels = random(height * width, seed);

        var decoded = Png.decode(GreyFiles.png(height, width, pixels));

        assertThat(decoded.pixels()).isEqualTo(pixels);
        assertThat(decoded.size()).isEqualTo(width + "×" + height);
    }

    @Property(tries = 500)
    void decodesEveryFilterAsImageIoDoes(
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll long seed)
            throws IOException {
        byte[] file = filtered(height, width, new Random(seed));

        assertThat(Png.isPlainGrey(file)).isTrue();
        assertThat(Png.decode(file).pixels())
                .isEqualTo(byImageIo(file))
                .isEqualTo(GreyImage.decode(file).pixels());
    }

    private static byte[] byImageIo(byte[] file) throws IOException {
        var raster = ImageIO.read(new java.io.ByteArrayInputStream(file)).getRaster();
        return (byte[]) raster.getDataElements(0, 0, raster.getWidth(), raster.getHeight(), null);
    }

    @Test
    void readsColourAsPilDoes() throws IOException {
        var image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xff0000);
        image.setRGB(1, 0, 0x00ff00);
        image.setRGB(2, 0, 0x0000ff);

        assertThat(GreyImage.decode(GreyFiles.png(image)).pixels()).containsExactly(76, 150, 29);
    }

    @Test
    void readsPaletteAndTwoColours() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_BYTE_BINARY}) {
            var image = new BufferedImage(2, 2, type);
            image.setRGB(1, 0, 0xffffffff);
            byte[] file = GreyFiles.png(image);

            assertThat(Png.isPlainGrey(file)).isFalse();
            assertThat(GreyImage.decode(file).pixels()).containsExactly(0, 255, 0, 0);
        }
    }

    @Test
    void readsInterlacedGrey() throws IOException {
        byte[] pixels = random(28 * 28, 5);
        var image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, 28, 28, pixels);
        byte[] file = interlaced(image);

        assertThat(Png.isPlainGrey(file)).isFalse();
        assertThat(GreyImage.decode(file).pixels()).isEqualTo(pixels);
    }

    @Test
    void noticesEveryFlippedByteOfThePixels() throws IOException {
        byte[] file = GreyFiles.png(1);
        for (int at = 41; at < file.length - 12; at++) {
            byte[] damaged = file.clone();
            damaged[at] ^= 4;

            assertThatThrownBy(() -> Png.decode(damaged)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void noticesEveryTruncation() throws IOException {
        byte[] file = GreyFiles.png(1);
        for (int length = 33; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);

            assertThatThrownBy(() -> Png.decode(cut)).isInstanceOf(IOException.class);
        }
    }

    private static byte[] random(int n, long seed) {
        byte[] bytes = new byte[n];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A PNG whose rows have random filters; any bytes are a valid picture. */
    private static byte[] filtered(int height, int width, Random random) throws IOException {
        byte[] rows = new byte[height * (width + 1)];
        random.nextBytes(rows);
        for (int y = 0; y < height; y++) {
            rows[y * (width + 1)] = (byte) random.nextInt(5);
        }
        var deflated = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(deflated)) {
            out.write(rows);
        }
        byte[] data = deflated.toByteArray();
        int half = random.nextInt(data.length);
        var file = new ByteArrayOutputStream();
        var out = new DataOutputStream(file);
        out.writeLong(0x89504E470D0A1A0AL);
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .array());
        chunk(out, "IDAT", Arrays.copyOf(data, half));
        chunk(out, "IDAT", Arrays.copyOfRange(data, half, data.length));
        chunk(out, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        var crc = new CRC32();
        crc.update(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        crc.update(data);
        out.writeInt(data.length);
        out.writeBytes(type);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }

    private static byte[] interlaced(BufferedImage image) throws IOException {
        var writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), "png")
                .next();
        var param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        var out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        }
        return out.toByteArray();
    }
}
