package lesson4j.jupyter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks all extensions that are on the class path. One that cannot be loaded is left out, and told once. */
public final class Extensions {
    private static final List<String> PROBLEMS = new ArrayList<>();
    private static List<KernelExtension> found = load(KernelExtension.class.getClassLoader(), PROBLEMS);

    private Extensions() {}

    /** Returns the extensions that {@code loader} knows, and adds a sentence to {@code problems} for one that fails. */
    static List<KernelExtension> load(ClassLoader loader, List<String> problems) {
        List<KernelExtension> all = new ArrayList<>();
        Iterator<KernelExtension> next =
                ServiceLoader.load(KernelExtension.class, loader).iterator();
        while (true) {
            try {
                if (!next.hasNext()) {
                    return List.copyOf(all);
                }
                all.add(next.next());
            } catch (ServiceConfigurationError | LinkageError failed) {
                problems.add(told("An extension could not be loaded", failed));
            }
        }
    }

    /** Lets each extension prepare the JVM; one that fails is left out. */
    static void prepare() {
        found = found.stream().filter(Extensions::isReady).toList();
    }

    private static boolean isReady(KernelExtension one) {
        try {
            one.prepare();
            return true;
        } catch (RuntimeException | LinkageError failed) {
            PROBLEMS.add(told("The extension " + one.getClass().getName() + " could not start", failed));
            return false;
        }
    }

    private static String told(String what, Throwable failed) {
        return what + ", and the kernel goes on without it: "
                + (failed.getCause() == null ? failed : failed.getCause());
    }

    /** Returns, and forgets, a sentence for each extension that was left out. */
    public static List<String> takeProblems() {
        List<String> problems = List.copyOf(PROBLEMS);
        PROBLEMS.clear();
        return problems;
    }

    /** Tells each extension. */
    public static void each(Consumer<KernelExtension> told) {
        found.forEach(told);
    }

    /** Returns whether one of them says so. */
    public static boolean any(Predicate<KernelExtension> question) {
        return found.stream().anyMatch(question);
    }

    /** Returns the first answer. */
    public static <T> Optional<T> first(Function<KernelExtension, Optional<T>> question) {
        return found.stream().map(question).flatMap(Optional::stream).findFirst();
    }

    /** Returns all answers in one list. */
    public static <T> List<T> all(Function<KernelExtension, ? extends Collection<T>> question) {
        return found.stream().<T>flatMap(one -> question.apply(one).stream()).toList();
    }
}
