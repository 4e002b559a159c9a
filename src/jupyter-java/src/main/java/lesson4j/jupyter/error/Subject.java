package lesson4j.jupyter.error;

import java.lang.reflect.InaccessibleObjectException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import jdk.jshell.Diag;
import lesson4j.jupyter.source.HiddenNames;
import lesson4j.jupyter.source.Inside;
import lesson4j.jupyter.source.Names;
import org.jspecify.annotations.Nullable;

/**
 * What a compile error is about, in the compiler's own objects: names and types, not the text made of them.
 *
 * <p>The text is of the JVM's language, of the reader's names, and of the compiler's mind to leave packages out.
 */
record Subject(String code, List<@Nullable Object> parts) {
    /**
     * A name that is not there.
     *
     * @param kind as the compiler calls it: {@code variable}, {@code method}, {@code class}
     * @param text the kind and the name, a method's with the types it was called with
     * @param owner the class in which it was sought, as a class loader names it; empty for none
     */
    record Missing(String kind, String name, String text, String owner) {}

    private Subject(Object diagnostic) {
        this(String.valueOf(Inside.call(diagnostic, "getCode")), Arrays.asList((Object[])
                Inside.result(diagnostic, "getArgs")));
    }

    /** Returns what {@code error} is about; of a compiler that hides it, the error's code alone. */
    static Subject of(Diag error) {
        try {
            return new Subject(Inside.part(compilers(error), "d"));
        } catch (IllegalStateException | InaccessibleObjectException newerJava) {
            return new Subject(error.getCode(), List.of());
        }
    }

    private static Object compilers(Diag error) {
        return Stream.<Class<?>>iterate(error.getClass(), type -> type != Diag.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> Diagnostic.class.isAssignableFrom(field.getType()))
                .findFirst()
                .map(field -> Inside.part(error, field.getName()))
                .orElseThrow(() -> Inside.changed(new NoSuchFieldException(error.getClass() + " has no diagnostic")));
    }

    /** Returns the type at {@code index} without packages; empty when no type is there. */
    String type(int index) {
        return index < parts.size() ? plain(parts.get(index)) : "";
    }

    /** Returns what the error at {@code index} inside this one is about, when it has {@code code}. */
    Optional<Subject> inner(int index, String code) {
        return index < parts.size() && isDiagnostic(parts.get(index))
                ? Optional.of(new Subject(Objects.requireNonNull(parts.get(index))))
                        .filter(s -> s.code.endsWith(code))
                : Optional.empty();
    }

    /** Returns the name that the compiler could not find; nothing when the error is another. */
    Optional<Missing> missing() {
        boolean named = code.contains("cant.resolve") && parts.size() >= 4;
        String name = named ? String.valueOf(parts.get(1)) : "";
        if (name.isBlank() || name.startsWith("<")) {
            return Optional.empty();
        }
        String kind = kind(parts.get(0));
        String called = parts.get(3) instanceof Collection<?> types && kind.equals("method")
                ? types.stream().map(Subject::plain).collect(Collectors.joining(", ", "(", ")"))
                : "";
        String owner = parts.size() > 4 && isDiagnostic(parts.get(4))
                ? owner(new Subject(Objects.requireNonNull(parts.get(4))).parts)
                : "";
        return Optional.of(new Missing(kind, name, kind + " " + name + called, owner));
    }

    /** A variable's place is told with its type; that of other things is a type itself, or a package. */
    private static String owner(List<@Nullable Object> place) {
        Object type = place.get(place.size() - 1) == null ? place.get(1) : place.get(place.size() - 1);
        if (type == null || kind(place.get(0)).equals("package")) {
            return "";
        }
        Object symbol = Inside.part(type, "tsym");
        return String.valueOf(Inside.call(symbol, "flatName"));
    }

    private static boolean isDiagnostic(@Nullable Object part) {
        return part != null && part.getClass().getName().endsWith(".JCDiagnostic");
    }

    /** The compiler names kinds by the key of their word, {@code kindname.method}. */
    private static String kind(@Nullable Object kind) {
        return String.valueOf(kind).replace("kindname.", "").replace('.', ' ');
    }

    /** A lambda or the like has no type yet; it is told as it is written, when that is short. */
    private static String plain(@Nullable Object type) {
        String text = Names.withoutPackages(HiddenNames.without(String.valueOf(type)));
        return text.length() > 60 || text.contains("\n") ? "…" : text;
    }
}
