package lesson4j.nn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Reads tensors from a file in the safetensors format: a length, names and shapes as JSON, then plain numbers.
 *
 * <p>{@code SafeTensors.read(path).get("fc.weight")}. Unlike a pickled PyTorch file it can hold no code. The format is
 * described at https://github.com/huggingface/safetensors.
 */
public final class SafeTensors {
    private static final int LENGTH_BYTES = 8;

    private SafeTensors() {}

    /**
     * Returns the tensors of 32-bit floats by name; others, such as counters, are left out.
     *
     * @throws IllegalArgumentException when the file is not in this format
     * @throws UncheckedIOException when it cannot be read
     */
    public static Map<String, INDArray> read(Path file) {
        try {
            return parse(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN), file);
        } catch (IOException e) {
            throw new UncheckedIOException("No weights could be read from " + file + ". Check that it exists.", e);
        }
    }

    private static Map<String, INDArray> parse(ByteBuffer bytes, Path file) {
        long length = bytes.remaining() < LENGTH_BYTES ? -1 : bytes.getLong();
        if (length < 2 || length > bytes.remaining()) {
            throw bad(file, "it does not begin with the length of its table of contents");
        }
        byte[] header = new byte[(int) length];
        bytes.get(header);
        ByteBuffer numbers = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, INDArray> tensors = new TreeMap<>();
        contents(header, file).fields().forEachRemaining(entry -> {
            JsonNode tensor = entry.getValue();
            if (tensor.path("dtype").asText().equals("F32")) {
                tensors.put(entry.getKey(), tensor(numbers, tensor, entry.getKey(), file));
            }
        });
        return tensors;
    }

    private static JsonNode contents(byte[] header, Path file) {
        try {
            return new ObjectMapper().readTree(new String(header, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw bad(file, "its table of contents is no JSON");
        }
    }

    private static INDArray tensor(ByteBuffer numbers, JsonNode tensor, String name, Path file) {
        long[] shape = new long[tensor.path("shape").size()];
        Arrays.setAll(shape, i -> tensor.path("shape").get(i).asLong());
        long from = tensor.path("data_offsets").path(0).asLong(-1);
        long to = tensor.path("data_offsets").path(1).asLong(-1);
        long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        if (from < 0 || to > numbers.limit() || count < 0 || to - from != count * Float.BYTES) {
            throw bad(file, "the numbers of " + name + " " + Arrays.toString(shape) + " are not where it says");
        }
        float[] values = new float[(int) count];
        numbers.slice((int) from, (int) (to - from))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return Nd4j.create(values, shape, 'c');
    }

    private static IllegalArgumentException bad(Path file, String why) {
        return new IllegalArgumentException("Expected a safetensors file but found in " + file + " that " + why
                + ". Write it with safetensors.torch.save_file.");
    }
}
