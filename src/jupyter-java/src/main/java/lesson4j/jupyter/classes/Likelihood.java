package lesson4j.jupyter.classes;

import java.util.List;
import java.util.stream.Stream;
import lesson4j.jupyter.Extensions;

/** How likely a reader means a class, by its package: an extension's own, then everyday Java, then its libraries. */
public final class Likelihood {
    private static final List<String> EVERYDAY = List.of(
            "java.util.", "java.io.", "java.nio.", "java.time.", "java.math.", "java.lang.", "java.text.", "java.net.");
    private static final List<String> OWN = Extensions.all(one -> one.packages().own());
    private static final List<String> PACKAGES = Stream.of(
                    OWN,
                    EVERYDAY,
                    Extensions.all(one -> one.packages().libraries()),
                    List.of("java.awt.", "javax.", "java."))
            .flatMap(List::stream)
            .toList();

    private Likelihood() {}

    /** Returns a place in the order, the likeliest at 0. */
    static int of(String name) {
        for (int i = 0; i < PACKAGES.size(); i++) {
            if (name.startsWith(PACKAGES.get(i))) {
                return i;
            }
        }
        return PACKAGES.size();
    }

    /** Returns whether a learner may mean it at all; the rest is there for other libraries. */
    public static boolean isKnown(String name) {
        return of(name) < PACKAGES.size();
    }

    /** Returns whether it is of a library that an extension brings as its own. */
    public static boolean isOwn(String name) {
        return OWN.stream().anyMatch(name::startsWith);
    }
}
