package lesson4j.jupyter.error;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a cell threw, asked with care: a reader's own exception may throw from {@code getMessage}, answer null, never end,
 * or be its own cause.
 */
public final class Thrown {
    private static final int CAUSES = 20;
    private static final int LETTERS = 10_000;

    /** An exception's name and text without its methods. */
    private static final class Plain extends Exception {
        private static final long serialVersionUID = 1L;

        private final String name;

        Plain(String name, @Nullable String message) {
            super(message);
            this.name = name;
        }
    }

    private Thrown() {}

    /** Returns {@code thrown} and its causes, each once and twenty at most. */
    public static List<Throwable> chain(@Nullable Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = thrown; t != null && chain.size() < CAUSES && seen.add(t); t = ask(t::getCause)) {
            chain.add(t);
        }
        return chain;
    }

    /** Returns the frames that {@code thrown} tells; none when it cannot. */
    public static List<StackTraceElement> frames(Throwable thrown) {
        StackTraceElement[] frames = ask(thrown::getStackTrace);
        return frames == null
                ? List.of()
                : Arrays.stream(frames).filter(Objects::nonNull).toList();
    }

    /** Returns the message, shortened when it is endless; empty when there is none. */
    public static String message(Throwable thrown) {
        String message = ask(() -> String.valueOf(Objects.requireNonNullElse(thrown.getMessage(), "")));
        if (message == null) {
            return "(its getMessage() fails)";
        }
        return message.length() <= LETTERS
                ? message
                : message.substring(0, LETTERS) + "… (" + (message.length() - LETTERS) + " characters more)";
    }

    /** Returns the simple name of its class. */
    static String name(Throwable thrown) {
        if (thrown instanceof Plain plain) {
            return plain.name;
        }
        String name = thrown.getClass().getSimpleName();
        return name.isEmpty() ? thrown.getClass().getName() : name;
    }

    /** Returns whether {@code thrown} or a cause of it is of a class that {@code cells} loaded, with methods of its own. */
    public static boolean isOwn(Throwable thrown, ClassLoader cells) {
        return chain(thrown).stream().anyMatch(t -> t.getClass().getClassLoader() == cells);
    }

    /** Returns an exception with the name of {@code thrown}, of which nothing is asked. */
    public static Throwable silent(Throwable thrown) {
        return new Plain(name(thrown), "(its methods do not answer)");
    }

    /** Returns {@code thrown} and its causes as exceptions that answer without running its code. */
    public static Throwable plain(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        Throwable plain = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            Throwable next = new Plain(name(chain.get(i)), message(chain.get(i)));
            next.setStackTrace(frames(chain.get(i)).toArray(StackTraceElement[]::new));
            plain = plain == null ? next : next.initCause(plain);
        }
        return Objects.requireNonNull(plain);
    }

    private static <T> @Nullable T ask(Supplier<@Nullable T> question) {
        try {
            return question.get();
        } catch (CodeStopped interrupted) {
            throw interrupted;
        } catch (Throwable fails) {
            return null;
        }
    }
}
