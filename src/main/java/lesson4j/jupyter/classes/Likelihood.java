package lesson4j.jupyter.classes;

import java.util.List;

/** How likely a learner means a class, by its package: the lesson's, then everyday Java, then the libraries. */
public final class Likelihood {
    private static final List<String> PACKAGES = List.of(
            "lesson4j.",
            "java.util.",
            "java.io.",
            "java.nio.",
            "java.time.",
            "java.math.",
            "java.lang.",
            "java.text.",
            "java.net.",
            "org.nd4j.linalg.",
            "org.deeplearning4j.nn.",
            "tech.tablesaw.",
            "org.knowm.xchart.",
            "org.nd4j.",
            "org.deeplearning4j.",
            "java.awt.",
            "javax.",
            "java.");

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
}
