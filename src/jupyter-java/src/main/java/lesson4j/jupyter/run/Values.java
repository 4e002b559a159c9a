package lesson4j.jupyter.run;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands what a variable holds on to the class that takes its class's place.
 *
 * <p>JShell makes such a class when another definition changed under a variable; without this the variable is null.
 */
final class Values {
    /** JShell names the versions of a class {@code $JShell$12}, {@code $JShell$12B}, {@code $JShell$12C}. */
    private static final Pattern VERSION = Pattern.compile("(REPL\\.\\$JShell\\$\\d+)[A-Z]*");

    private Values() {}

    /** Copies the variables of the version before {@code made}, which {@code live} has, and puts {@code made} there. */
    static void inherit(Class<?> made, Map<String, Class<?>> live) {
        Matcher version = VERSION.matcher(made.getName());
        if (!version.matches()) {
            return;
        }
        Class<?> before = live.put(version.group(1), made);
        if (before != null && before != made) {
            for (Field field : made.getDeclaredFields()) {
                copy(before, field);
            }
        }
    }

    private static void copy(Class<?> before, Field field) {
        try {
            Field old = before.getDeclaredField(field.getName());
            if (Modifier.isStatic(field.getModifiers()) && old.getType() == field.getType()) {
                old.setAccessible(true);
                field.setAccessible(true);
                Object value = old.get(null);
                if (value == null || !isOutdated(value, old, field)) {
                    field.set(null, value);
                }
            }
        } catch (ReflectiveOperationException | LinkageError gone) {
            // a variable of another type, whose value is none of its own
        }
    }

    /** A lambda for objects of a class that was defined anew could only fail with them. */
    private static boolean isOutdated(Object value, Field old, Field now) {
        return value.getClass().isHidden()
                && !old.getGenericType()
                        .getTypeName()
                        .equals(now.getGenericType().getTypeName());
    }
}
