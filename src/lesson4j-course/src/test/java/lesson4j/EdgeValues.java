package lesson4j;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.net.URI;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Values of any type that our methods take, the first of each a good one. */
final class EdgeValues {
    private final Map<Class<?>, Supplier<List<Object>>> known = new HashMap<>();

    EdgeValues(Path temp) {
        numbers();
        arrays();
        things(temp);
        EdgeData.addTo(this);
        EdgeCourse.addTo(this);
        EdgeNets.addTo(this);
        EdgeLean.addTo(this);
    }

    /** Says what a type's values are, anew each time: a method may change what it is given. */
    void put(Class<?> type, Supplier<List<Object>> values) {
        known.put(type, values);
    }

    /** Says that a type has one good value, and null. */
    void good(Class<?> type, Supplier<Object> value) {
        put(type, () -> list(value.get(), null));
    }

    Object good(Type type) {
        return Objects.requireNonNull(of(type).get(0), "EdgeValues has none for " + type);
    }

    /** Returns the values of a type: lists, maps and arrays hold good ones, none, and null. */
    List<Object> of(Type generic) {
        Class<?> type = raw(generic);
        Supplier<List<Object>> values = known.get(type);
        if (values != null) {
            return values.get();
        } else if (type.isEnum()) {
            return list(Stream.concat(Stream.of(type.getEnumConstants()), Stream.of((Object) null))
                    .toArray());
        } else if (type == List.class) {
            Object item = good(inner(generic, 0));
            return list(List.of(item, item), List.of(), Arrays.asList(item, null), List.of(item), null);
        } else if (type == Map.class) {
            return maps(good(inner(generic, 0)), good(inner(generic, 1)));
        } else if (type.isArray()) {
            return arrays(type.getComponentType(), good(element(generic)));
        }
        return list((Object) null);
    }

    private static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType some) {
            return (Class<?>) some.getRawType();
        } else if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    private static Type inner(Type generic, int index) {
        Type inner = ((ParameterizedType) generic).getActualTypeArguments()[index];
        return inner instanceof WildcardType wild ? wild.getUpperBounds()[0] : inner;
    }

    private static Type element(Type generic) {
        return generic instanceof GenericArrayType array
                ? array.getGenericComponentType()
                : ((Class<?>) generic).getComponentType();
    }

    private static List<Object> maps(Object key, Object value) {
        Map<Object, Object> holes = new LinkedHashMap<>();
        holes.put(key, null);
        Map<Object, Object> nameless = new LinkedHashMap<>();
        nameless.put(null, value);
        return list(Map.of(key, value), Map.of(), holes, nameless, null);
    }

    private static List<Object> arrays(Class<?> of, Object item) {
        Object two = Array.newInstance(of, 2);
        Array.set(two, 0, item);
        Array.set(two, 1, item);
        Object half = Array.newInstance(of, 2);
        Array.set(half, 0, item);
        return list(two, Array.newInstance(of, 0), half, null);
    }

    static List<Object> list(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private void numbers() {
        List<Object> ints = list(1, 0, -1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE);
        put(int.class, () -> ints);
        put(Integer.class, () -> ints);
        put(long.class, () -> list(1L, 0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));
        List<Object> doubles = list(0.5, 0.0, -1.0, 1.0, Double.NaN, Double.POSITIVE_INFINITY, 1e300, Double.MIN_VALUE);
        put(double.class, () -> doubles);
        put(Double.class, () -> doubles);
        put(boolean.class, () -> list(true, false));
        put(Boolean.class, () -> list(true, false, null));
    }

    private void arrays() {
        put(
                int[].class,
                () -> list(
                        new int[] {0, 1},
                        new int[] {},
                        new int[] {-1},
                        new int[] {Integer.MAX_VALUE},
                        new int[99],
                        null));
        put(long[].class, () -> list(new long[] {2, 3}, new long[] {}, new long[] {-1}, null));
        put(
                double[].class,
                () -> list(
                        new double[] {0, 1},
                        new double[] {},
                        new double[] {Double.NaN, 1},
                        new double[] {Double.NEGATIVE_INFINITY, 1e300},
                        new double[] {7},
                        null));
        put(
                int[][].class,
                () -> list(
                        new int[][] {{3, 1}, {0, 2}},
                        new int[][] {},
                        new int[][] {{1}},
                        new int[][] {{1, 2}, null},
                        new int[][] {{-1, Integer.MAX_VALUE}, {Integer.MAX_VALUE, 0}},
                        null));
        put(INDArray.class, EdgeValues::tensors);
        put(FloatBuffer.class, () -> list(FloatBuffer.allocate(64), FloatBuffer.allocate(0), null));
    }

    private static List<Object> tensors() {
        INDArray closed = Nd4j.rand(2, 2);
        closed.close();
        return list(
                Nd4j.rand(6, 4),
                Nd4j.empty(DataType.FLOAT),
                Nd4j.scalar(1f),
                Nd4j.zeros(4),
                Nd4j.zeros(2, 3),
                Nd4j.zeros(1, 2, 3, 4),
                Nd4j.zeros(1, 1, 1, 2, 2),
                Nd4j.create(DataType.FLOAT, 0, 4),
                Nd4j.valueArrayOf(new long[] {6, 4}, Double.NaN),
                Nd4j.ones(DataType.LONG, 6, 4).mul(1L << 40),
                Nd4j.ones(DataType.BOOL, 6, 4),
                Nd4j.ones(DataType.HALF, 6, 4),
                Nd4j.create("a", "b"),
                closed,
                null);
    }

    private void things(Path temp) {
        List<Object> texts = list("a", "", "no such", "\0", "x".repeat(10_000), null);
        put(String.class, () -> texts);
        put(CharSequence.class, () -> texts);
        put(Path.class, () -> list(temp, Path.of(""), temp.resolve("none/none"), temp.resolve("a.csv"), null));
        put(
                Table.class,
                () -> list(
                        Table.create("t", IntColumn.create("label", 1, 2), IntColumn.create("pixel0", 3, 4)),
                        Table.create("empty"),
                        Table.create("words", StringColumn.create("label", "a")),
                        null));
        put(Object.class, () -> list("thing", Nd4j.zeros(2, 2), null));
        good(URI.class, () -> URI.create("http://127.0.0.1:1/x"));
    }
}
