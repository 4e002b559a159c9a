package lesson4j.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * The notebook's variables with the objects they hold.
 *
 * <p>JShell itself gives a variable's value as text only.
 */
final class Variables {
    private final JShell shell;
    private final ClassLoader loader;

    Variables(JShell shell, ClassLoader loader) {
        this.shell = shell;
        this.loader = loader;
    }

    /** Returns the variables in the order of their definition, without JShell's own {@code $1}. */
    List<VarSnippet> all() {
        return defined().filter(v -> !v.name().startsWith("$")).toList();
    }

    Optional<VarSnippet> named(String name) {
        return defined().filter(v -> v.name().equals(name)).findFirst();
    }

    /** JShell lists a variable also when its type was changed under it, so that it is gone. */
    private Stream<VarSnippet> defined() {
        return shell.variables().filter(v -> shell.status(v).isDefined());
    }

    /** Returns what the variable {@code name} holds; null also when there is no such variable. */
    @Nullable
    Object value(String name) {
        return named(name).map(this::value).orElse(null);
    }

    @Nullable
    Object value(VarSnippet variable) {
        try {
            // JShell keeps each variable in a public static field of a class that only a private method names
            Method name = Snippet.class.getDeclaredMethod("classFullName");
            name.setAccessible(true);
            Field field = loader.loadClass((String) name.invoke(variable)).getDeclaredField(variable.name());
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
