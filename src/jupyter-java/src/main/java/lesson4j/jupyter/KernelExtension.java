package lesson4j.jupyter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings a library into the kernel: its imports, how its values are shown, what to say of its errors.
 *
 * <p>The kernel finds it by {@link java.util.ServiceLoader}: name the class in
 * {@code META-INF/services/lesson4j.jupyter.KernelExtension} of a jar on the class path. Every method may be left out;
 * with no extension at all this is the kernel "Java".
 *
 * <pre>{@code
 * public final class Money implements KernelExtension {
 *     public List<String> startImports() {
 *         return List.of("org.joda.money.*", "static org.joda.money.CurrencyUnit.*");
 *     }
 *
 *     public List<Rendering<?>> renderings() {
 *         return List.of(Rendering.of(BigMoney.class, m -> new DisplayData(m.getCurrencyUnit() + " " + m.getAmount())));
 *     }
 * }
 * }</pre>
 */
public interface KernelExtension {
    /** Names the kernel as a front end asks for it; the first extension that has a name gives it. */
    default Optional<KernelIdentity> identity() {
        return Optional.empty();
    }

    /** Prepares the JVM before anything else happens: loggers, class loaders. */
    default void prepare() {}

    /** Loads what takes long to load, on a thread of its own while Jupyter and the reader get ready. */
    default void warmUp() {}

    /** Hands over the place where values can be shown while a cell runs. Called once, before the first cell. */
    default void open(Page page) {}

    /** Returns what every notebook starts with, as after the word {@code import}: {@code java.nio.file.*}. */
    default List<String> startImports() {
        return List.of();
    }

    /** Returns code that a reader may complete or ask about first, so that the first Tab need not wait. */
    default List<String> firstCode() {
        return List.of();
    }

    /**
     * Returns cells like a reader's first, so that those need not wait for what takes long to load.
     *
     * <p>When no cell has run for a while after the start, each is run once and its value rendered, for nobody to see. They
     * should leave no trace: no variable, no file, no number of a random generator.
     */
    default List<String> firstCells() {
        return List.of();
    }

    /** Returns the packages whose classes are proposed for a name that is not imported or misspelt. */
    default Packages packages() {
        return Packages.NONE;
    }

    /** Returns how values of some types are shown; the first type that fits counts. */
    default List<Rendering<?>> renderings() {
        return List.of();
    }

    /** Returns the text of a value that no rendering is for; nothing where its {@code toString} is right. */
    default Optional<String> text(@Nullable Object value) {
        return Optional.empty();
    }

    /** Returns line magics, {@code %name}, beside those of the kernel. */
    default List<Magic> magics() {
        return List.of();
    }

    /** Returns plain words to tell in place of a failure's own message; nothing where that is clear. */
    default Optional<String> explain(Throwable thrown) {
        return Optional.empty();
    }

    /**
     * Returns lines that say what to do about a failure.
     *
     * @param line the text of the cell's line that failed; empty when none did
     * @param variables what the notebook's variables hold, by their names
     */
    default List<String> advise(Throwable thrown, String line, Function<String, @Nullable Object> variables) {
        return List.of();
    }

    /** Tells whether a failure is no error but an answer: the cell ends there and shows its message. */
    default boolean isAnswer(Throwable thrown) {
        return false;
    }

    /** Tells whether a failure is how the library ends when it is interrupted. Its message says what was kept. */
    default boolean isStop(Throwable thrown) {
        return false;
    }

    /** Tells whether a line that the library prints is of no use to a reader. */
    default boolean isNoise(String line) {
        return false;
    }

    /** Returns how many bytes the kernel holds, heap included, where a library holds some outside it. */
    default OptionalLong memory() {
        return OptionalLong.empty();
    }

    /**
     * Returns what to write in Java for a Python name, in one sentence each: {@code "np"} to what takes its place.
     *
     * <p>{@code "import"} is the sentence for an import of Python, and {@code "[:]"} an example of a slice.
     */
    default Map<String, String> insteadOfPython() {
        return Map.of();
    }

    /** Returns how a value of {@code type} is asked for its item {@code at}, as for {@code x[at]}; nothing when unknown. */
    default Optional<String> item(String type, String x, String at) {
        return Optional.empty();
    }

    /** Returns a sentence on where a method may be that no cell defines. Nothing when its name says nothing. */
    default Optional<String> whereIs(String method) {
        return Optional.empty();
    }

    /**
     * Uses each part of the library once; run at install and by a check-up.
     *
     * @param cell evaluates a cell
     * @return a line for each part; a part that fails throws
     */
    default List<String> selfTest(Function<String, @Nullable Object> cell) {
        return List.of();
    }
}
