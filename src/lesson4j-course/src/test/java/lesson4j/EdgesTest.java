package lesson4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.classgraph.ClassGraph;
import java.io.File;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lesson4j.data.Seed;
import lesson4j.testing.Screens;
import lesson4j.train.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds every public method its edge values: it works, or refuses them in a sentence. */
class EdgesTest {
    /** What such a sentence comes in; NotYet and Checks' AssertionError are answers. */
    private static final List<Class<?>> GOOD = List.of(
            IllegalArgumentException.class,
            IllegalStateException.class,
            UncheckedIOException.class,
            UnsupportedOperationException.class,
            AssertionError.class);

    private static final Set<String> OF_OBJECT =
            Set.of("equals", "hashCode", "toString", "compareTo", "valueOf", "values");

    /** Each net takes half a second, and ResNet.of has the same arguments; Given's sentences are our own. */
    private static final Set<String> FED_ELSEWHERE =
            Set.of("Nets.resnet18", "Given.text", "Given.wrong", "Given.failed", "Given.reason");

    @TempDir
    Path temp;

    @BeforeEach
    void useAnEmptyCache() throws Exception {
        System.setProperty("lesson4j.cache", temp.resolve("cache").toString());
        System.setProperty("lesson.data", temp.resolve("no archives").toString());
        Files.writeString(temp.resolve("a.csv"), "label,pixel0\n1,2\n");
        Screens.record();
    }

    @AfterEach
    void forgetIt() {
        System.clearProperty("lesson4j.cache");
        System.clearProperty("lesson.data");
        Screens.printAgain();
        Seed.set(42);
    }

    /** A package that is added here needs {@link EdgeValues} for the types it takes. */
    @ParameterizedTest
    @ValueSource(strings = {"lean", "data", "plot", "loss", "nn", "train", "export", "course"})
    void edgeValuesWorkOrAreRefusedInASentence(String name) throws Exception {
        var values = new EdgeValues(temp);
        var bad = new TreeSet<String>();
        int tried = 0;
        for (Class<?> type : classes(name)) {
            for (Constructor<?> constructor : type.getConstructors()) {
                boolean makes = !Modifier.isAbstract(type.getModifiers());
                tried += makes ? feed(constructor, null, values, bad) : 0;
            }
            for (Method method : type.getDeclaredMethods()) {
                if (isOurs(method) && (!type.isInterface() || method.isDefault())) {
                    boolean isStatic = Modifier.isStatic(method.getModifiers());
                    tried += feed(method, isStatic ? null : values.good(type), values, bad);
                }
            }
        }
        System.out.println("edge values of " + name + ": " + tried);
        assertThat(tried).isPositive();
        assertThat(bad).isEmpty();
    }

    private static List<Class<?>> classes(String name) throws Exception {
        // package-info tells where the package itself is, since tests have a folder of the same name
        var place = Class.forName("lesson4j." + name + ".package-info")
                .getProtectionDomain()
                .getCodeSource();
        var file = new File(place.getLocation().toURI());
        try (var found = new ClassGraph()
                .acceptPackagesNonRecursive("lesson4j." + name)
                .enableClassInfo()
                .scan()) {
            return found.getAllClasses()
                    .filter(type -> type.getClasspathElementFile().equals(file) && type.isPublic())
                    .loadClasses();
        }
    }

    /** Public, and not there because DL4J, Java or the training loop calls it. */
    private static boolean isOurs(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !method.isSynthetic()
                && !OF_OBJECT.contains(method.getName())
                && !FED_ELSEWHERE.contains(method.getDeclaringClass().getSimpleName() + "." + method.getName())
                && !Callback.class.isAssignableFrom(method.getDeclaringClass())
                && !overrides(method, method.getDeclaringClass());
    }

    private static boolean overrides(Method method, Class<?> type) {
        return Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .anyMatch(above -> declares(above, method) || overrides(method, above));
    }

    private static boolean declares(Class<?> type, Method method) {
        return !type.getName().startsWith("lesson4j.")
                && Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(other -> other.getName().equals(method.getName())
                                && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
    }

    /** Calls it with one edge value at a time, all others good. */
    private static int feed(Executable called, @Nullable Object on, EdgeValues values, Set<String> bad)
            throws IllegalAccessException {
        Type[] types = called.getGenericParameterTypes();
        int tried = 0;
        for (int i = 0; i < types.length; i++) {
            for (Object edge : values.of(types[i])) {
                Object[] given = Arrays.stream(types).map(values::good).toArray();
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
