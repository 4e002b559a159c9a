package lesson4j.jupyter.source;

import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and sets what JShell and its compiler keep to themselves. The kernel's jar opens their packages.
 *
 * <p>JShell's own interface can neither undo a snippet that failed nor say in which class a variable lives.
 */
public final class Inside {
    private Inside() {}

    /** Returns the field that {@code owner} or what it inherits declares. */
    public static Field field(Class<?> owner, String name) {
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return open(field);
                }
            }
        }
        throw changed(new NoSuchFieldException(owner + "." + name));
    }

    /** Returns what {@code field} of {@code owner} holds. */
    @Nullable
    public static Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw changed(e);
        }
    }

    /** Sets {@code field} of {@code owner}. */
    public static void set(Field field, Object owner, @Nullable Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw changed(e);
        }
    }

    /** Returns what the field {@code name} of {@code owner} holds, which is never null. */
    public static Object part(Object owner, String name) {
        return Objects.requireNonNull(get(field(owner.getClass(), name), owner), name);
    }

    /** Calls the only method of {@code owner}, or of what it inherits, that has this name. */
    public static @Nullable Object call(Object owner, String name, Object... arguments) {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                    return invoked(open(method), owner, arguments);
                }
            }
        }
        throw changed(new NoSuchMethodException(owner.getClass() + "." + name + Arrays.toString(arguments)));
    }

    /** Calls as {@link #call} does what never answers null. */
    public static Object result(Object owner, String name, Object... arguments) {
        return Objects.requireNonNull(call(owner, name, arguments), name);
    }

    private static @Nullable Object invoked(Method method, @Nullable Object owner, Object... arguments) {
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException e) {
            throw rethrown(Objects.requireNonNullElse(e.getCause(), e));
        } catch (IllegalAccessException e) {
            throw changed(e);
        }
    }

    /** Makes an object of JShell's class {@code type} by its constructor that takes {@code arguments}. */
    public static Object made(String type, @Nullable Object... arguments) {
        try {
            for (Constructor<?> one : Class.forName("jdk.jshell." + type).getDeclaredConstructors()) {
                if (fit(one.getParameterTypes(), arguments)) {
                    return open(one).newInstance(arguments);
                }
            }
            throw new NoSuchMethodException(type + Arrays.toString(arguments));
        } catch (ReflectiveOperationException e) {
            throw changed(e);
        }
    }

    private static boolean fit(Class<?>[] types, @Nullable Object[] arguments) {
        return types.length == arguments.length
                && IntStream.range(0, types.length)
                        .allMatch(i -> arguments[i] == null
                                || MethodType.methodType(types[i])
                                        .wrap()
                                        .returnType()
                                        .isInstance(arguments[i]));
    }

    /** Calls a static method of JShell's class {@code type}, which takes a text. */
    public static Object ofText(String type, String name, String text) {
        try {
            Method method = open(Class.forName("jdk.jshell." + type).getDeclaredMethod(name, String.class));
            return Objects.requireNonNull(invoked(method, null, text), name);
        } catch (ReflectiveOperationException e) {
            throw changed(e);
        }
    }

    /** Returns {@code failure}, which already tells the reader what is wrong. */
    public static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    private static <T extends AccessibleObject> T open(T member) {
        member.setAccessible(true);
        return member;
    }

    /** Returns the error for a JShell that is built differently. */
    public static IllegalStateException changed(ReflectiveOperationException e) {
        return new IllegalStateException("This JShell is not one that the kernel was built for: " + e, e);
    }
}
