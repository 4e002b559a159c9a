package lesson4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import lesson4j.testing.Effort;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of every kind, whole and damaged, beside PIL's pixels (see pictures.py, which made them). */
class PicturesTest {
    private static final int WHOLE = 0;
    private static final int CUT = 1;

    /** What PIL makes of one file; {@code rgb} is empty where it refuses it. */
    private record Version(byte[] file, int kind, int place, Rgb right) {
        @Override
        public String toString() {
            String name = new String(file, 0, Math.min(4, file.length), StandardCharsets.ISO_8859_1);
            return name + " " + kind + " at " + place + ", PIL: " + right.width() + "×" + right.height();
        }
    }

    @TempDir
    Path temp;

    private static List<List<Version>> pictures() throws IOException {
        var all = new ArrayList<List<Version>>();
        try (var in = new DataInputStream(new GZIPInputStream(
                Objects.requireNonNull(PicturesTest.class.getResourceAsStream("/reference/pictures.bin.gz"))))) {
            for (int n = in.read(); n >= 0; n = in.read()) {
                int length = n << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int versions = in.readUnsignedByte();
                byte[] file = in.readNBytes(length);
                var some = new ArrayList<Version>();
                for (int i = 0; i < versions; i++) {
                    some.add(version(in, file));
                }
                all.add(some);
            }
        }
        return all;
    }

    private static Version version(DataInputStream in, byte[] whole) throws IOException {
        int kind = in.readUnsignedByte();
        int place = in.readInt();
        int width = in.readUnsignedShort();
        int height = in.readUnsignedShort();
        int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        }
        byte[] file = kind == WHOLE ? whole : kind == CUT ? Arrays.copyOf(whole, place) : flipped(whole, place);
        return new Version(file, kind, place, new Rgb(height, width, rgb));
    }

    private static byte[] flipped(byte[] whole, int bit) {
        byte[] file = whole.clone();
        file[bit / 8] ^= (byte) (1 << bit % 8);
        return file;
    }

    /** Returns our pixels, or nothing where we refuse the file, which must be by an IOException. */
    private static @Nullable Rgb ours(byte[] file) {
        try {
            Rgb pixels = PictureFile.decode(file);
            if (Png.isPlainGrey(file)) {
                assertThat(Png.decode(file).pixels()).isEqualTo(pixels.grey().pixels());
            }
            return pixels;
        } catch (IOException e) {
            assertThat(e.getMessage()).hasSizeGreaterThan(10).doesNotContain("null");
            return null;
        }
    }

    private static int distance(Rgb one, Rgb two) {
        if (one.width() != two.width() || one.height() != two.height()) {
            return 256;
        }
        int most = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                most = Math.max(most, Math.abs((one.pixels()[i] >> shift & 255) - (two.pixels()[i] >> shift & 255)));
            }
        }
        return most;
    }

    /** Refusing is right for what is damaged; pixels are right when they are PIL's, or those of the whole file. */
    private static boolean isRight(Version version, Version whole, @Nullable Rgb found) {
        boolean pilReads = version.right.width() > 0;
        if (found == null) {
            return version.kind != WHOLE || !pilReads;
        } else if (pilReads) {
            return distance(found, version.right) <= 2;
        }
        return version.kind != CUT && distance(found, whole.right) <= 2;
    }

    @Test
    void whatIsReadIsWhatPilReads() throws IOException {
        int[] tried = new int[3];
        int[] refused = new int[3];
        var wrong = new ArrayList<String>();
        for (List<Version> versions : pictures()) {
            Version whole = versions.get(0);
            for (Version version : versions) {
                tried[version.kind]++;
                Rgb found = ours(version.file);
                if (found == null) {
                    refused[version.kind]++;
                }
                if (!isRight(version, whole, found)) {
                    wrong.add(version + " of " + whole.file.length + " bytes, found " + found);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(Arrays.stream(tried).sum()).isGreaterThan(3_500);
        System.out.println(
                "pictures: whole, cut, flipped: " + Arrays.toString(tried) + ", refused " + Arrays.toString(refused));
    }

    @Test
    void noFlippedBitOfAPngGoesUnseen() throws IOException {
        int tried = 0;
        for (List<Version> versions : pictures()) {
            Version whole = versions.get(0);
            for (int bit = 0; Png.isPng(whole.file) && bit < 8 * whole.file.length; bit += Effort.of(211, 1)) {
                Rgb found = ours(flipped(whole.file, bit));
                tried++;
                assertThat(found == null || distance(found, whole.right) == 0)
                        .as("bit %d", bit)
                        .isTrue();
            }
        }
        System.out.println("bits of PNGs flipped: " + tried);
    }

    @Test
    void aFolderOfThemIsReadAlikeByImageFolderAndPhotos() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("all/a"));
        Path other = Files.createDirectories(temp.resolve("all/b"));
        int n = 0;
        for (List<Version> versions : pictures()) {
            Version whole = versions.get(0);
            if (whole.right.width() == whole.right.height() && whole.right.width() > 1 && n++ % 4 == 0) {
                int side = whole.right.width();
                Path file = Files.write(folder.resolve(n + ".png"), whole.file);
                var grey = ImageFolder.image(file).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
                var photo = Photos.grey(side).image(file).mul(255);
                assertThat(grey.sub(photo).amaxNumber().doubleValue()).isLessThan(0.6);
            }
        }
        assertThat(n).isGreaterThan(60);
        Files.copy(folder.resolve("1.png"), other.resolve("1.png"));
        assertThat(Photos.colour(3).read(folder.getParent()).size()).isEqualTo((n + 3) / 4 + 1);
    }

    @Test
    void bombsAreRefusedByTheirHeader() {
        for (int[] size :
                new int[][] {{60_000, 60_000}, {Integer.MAX_VALUE, Integer.MAX_VALUE}, {-1, 4}, {0, 4}, {9_000, 9_000}
                }) {
            byte[] png = ByteBuffer.allocate(8 + 25 + 12 + 8 + 12)
                    .putLong(0x89504E470D0A1A0AL)
                    .put(chunk(
                            0x49484452,
                            ByteBuffer.allocate(13)
                                    .putInt(size[0])
                                    .putInt(size[1])
                                    .put((byte) 8)))
                    .put(chunk(0x49444154, ByteBuffer.allocate(8)))
                    .put(chunk(0x49454E44, ByteBuffer.allocate(0)))
                    .array();
            for (int type : new int[] {0, 2}) {
                png[25] = (byte) type;
                ByteBuffer.wrap(png).putInt(29, crc(png, 12, 17));
                assertThat(ours(png)).isNull();
            }
            byte[] gif = {
                'G', 'I', 'F', '8', '9', 'a', -1, -1, -1, -1, 0, 0, 0, ',', 0, 0, 0, 0, -1, -1, -1, -1, 0, 2, 0
            };
            assertThat(ours(gif)).isNull();
            byte[] bmp = ByteBuffer.allocate(60)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .put(new byte[] {'B', 'M'})
                    .putInt(60)
                    .putInt(0)
                    .putInt(54)
                    .putInt(40)
                    .putInt(size[0])
                    .putInt(size[1])
                    .putShort((short) 1)
                    .putShort((short) 24)
                    .array();
            assertThat(ours(bmp)).isNull();
        }
    }

    private static byte[] chunk(int type, ByteBuffer data) {
        var out = ByteBuffer.allocate(12 + data.capacity())
                .putInt(data.capacity())
                .putInt(type);
        out.put(data.array());
        return out.putInt(crc(out.array(), 4, 4 + data.capacity())).array();
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
