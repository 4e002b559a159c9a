package lesson4j.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class PackedTest {
    @Test
    void keepsEveryBitOfEveryFloat() throws Exception {
        float[] first = {0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, -1.1f};
        float[] second = {3.14159f};

        byte[] planes = inflated(Packed.floats(List.of(first, second)), 6 * 4);

        for (int i = 0; i < 6; i++) {
            float value = i < 5 ? first[i] : second[0];
            byte[] bytes = {planes[18 + i], planes[12 + i], planes[6 + i], planes[i]};
            assertThat(ByteBuffer.wrap(bytes).getInt()).isEqualTo(Float.floatToRawIntBits(value));
        }
    }

    @Test
    void isSmallerThanPlainBase64() {
        var random = new Random(1);
        float[] weights = new float[20_000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() / 28;
        }

        assertThat(Packed.floats(List.of(weights)).length()).isLessThan(20_000 * 4 * 4 / 3 * 9 / 10);
    }

    private static byte[] inflated(String packed, int size) throws Exception {
        var inflater = new Inflater();
        inflater.setInput(Base64.getDecoder().decode(packed));
        byte[] all = new byte[size];
        assertThat(inflater.inflate(all)).isEqualTo(size);
        return all;
    }
}
