package lesson4j.nn;

import static lesson4j.plot.Given.given;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads tensors from a file in the safetensors format: a length, names and shapes as JSON, then plain numbers.
 *
 * <p>{@code SafeTensors.read(path).get("fc.weight")}. Unlike a pickled PyTorch file it can hold no code. The format is
 * described at https://github.com/huggingface/safetensors.
 */
public final class SafeTensors {
    private static final int LENGTH_BYTES = 8;

    /** The format's own library reads no longer table of contents. */
    private static final long LONGEST_TABLE = 100_000_000;

    private static final int AT_ONCE = 1 << 20;
    private static final Set<String> FLOATS = Set.of("F16", "BF16", "F32", "F64");

    private SafeTensors() {}

    /**
     * Returns the tensors by name: float, and double where the file has doubles; half precision becomes float, exactly.
     *
     * <p>Whole numbers, such as counters, are left out.
     *
     * @throws IllegalArgumentException when the file is not in this format, before any memory is taken for its numbers
     * @throws UncheckedIOException when it cannot be read
     */
    public static Map<String, INDArray> read(Path file) {
        try (SeekableByteChannel bytes = Files.newByteChannel(given(file, "the file"))) {
            return tensors(bytes);
        } catch (TensorTable.Wrong e) {
            throw new IllegalArgumentException("Expected a safetensors file but found in " + file + " that " + e.what()
                    + ". Write it with safetensors.torch.save_file.");
        } catch (IOException e) {
            throw new UncheckedIOException("No weights could be read from " + file + ". Check that it exists.", e);
        }
    }

    private static Map<String, INDArray> tensors(SeekableByteChannel bytes) throws IOException, TensorTable.Wrong {
        long rest = bytes.size() - LENGTH_BYTES;
        long length = rest < 0 ? -1 : fill(bytes, LENGTH_BYTES).getLong();
        if (length < 2 || length > rest) {
            throw new TensorTable.Wrong("it does not begin with the length of its table of contents");
        }
        if (length > LONGEST_TABLE) {
            throw new TensorTable.Wrong("its table of contents has " + length + " bytes, more than 100 MB");
        }
        byte[] header = fill(bytes, (int) length).array();
        long start = LENGTH_BYTES + length;
        Map<String, INDArray> tensors = new TreeMap<>();
        for (TensorTable.Entry entry : TensorTable.read(header, bytes.size() - start)) {
            if (FLOATS.contains(entry.type())) {
                bytes.position(start + entry.from());
                tensors.put(entry.name(), tensor(bytes, entry));
            }
        }
        return tensors;
    }

    private static ByteBuffer fill(SeekableByteChannel bytes, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (bytes.read(buffer) < 0) {
                throw new EOFException("The file became shorter while it was read.");
            }
        }
        return buffer.flip();
    }

    private static INDArray tensor(SeekableByteChannel bytes, TensorTable.Entry entry) throws IOException {
        boolean wide = entry.type().equals("F64");
        DataType type = wide ? DataType.DOUBLE : DataType.FLOAT;
        if (entry.count() == 0) {
            return Nd4j.create(type, entry.shape());
        }
        INDArray tensor = Nd4j.createUninitialized(type, entry.shape(), 'c');
        int size = (int) ((entry.to() - entry.from()) / entry.count());
        for (long done = 0; done < entry.count(); done += AT_ONCE) {
            int count = (int) Math.min(AT_ONCE, entry.count() - done);
            ByteBuffer some = fill(bytes, count * size);
            if (wide) {
                double[] values = new double[count];
                some.asDoubleBuffer().get(values);
                new DoublePointer(tensor.data().addressPointer()).position(done).put(values, 0, count);
            } else {
                new FloatPointer(tensor.data().addressPointer())
                        .position(done)
                        .put(floats(some, entry.type(), count), 0, count);
            }
        }
        return tensor;
    }

    private static float[] floats(ByteBuffer bytes, String type, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case "F16" -> half(bytes.getShort());
                // the upper half of a float
                case "BF16" -> Float.intBitsToFloat(bytes.getShort() << 16);
                default -> bytes.getFloat();
            };
        }
        return values;
    }

    /** Reads a number of IEEE 754's half precision: a sign, five bits of exponent, ten of fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float size;
        if (exponent == 0x1f) {
            size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            size = fraction * 0x1p-24f;
        } else {
            size = Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
        }
        return bits < 0 ? -size : size;
    }
}
