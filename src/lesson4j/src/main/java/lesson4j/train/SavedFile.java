package lesson4j.train;

import static lesson4j.plot.Given.given;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * What a file in DL4J's format holds, as plain text and numbers: nothing of it is made into an object of its own classes.
 *
 * @param configuration the net's layers, as DL4J writes them
 * @param params all parameters, {@code [n]}, in the type they were saved in
 * @param state what the optimiser remembered, {@code [m]}, null where it had no memory
 */
record SavedFile(
        JsonNode configuration, INDArray params, @Nullable INDArray state) {
    /** DL4J also deserialises Java objects from an entry preprocessor.bin. A file with that is refused. */
    private static final Set<String> HARMLESS =
            Set.of("configuration.json", "coefficients.bin", "updaterState.bin", "noParams.marker");

    private static final int MOST_TEXT = 64 << 20;
    private static final int DEEPEST = 100;
    private static final int LONGEST_NUMBER = 60;

    /**
     * Reads a file.
     *
     * @param parameters how many the net has that they are for; a file with many more is refused before it is read
     */
    static SavedFile read(Path file, long parameters) {
        try (ZipFile zip = new ZipFile(given(file, "the file").toFile())) {
            refuseStrangers(zip, file);
            long most = 64 + 8 * Math.max(parameters, 128);
            byte[] text = bytes(zip, "configuration.json", MOST_TEXT);
            byte[] params = bytes(zip, "coefficients.bin", 4096 + most);
            byte[] state = bytes(zip, "updaterState.bin", 4096 + 4 * most);
            if (text == null || params == null) {
                throw new IOException("it has no entry " + (text == null ? "configuration.json" : "coefficients.bin"));
            }
            return new SavedFile(tree(text), array(params), state == null ? null : array(state));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No net could be read from " + file + ": " + e.getMessage()
                            + ". Expected a file that learn.save(…) or DL4J's ModelSerializer wrote.",
                    e);
        }
    }

    private static void refuseStrangers(ZipFile zip, Path file) {
        Set<String> found = new TreeSet<>();
        zip.stream().map(ZipEntry::getName).forEach(found::add);
        found.removeAll(HARMLESS);
        if (!found.isEmpty()) {
            throw new IllegalArgumentException("The file " + file + " holds more than a net: "
                    + String.join(", ", found) + ". Such entries can run code when they are read, so it is refused.");
        }
    }

    private static byte @Nullable [] bytes(ZipFile zip, String name, long most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return null;
        }
        byte[] bytes = zip.getInputStream(entry).readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
        if (bytes.length > most) {
            throw new IOException("its " + name + " has more than the " + most + " bytes that this net can need");
        }
        var sum = new CRC32();
        sum.update(bytes);
        if (sum.getValue() != entry.getCrc()) {
            throw new IOException("its " + name + " is damaged, since the checksum does not fit");
        }
        return bytes;
    }

    private static JsonNode tree(byte[] text) throws IOException {
        int depth = 0;
        int digits = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length; i++) {
            byte c = text[i];
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                i += c == '\\' ? 1 : 0;
            } else {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                digits = c >= '0' && c <= '9' ? digits + 1 : 0;
                if (depth > DEEPEST || digits > LONGEST_NUMBER) {
                    throw new IOException("its configuration.json nests too deep or has endless numbers");
                }
            }
        }
        return NeuralNetConfiguration.mapper().readTree(text);
    }

    /** Reads what {@code Nd4j.write} wrote: the shape, of which only the length is needed, then the numbers. */
    private static INDArray array(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        skipShape(in);
        in.readUTF();
        long length = in.readLong();
        DataType type = type(in.readUTF());
        if (length < 0 || length != in.available() / (double) type.width()) {
            throw new IOException(
                    "it says " + length + " numbers of type " + type + " but has " + in.available() + " bytes of them");
        }
        INDArray array = Nd4j.createUninitialized(type, length);
        for (int i = 0; i < length; i++) {
            array.data().put(i, type == DataType.FLOAT ? in.readFloat() : in.readDouble());
        }
        return array;
    }

    private static void skipShape(DataInputStream in) throws IOException {
        in.readUTF();
        long length = in.readLong();
        String type = in.readUTF();
        if (length < 1 || length > 70 || !type.equals("LONG")) {
            throw new IOException("its numbers begin with a shape of " + length + " " + type);
        }
        in.skipNBytes(8 * length);
    }

    private static DataType type(String name) throws IOException {
        return switch (name) {
            case "FLOAT" -> DataType.FLOAT;
            case "DOUBLE" -> DataType.DOUBLE;
            default -> throw new IOException("its numbers are of type " + name + ", where FLOAT or DOUBLE are read");
        };
    }
}
