package lesson4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import lesson4j.testing.Effort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The format's own rules: github.com/huggingface/safetensors, what {@code deserialize} accepts. */
class SafeTensorsTest {
    private static final int MUTATIONS = Effort.of(300, 20_000);

    @TempDir
    Path temp;

    private Path file(String header, byte... numbers) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + text.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                temp.resolve("t.safetensors"),
                all.putLong(text.length).put(text).put(numbers).array());
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Values from numpy: {@code np.float16(x).view(np.uint16)}; a brain float is a float's upper half. */
    @Test
    void readsAllTypesOfFloatsExactly() throws IOException {
        Path file = file(
                "{\"h\":{\"dtype\":\"F16\",\"shape\":[6],\"data_offsets\":[0,12]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[12,16]},"
                        + "\"d\":{\"dtype\":\"F64\",\"shape\":[1,1],\"data_offsets\":[16,24]},"
                        + "\"i\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[24,32]},"
                        + "\"s\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[32,36]},"
                        + "\"none\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[36,36]},"
                        + "\"__metadata__\":{\"format\":\"pt\"}} ",
                bytes(
                        0x00, 0x3c, 0x55, 0x35, 0xff, 0x7b, 0x01, 0x00, 0x00, 0xfc, 0x00, 0x80, 0x80, 0x3f, 0x49, 0xc0,
                        0x9a, 0x99, 0x99, 0x99, 0x99, 0x99, 0xb9, 0x3f, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 0x41));

        Map<String, INDArray> read = SafeTensors.read(file);

        assertThat(read).containsOnlyKeys("h", "b", "d", "s", "none");
        assertThat(read.get("h").data().asFloat())
                .containsExactly(1f, 0.333251953125f, 65504f, 0x1p-24f, Float.NEGATIVE_INFINITY, -0f);
        assertThat(read.get("b").data().asFloat()).containsExactly(1f, -3.140625f);
        assertThat(read.get("d")).isEqualTo(Nd4j.createFromArray(0.1).reshape(1, 1));
        assertThat(read.get("d").dataType()).isEqualTo(DataType.DOUBLE);
        assertThat(read.get("s").rank()).isZero();
        assertThat(read.get("s").getFloat(0)).isEqualTo(10);
        assertThat(read.get("none").shape()).containsExactly(0, 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}`                    | are not where it says
            `{"a":{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}}`  | are not where it says
            `{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}`                    | are not where it says
            `{"a":{"dtype":"F32","shape":[1],"data_offsets":[4294967296,4294967300]}}`  | overlap others, or leave a gap
            `{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}`                | has no whole numbers
            `{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}`                  | has no whole numbers
            `{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}` | has no whole numbers
            `{"a":{"dtype":"F32","shape":[1]}}`                                         | has no shape or no place
            `{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}`                    | has the type F31
            `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}}`           | says 'more' of 'a'
            `{"a":7}`                                                                   | is no JSON object
            `[1]`                                                                       | is no JSON object
            `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}`                     | is no JSON
            `{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}x`                    | is no JSON
            `{}`                                                                        | take 0 bytes but 4 are there
            """)
    void whatTheFormatForbidsIsRefusedWithTheReason(String header, String reason) throws IOException {
        Path file = file(header, bytes(0, 0, 0, 0));

        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected a safetensors file but found in " + file + " that ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith("Write it with safetensors.torch.save_file.");
    }

    @Test
    void twoTensorsMustNotShareAPlaceOrAName() throws IOException {
        String tensor = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
        Path shared = file("{\"a\":" + tensor + ",\"b\":" + tensor + "}", bytes(0, 0, 0, 0));
        assertThatThrownBy(() -> SafeTensors.read(shared)).hasMessageContaining("the numbers of 'b' overlap others");

        Path twice = file("{\"a\":" + tensor + ",\"a\":" + tensor + "}", bytes(0, 0, 0, 0));
        assertThatThrownBy(() -> SafeTensors.read(twice)).hasMessageContaining("names something twice");
    }

    @Test
    void bombsAreRefusedBeforeMemoryIsTaken() throws IOException {
        Path deep = file("[".repeat(5_000_000));
        assertThatThrownBy(() -> SafeTensors.read(deep)).hasMessageContaining("is no JSON object");
        Path nested = file("{\"a\":{\"dtype\":\"F32\",\"shape\":" + "[".repeat(100_000), bytes(0, 0, 0, 0));
        assertThatThrownBy(() -> SafeTensors.read(nested)).isInstanceOf(IllegalArgumentException.class);

        Path sparse = temp.resolve("sparse");
        try (var file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(5_000_000_000L);
            file.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(4_000_000_000L)
                    .array());
        }
        assertThatThrownBy(() -> SafeTensors.read(sparse))
                .hasMessageContaining("its table of contents has 4000000000 bytes, more than 100 MB");
        Path empty = Files.write(temp.resolve("empty"), new byte[0]);
        assertThatThrownBy(() -> SafeTensors.read(empty)).hasMessageContaining("does not begin with the length");
        assertThatThrownBy(() -> SafeTensors.read(temp.resolve("missing"))).isInstanceOf(UncheckedIOException.class);
    }

    /** Any file gives tensors or a sentence. */
    @Test
    void aChangedFileIsReadOrRefused() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[8,12]}}";
        byte[] good = Files.readAllBytes(file(header, bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)));
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bad = good.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                bad[random.nextInt(bad.length)] = random.nextBoolean()
                        ? (byte) random.nextInt()
                        : (byte) "0123456789{}[]\",:".charAt(random.nextInt(17));
            }
            Path file = Files.write(temp.resolve("m"), bad);
            try {
                SafeTensors.read(file)
                        .values()
                        .forEach(tensor -> assertThat(tensor.length()).isEqualTo(2));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("Expected a safetensors file");
                refused++;
            }
        }
        System.err.println("safetensors: " + MUTATIONS + " changed files, " + refused + " refused");
    }
}
