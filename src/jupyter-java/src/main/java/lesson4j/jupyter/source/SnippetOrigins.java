package lesson4j.jupyter.source;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * Knows which cell and line each snippet came from.
 *
 * <p>JJava's traces name a snippet and a line in it, {@code #17:3}, which no reader can find.
 */
public final class SnippetOrigins {
    /** The package that JShell puts cells into. */
    private static final String PACKAGE = "REPL.";

    private static final String CLASS = PACKAGE + "$JShell$";

    private final Map<String, SnippetSource> parts = new ConcurrentHashMap<>();
    private final Map<String, LineNumbers> lines = new ConcurrentHashMap<>();
    private volatile int number;
    private volatile @Nullable SnippetSource running;

    /** Says that the cell {@code In [number]} begins. */
    public void begin(int number) {
        this.number = number;
    }

    /** Returns the number of the running cell. */
    public int number() {
        return number;
    }

    /** Returns the part of the running cell that begins at {@code position}. */
    public SnippetSource part(String code, int position) {
        return new SnippetSource(code, number, position);
    }

    /** Notes which part of a cell {@code snippet} came from. */
    public void add(Snippet snippet, SnippetSource part) {
        parts.put(snippet.id(), part);
    }

    /** Says which part of the cell is compiled and run now; returns the part that was before. */
    @Nullable
    public SnippetSource enter(@Nullable SnippetSource part) {
        SnippetSource before = running;
        running = part;
        return before;
    }

    /** Returns whether {@code frame} is in a cell's code. */
    public static boolean isCode(StackTraceElement frame) {
        return frame.getClassName().startsWith(PACKAGE);
    }

    /** Returns the lines of the class {@code name}, which JShell wrapped around code of a cell. Null for other classes. */
    @Nullable
    public LineNumbers linesOf(String name, JShell shell) {
        String outer = outer(name);
        Object wrap = outer.startsWith(CLASS) ? Inside.call(Inside.part(shell, "outerMap"), "getOuter", outer) : null;
        if (wrap == null) {
            return null;
        }
        Collection<?> snippets = ((Map<?, ?>) Inside.part(wrap, "wrapToSnippet")).values();
        List<SnippetSource> from = snippets.stream()
                .map(snippet -> partOf((Snippet) snippet))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        String file = LineNumbers.file(from.isEmpty() ? 0 : from.get(0).cell());
        var found = new LineNumbers(file, from.size() == 1, line -> place(wrap, line));
        lines.put(outer, found);
        return found;
    }

    private @Nullable SourceLine place(Object wrap, int line) {
        Object snippet = Inside.call(wrap, "wrapLineToSnippet", line - 1);
        Object inSnippet = Inside.call(wrap, "wrapLineToSnippetLine", line - 1);
        SnippetSource part = snippet == null ? null : partOf((Snippet) snippet);
        return part == null || inSnippet == null ? null : part.start().plus((Integer) inSnippet);
    }

    /** A snippet that is being compiled has no number of its own yet. */
    private @Nullable SnippetSource partOf(Snippet snippet) {
        String id = snippet.id();
        SnippetSource known = id == null ? null : parts.get(id);
        return known == null ? running : known;
    }

    private static String outer(String className) {
        int nested = className.startsWith(CLASS) ? className.indexOf('$', CLASS.length()) : -1;
        return nested < 0 ? className : className.substring(0, nested);
    }

    /** Returns the part of a cell that {@code snippet} was defined in; none for the kernel's own. */
    public Optional<SnippetSource> find(Snippet snippet) {
        return Optional.ofNullable(parts.get(snippet.id()));
    }

    /** Returns a snippet's source with the comment before it, which JShell does not keep. */
    public String sourceOf(Snippet snippet) {
        SnippetSource part = parts.get(snippet.id());
        if (part == null) {
            return snippet.source();
        }
        String before = part.code().substring(part.position(), part.codeStart()).strip();
        return before.isEmpty() ? snippet.source() : before + "\n" + snippet.source();
    }

    /** Returns the number of the cell that {@code snippet} was last defined in; none for the kernel's own. */
    public OptionalInt cellOf(Snippet snippet) {
        SnippetSource part = parts.get(snippet.id());
        return part == null || part.cell() == 0 ? OptionalInt.empty() : OptionalInt.of(part.cell());
    }

    /** Returns the line of a cell that {@code frame} is in; null for other code. */
    public @Nullable SourceLine lineOf(StackTraceElement frame) {
        LineNumbers known = lines.get(outer(frame.getClassName()));
        return known == null ? null : known.at(frame.getLineNumber());
    }
}
