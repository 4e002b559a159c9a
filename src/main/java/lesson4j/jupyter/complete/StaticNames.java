package lesson4j.jupyter.complete;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import lesson4j.kernel.StartImports;

/** The lesson's verbs, {@code simpleNet} and the like, which completion offers before others. */
final class StaticNames {
    private final Set<String> names = new HashSet<>();

    /** Returns whether {@code name} is a method of the lesson that every notebook can call. */
    boolean contains(String name) {
        if (names.isEmpty()) {
            StartImports.statics().forEach(this::add);
        }
        return names.contains(name);
    }

    private void add(String type) {
        try {
            Class<?> found = Class.forName(type);
            Arrays.stream(found.getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()))
                    .forEach(method -> names.add(method.getName()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The start imports name " + type + ", which does not exist.", e);
        }
    }
}
