package lesson4j.lean;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.jspecify.annotations.Nullable;

/** Compares a configuration of DL4J, field by field, with what DL4J sets by itself. */
final class Settings {
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return fields(type);
        }
    };

    private Settings() {}

    /**
     * Returns the name of a field that is not as usual, if there is one.
     *
     * @param usual an object of the same class
     * @param free names of fields that may have any value
     */
    static Optional<String> unusual(Object found, Object usual, Set<String> free) {
        for (Field field : FIELDS.get(found.getClass())) {
            if (!free.contains(field.getName()) && !same(value(field, found), value(field, usual))) {
                return Optional.of(field.getName());
            }
        }
        return Optional.empty();
    }

    /** All fields of a class and those above it: what a later DL4J adds is among them. */
    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return List.copyOf(fields);
    }

    private static @Nullable Object value(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The setting " + field + " cannot be read.", e);
        }
    }

    /** DL4J says "nothing" in three ways. */
    private static boolean same(@Nullable Object found, @Nullable Object usual) {
        return isNothing(found) && isNothing(usual) || Objects.deepEquals(found, usual);
    }

    private static boolean isNothing(@Nullable Object value) {
        return value == null
                || value == GradientNormalization.None
                || value instanceof Collection<?> some && some.isEmpty();
    }
}
