package lesson4j.jupyter.complete;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.KernelExtension;
import lesson4j.jupyter.classes.Likelihood;

/** The bare method names that a library imports at the start, which completion offers before others. */
final class StaticNames {
    private static final String STATIC = "static ";

    private final Set<String> names = new HashSet<>();

    /** Returns whether {@code name} is a method of an extension's own that every notebook can call. */
    boolean contains(String name) {
        if (names.isEmpty()) {
            Extensions.all(KernelExtension::startImports).stream()
                    .filter(start -> start.startsWith(STATIC) && Likelihood.isOwn(start.substring(STATIC.length())))
                    .map(start -> start.substring(STATIC.length(), start.lastIndexOf('.')))
                    .distinct()
                    .forEach(this::add);
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
