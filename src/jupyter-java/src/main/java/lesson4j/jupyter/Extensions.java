package lesson4j.jupyter;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks all extensions that are on the class path. */
public final class Extensions {
    private static final List<KernelExtension> FOUND =
            ServiceLoader.load(KernelExtension.class, KernelExtension.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Extensions() {}

    /** Tells each extension. */
    public static void each(Consumer<KernelExtension> told) {
        FOUND.forEach(told);
    }

    /** Returns whether one of them says so. */
    public static boolean any(Predicate<KernelExtension> question) {
        return FOUND.stream().anyMatch(question);
    }

    /** Returns the first answer. */
    public static <T> Optional<T> first(Function<KernelExtension, Optional<T>> question) {
        return FOUND.stream().map(question).flatMap(Optional::stream).findFirst();
    }

    /** Returns all answers in one list. */
    public static <T> List<T> all(Function<KernelExtension, ? extends Collection<T>> question) {
        return FOUND.stream().<T>flatMap(one -> question.apply(one).stream()).toList();
    }
}
