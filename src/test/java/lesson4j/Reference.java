package lesson4j;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The values that src/python/tests/reference/pytorch.py made, and the numbers both sides start from. */
public final class Reference {
    private static final JsonObject ALL = read();

    private Reference() {}

    private static JsonObject read() {
        try (Reader reader = new InputStreamReader(
                Reference.class.getResourceAsStream("/reference/pytorch.json"), StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, JsonObject.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an entry by its keys: {@code of("losses", "mnist", "value")}. */
    public static JsonElement of(String... keys) {
        JsonElement at = ALL;
        for (String key : keys) {
            at = at.getAsJsonObject().get(key);
        }
        return at;
    }

    public static double[] numbers(String... keys) {
        return new Gson().fromJson(of(keys), double[].class);
    }

    /** Draws numbers as the script does. */
    public static double[] draw(Random random, int count, double low, double high) {
        return IntStream.range(0, count)
                .mapToDouble(i -> low + (high - low) * random.nextDouble())
                .toArray();
    }

    /** Returns doubles as a matrix. */
    public static INDArray matrix(double[] values, int rows) {
        return Nd4j.createFromArray(values).reshape(rows, values.length / rows);
    }
}
