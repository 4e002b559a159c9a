package lesson4j.jupyter.snippet;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import lesson4j.jupyter.source.Inside;
import org.jspecify.annotations.Nullable;

/**
 * The notebook's variables with the objects they hold.
 *
 * <p>JShell itself gives a variable's value as text only.
 */
public record Variables(JShell shell, ClassLoader loader) {
    /** Returns the variables in the order of their definition. */
    public List<VarSnippet> all() {
        return defined().toList();
    }

    /** Returns the variable called {@code name}. */
    public Optional<VarSnippet> named(String name) {
        return defined().filter(v -> v.name().equals(name)).findFirst();
    }

    /** JShell lists a variable also when its type was changed under it, so that it is gone. */
    private Stream<VarSnippet> defined() {
        return shell.variables().filter(v -> shell.status(v).isDefined());
    }

    /** Returns what the variable {@code name} holds; null also when there is no such variable. */
    @Nullable
    public Object value(String name) {
        return named(name).map(this::value).orElse(null);
    }

    /** Returns what {@code variable} holds; null also when it cannot be read. */
    @Nullable
    public Object value(VarSnippet variable) {
        try {
            return field(variable).get(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** JShell keeps each variable in a public static field of a class that only a private method names. */
    private Field field(VarSnippet variable) throws ReflectiveOperationException {
        String home = String.valueOf(Inside.call(variable, "classFullName"));
        Field field = loader.loadClass(home).getDeclaredField(variable.name());
        field.setAccessible(true);
        return field;
    }

    /**
     * Declares {@code variable}, whose line no longer compiles, by its type alone, to keep its value.
     *
     * <p>A value of a class that was defined anew is none of that class any more, and stays lost.
     */
    void keep(VarSnippet variable) {
        if (shell.status(variable).isDefined()) {
            return;
        }
        Class<?> before = typeOf(variable);
        Object value = value(variable);
        for (SnippetEvent made : shell.eval(variable.typeName() + " " + variable.name() + ";")) {
            if (made.snippet() instanceof VarSnippet kept
                    && kept.name().equals(variable.name())
                    && made.status().isDefined()) {
                if (typeOf(kept) == before) {
                    set(kept, value);
                } else {
                    shell.drop(kept);
                }
            }
        }
    }

    /** Drops {@code variable} and what it holds, which its class would keep. */
    void drop(VarSnippet variable) {
        Class<?> type = typeOf(variable);
        if (type != null && !type.isPrimitive()) {
            set(variable, null);
        }
        shell.drop(variable);
    }

    private void set(VarSnippet variable, @Nullable Object value) {
        try {
            field(variable).set(null, value);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("The value of " + variable.name() + " could not be kept: " + e, e);
        }
    }

    private @Nullable Class<?> typeOf(VarSnippet variable) {
        try {
            return field(variable).getType();
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
