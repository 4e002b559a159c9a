package lesson4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lesson4j.data.Answer;
import lesson4j.data.Batch;
import lesson4j.data.Checks;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.data.Dataset;
import lesson4j.data.Digits;
import lesson4j.data.DrawnDigits;
import lesson4j.data.Examples;
import lesson4j.data.LabelledImages;
import lesson4j.data.NotYet;
import lesson4j.data.Photos;
import lesson4j.data.RandomState;
import lesson4j.data.Seed;
import lesson4j.data.Source;
import lesson4j.plot.Images;
import lesson4j.plot.Palette;
import lesson4j.plot.Picture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Feeds every public method its edge values: it works, or refuses them in a sentence. */
class EdgesTest {
    /** The packages that are tried; one that is added here needs {@link #values} for the types it takes. */
    private static final List<String> PACKAGES = List.of("data");

    /** What such a sentence comes in; NotYet and Checks' AssertionError are answers. */
    private static final List<Class<?>> GOOD = List.of(
            IllegalArgumentException.class,
            IllegalStateException.class,
            UncheckedIOException.class,
            UnsupportedOperationException.class,
            AssertionError.class);

    private static final Set<String> OF_OBJECT =
            Set.of("equals", "hashCode", "toString", "compareTo", "valueOf", "values");

    @TempDir
    Path temp;

    @BeforeEach
    void useAnEmptyCache() {
        System.setProperty("lesson4j.cache", temp.resolve("cache").toString());
        System.setProperty("lesson.data", temp.resolve("no archives").toString());
    }

    @AfterEach
    void forgetIt() {
        System.clearProperty("lesson4j.cache");
        System.clearProperty("lesson.data");
        Seed.set(42);
    }

    private static Examples examples() {
        return Examples.of(Nd4j.rand(6, 4), Nd4j.zeros(6, 1));
    }

    private static LabelledImages images() {
        return new LabelledImages(Nd4j.rand(6, 4), new int[] {0, 1, 0, 1, 0, 1}, List.of("a", "b"), 2, 2);
    }

    /** Values of a type, the first a good one. */
    private List<Object> values(Type generic) {
        Class<?> type = generic instanceof ParameterizedType known
                ? (Class<?>) known.getRawType()
                : generic instanceof Class<?> plain ? plain : Object.class;
        if (type == List.class) {
            Type of = ((ParameterizedType) generic).getActualTypeArguments()[0];
            Object good = values(of).get(0);
            return list(List.of(good, good), List.of(), Arrays.asList(good, null), List.of(good), null);
        } else if (type.isEnum()) {
            return list(Stream.concat(Stream.of(type.getEnumConstants()), Stream.of((Object) null))
                    .toArray());
        } else if (type == DataLoader.class) {
            return list(DataLoader.of(examples()).bs(2), DataLoader.of(images()), null);
        }
        return Stream.of(numbers(type), arrays(type), things(type), ours(type))
                .filter(values -> !values.isEmpty())
                .findFirst()
                .orElseGet(() -> list((Object) null));
    }

    private static List<Object> list(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static List<Object> numbers(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return list(1, 0, -1, 3, 10, Integer.MAX_VALUE, Integer.MIN_VALUE);
        } else if (type == long.class) {
            return list(1L, 0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE);
        } else if (type == double.class) {
            return list(0.5, 0.0, -1.0, 1.0, Double.NaN, Double.POSITIVE_INFINITY, 1e300, Double.MIN_VALUE);
        } else if (type == boolean.class) {
            return list(true, false);
        }
        return list();
    }

    private static List<Object> arrays(Class<?> type) {
        if (type == int[].class) {
            return list(
                    new int[] {0, 1}, new int[] {}, new int[] {-1}, new int[] {Integer.MAX_VALUE}, new int[99], null);
        } else if (type == double[].class) {
            return list(new double[] {0, 1}, new double[] {}, new double[] {Double.NaN}, null);
        } else if (type == INDArray.class) {
            INDArray closed = Nd4j.rand(2, 2);
            closed.close();
            return list(
                    Nd4j.rand(6, 4),
                    Nd4j.empty(DataType.FLOAT),
                    Nd4j.scalar(1f),
                    Nd4j.zeros(4),
                    Nd4j.zeros(2, 3),
                    Nd4j.zeros(1, 2, 3, 4),
                    Nd4j.valueArrayOf(new long[] {6, 4}, Double.NaN),
                    Nd4j.ones(DataType.LONG, 6, 4).mul(1L << 40),
                    Nd4j.create("a", "b"),
                    closed,
                    null);
        } else if (type == FloatBuffer.class) {
            return list(FloatBuffer.allocate(64), FloatBuffer.allocate(0), null);
        }
        return list();
    }

    private List<Object> things(Class<?> type) {
        if (type == String.class || type == CharSequence.class) {
            return list("a", "", "no such", "\0", "x".repeat(10_000), null);
        } else if (type == Path.class) {
            return list(temp, Path.of(""), temp.resolve("none/none"), temp.resolve("a.csv"), null);
        } else if (type == Table.class) {
            return list(
                    Table.create("t", IntColumn.create("label", 1, 2), IntColumn.create("pixel0", 3, 4)),
                    Table.create("empty"),
                    Table.create("words", StringColumn.create("label", "a")),
                    null);
        } else if (type == Object.class) {
            return list("thing", Nd4j.zeros(2, 2), null);
        }
        return list();
    }

    private static List<Object> ours(Class<?> type) {
        Object good = null;
        if (type == RandomState.class) {
            return list(new RandomState());
        } else if (type == Examples.class) {
            good = examples();
        } else if (type == LabelledImages.class) {
            good = images();
        } else if (type == DataLoaders.class) {
            good = DataLoaders.of(images(), images()).bs(2);
        } else if (type == Batch.class) {
            good = DataLoader.of(examples()).bs(3).first();
        } else if (type == Photos.class) {
            good = Photos.grey(4);
        } else if (type == Dataset.class) {
            good = new Dataset("X", URI.create("http://127.0.0.1:1/x.zip"), 3, "0", "x.zip", "x", "", "");
        } else if (type == Source.class) {
            good = new Source(Source.Origin.FOLDER, false, "");
        } else if (type == Answer.class) {
            good = Answer.of("it", 1);
        } else if (type == Checks.class) {
            good = Checks.always();
        } else if (type == Picture.class) {
            good = Images.showImage(DrawnDigits.draw(3, 1));
        } else if (type == Palette.class) {
            good = Palette.GREYS;
        } else if (type == URI.class) {
            good = URI.create("http://127.0.0.1:1/x");
        } else if (type == Digits.Sample.class) {
            good = new Digits.Sample(Table.create("train"), Table.create("valid"));
        } else if (type == NotYet.class) {
            try {
                Answer.of("it", 1).must("be 2", false, "Add one.");
            } catch (NotYet told) {
                good = told;
            }
        }
        return good == null ? list() : list(good, null);
    }

    private static List<Class<?>> classes(String name) throws URISyntaxException, ClassNotFoundException {
        File folder = new File(Objects.requireNonNull(Seed.class.getResource("/lesson4j/" + name))
                .toURI());
        if (folder.getPath().contains("test-classes")) {
            folder = new File(folder.getPath().replace("test-classes", "classes"));
        }
        List<Class<?>> classes = new ArrayList<>();
        for (String file : new TreeSet<>(Arrays.asList(Objects.requireNonNull(folder.list())))) {
            if (file.endsWith(".class") && !file.equals("package-info.class")) {
                Class<?> type = Class.forName("lesson4j." + name + "." + file.replace(".class", ""));
                if (Modifier.isPublic(type.getModifiers()) && !type.isInterface()) {
                    classes.add(type);
                }
            }
        }
        return classes;
    }

    @Test
    void edgeValuesWorkOrAreRefusedInASentence() throws Exception {
        Files.writeString(temp.resolve("a.csv"), "label,pixel0\n1,2\n");
        var bad = new TreeSet<String>();
        int tried = 0;
        for (String name : PACKAGES) {
            for (Class<?> type : classes(name)) {
                for (Constructor<?> constructor : type.getConstructors()) {
                    tried += feed(constructor, null, bad);
                }
                for (Method method : type.getDeclaredMethods()) {
                    boolean open = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
                    if (open && !OF_OBJECT.contains(method.getName())) {
                        boolean isStatic = Modifier.isStatic(method.getModifiers());
                        tried += feed(method, isStatic ? null : values(type).get(0), bad);
                    }
                }
            }
        }
        System.out.println("edge values: " + tried);
        assertThat(bad).isEmpty();
    }

    /** Calls it with one edge value at a time, all others good, and with nothing but null. */
    private int feed(Executable called, @Nullable Object on, Set<String> bad) throws IllegalAccessException {
        Type[] types = called.getGenericParameterTypes();
        int tried = 0;
        for (int i = 0; i < types.length; i++) {
            for (Object edge : values(types[i])) {
                Object[] given =
                        Arrays.stream(types).map(type -> values(type).get(0)).toArray();
                given[i] = edge;
                tried++;
                call(called, on, given, bad);
            }
        }
        if (types.length == 0) {
            call(called, on, new Object[0], bad);
        }
        return tried + 1;
    }

    private static void call(Executable called, @Nullable Object on, Object[] given, Set<String> bad)
            throws IllegalAccessException {
        try {
            if (called instanceof Constructor<?> constructor) {
                constructor.newInstance(given);
            } else {
                ((Method) called).invoke(on, given);
            }
        } catch (InstantiationException e) {
            throw new AssertionError(e);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            String message = String.valueOf(thrown.getMessage());
            boolean good = GOOD.stream().anyMatch(type -> type.isInstance(thrown)) && message.length() > 20;
            if (!good || message.matches("(?s).*\\bnull\\b.*")) {
                String where = Arrays.stream(thrown.getStackTrace())
                        .limit(3)
                        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                        .toList()
                        .toString();
                bad.add(called.getDeclaringClass().getSimpleName() + "." + called.getName() + told(given) + ": "
                        + thrown.getClass().getSimpleName() + " " + message + " " + where);
            }
        }
    }

    private static String told(Object[] given) {
        String text = Arrays.deepToString(given).replaceAll("\\s+", " ");
        return text.length() > 90 ? text.substring(0, 90) + "…" : text;
    }
}
