package lesson4j.nn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * The table of contents of a safetensors file: which tensors it has, of what shape, and where their numbers are.
 *
 * <p>Read token by token, so that no depth of brackets can hurt, and checked as the format's own library does: names once,
 * known types, as many bytes as the shape asks for, tensors one after the other without gaps, and nothing behind.
 */
final class TensorTable {
    /** Bits of a number, for all types of the format. */
    private static final Map<String, Integer> BITS = Map.ofEntries(
            Map.entry("F4", 4),
            Map.entry("F6_E2M3", 6),
            Map.entry("F6_E3M2", 6),
            Map.entry("F8_E5M2", 8),
            Map.entry("F8_E4M3", 8),
            Map.entry("F8_E8M0", 8),
            Map.entry("BOOL", 8),
            Map.entry("U8", 8),
            Map.entry("I8", 8),
            Map.entry("I16", 16),
            Map.entry("U16", 16),
            Map.entry("F16", 16),
            Map.entry("BF16", 16),
            Map.entry("I32", 32),
            Map.entry("U32", 32),
            Map.entry("F32", 32),
            Map.entry("I64", 64),
            Map.entry("U64", 64),
            Map.entry("F64", 64),
            Map.entry("C64", 64));

    private static final JsonFactory JSON =
            JsonFactory.builder().build().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** What is wrong with a file, half a sentence after "found that". */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String what) {
            super(what);
        }

        String what() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * A tensor's place.
     *
     * @param from its first byte, counted from the end of the table
     * @param to the first byte after it
     */
    record Entry(String name, String type, long[] shape, long from, long to) {
        long count() {
            long count = 1;
            for (long size : shape) {
                count *= size; // was checked when it was read
            }
            return count;
        }
    }

    private final JsonParser json;
    private final List<Entry> entries = new ArrayList<>();

    private TensorTable(JsonParser json) {
        this.json = json;
    }

    /**
     * Reads a table.
     *
     * @param length how many bytes of numbers follow it
     */
    static List<Entry> read(byte[] header, long length) throws Wrong {
        try (JsonParser json = JSON.createParser(header)) {
            var table = new TensorTable(json);
            table.read();
            return inOrder(table.entries, length);
        } catch (IOException e) {
            throw new Wrong("its table of contents is no JSON, or names something twice");
        }
    }

    private void read() throws IOException, Wrong {
        expect(json.nextToken() == JsonToken.START_OBJECT, "its table of contents is no JSON object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(json.nextToken() == JsonToken.START_OBJECT, "what it says of '" + name + "' is no JSON object");
            if (name.equals("__metadata__")) {
                metadata();
            } else {
                entries.add(entry(name));
            }
        }
        expect(json.nextToken() == null, "there is something behind its table of contents");
    }

    /** Texts by name, of which nothing is asked here. */
    private void metadata() throws IOException, Wrong {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            expect(json.nextToken() == JsonToken.VALUE_STRING, "its metadata are not texts");
        }
    }

    private Entry entry(String name) throws IOException, Wrong {
        String type = null;
        long[] shape = null;
        long[] place = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "dtype" -> type = value == JsonToken.VALUE_STRING ? json.getText() : null;
                case "shape" -> shape = numbers(value, name);
                case "data_offsets" -> place = numbers(value, name);
                default -> throw new Wrong("it says '" + key + "' of '" + name + "', which the format does not know");
            }
        }
        expect(type != null && BITS.containsKey(type), "'" + name + "' has the type " + type + ", which is none");
        expect(shape != null && place != null && place.length == 2, "'" + name + "' has no shape or no place");
        return checked(new Entry(name, type(type), some(shape), some(place)[0], some(place)[1]));
    }

    private static String type(@Nullable String type) {
        return Objects.requireNonNull(type);
    }

    private static long[] some(long @Nullable [] numbers) {
        return Objects.requireNonNull(numbers);
    }

    private long[] numbers(JsonToken first, String name) throws IOException, Wrong {
        expect(first == JsonToken.START_ARRAY, "the shape or place of '" + name + "' is no list");
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            expect(whole && json.getLongValue() >= 0, "the shape or place of '" + name + "' has no whole numbers");
            expect(numbers.size() < 32, "'" + name + "' has more than 32 dimensions");
            numbers.add(json.getLongValue());
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static Entry checked(Entry entry) throws Wrong {
        String where = "the numbers of '" + entry.name + "' are not where it says";
        try {
            long bits = Objects.requireNonNull(BITS.get(entry.type));
            for (long size : entry.shape) {
                bits = Math.multiplyExact(bits, size);
            }
            expect(bits % 8 == 0 && Math.subtractExact(entry.to, entry.from) == bits / 8, where);
        } catch (ArithmeticException overflow) {
            throw new Wrong(where);
        }
        return entry;
    }

    /** One after the other, from the first byte to the last. */
    private static List<Entry> inOrder(List<Entry> entries, long length) throws Wrong {
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to))
                .toList();
        long end = 0;
        for (Entry entry : sorted) {
            expect(entry.from == end, "the numbers of '" + entry.name + "' overlap others, or leave a gap");
            end = entry.to;
        }
        expect(end == length, "its numbers take " + end + " bytes but " + length + " are there");
        return sorted;
    }

    private static void expect(boolean good, String otherwise) throws Wrong {
        if (!good) {
            throw new Wrong(otherwise);
        }
    }
}
