package lesson4j.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.VarSnippet;
import lesson4j.jupyter.error.CodeFailure;
import lesson4j.jupyter.error.ErrorText;
import lesson4j.jupyter.help.Brief;
import lesson4j.jupyter.notebook.Notebook;
import lesson4j.jupyter.notebook.NotebookEvaluator;
import lesson4j.jupyter.snippet.Variables;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.reply.CompleteReply;
import org.jspecify.annotations.Nullable;

/**
 * Runs cells without Jupyter, in milliseconds: for tests, an extension's too, and for the kernel's self test.
 *
 * <p>Where a cursor is meant, a bar stands in the code: {@code fixture.complete("Math.ma|")}. Magics need a kernel and are
 * not here.
 */
public final class JShellFixture implements AutoCloseable {
    /** What JJava imports at a kernel's start. */
    private static final List<String> JJAVAS = List.of(
            "java.util.*",
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.time.*",
            "java.util.concurrent.*",
            "java.util.prefs.*",
            "java.util.regex.*");

    private final List<String> notices = new ArrayList<>();
    private final NotebookEvaluator evaluator = new NotebookEvaluator("fixture", () -> {}, notices::add);
    private final JShell shell = new NotebookKernelBuilder().shell(evaluator);
    private int cell;

    /** Makes a JShell that has imported what a notebook starts with, and {@code more}. */
    public JShellFixture(String... more) {
        notebook()
                .importAll(Stream.of(KernelMain.startImports(), JJAVAS, List.of(more))
                        .flatMap(List::stream)
                        .toList());
    }

    /** Runs {@code code} as the next cell and returns its last value, null when it has none. Throws what a cell throws. */
    public @Nullable Object run(String code) {
        notices.clear();
        try {
            evaluator.begin(++cell, () -> {});
            return evaluator.eval(shell, code);
        } catch (ExecutionException e) {
            throw new IllegalStateException("No cell can begin: " + e.getCause(), e);
        } finally {
            evaluator.worker().end();
        }
    }

    /** Runs {@code code}, which must fail, and returns all that a reader sees of its error, without colours. */
    public String error(String code) {
        List<String> told;
        try {
            Object value = run(code);
            throw new AssertionError("Expected an error but found the value " + value + " of: " + code);
        } catch (CodeFailure failure) {
            told = ErrorText.of(failure);
        } catch (RuntimeException problem) {
            told = ErrorText.of(problem);
        }
        return String.join("\n", told).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    /** Returns the number of the last cell. */
    public int cell() {
        return cell;
    }

    /** Returns what the last cell told of other definitions, below what it printed. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** Returns what completion offers at the bar. */
    public List<String> complete(String code) {
        return completion(code).getMatches();
    }

    /** Returns what completion replies at the bar, with the place and the kinds. */
    public CompleteReply completion(String code) {
        return notebook().completion().at(without(code), code.indexOf('|'), percent -> Set.of());
    }

    /** Returns the help at the bar as plain text; empty when there is none. */
    public String help(String code) {
        return help(code, false)
                .map(data -> (String) data.getData(MIMEType.TEXT_PLAIN))
                .orElse("");
    }

    /** Returns the help at the bar, with the source of what stands there if {@code source}. */
    public Optional<DisplayData> help(String code, boolean source) {
        return Optional.ofNullable(notebook().help().at(without(code), code.indexOf('|'), source));
    }

    /** Returns a variable's type and value as lists of variables show them: {@code int 7}. */
    public String brief(String variable) {
        Variables all = notebook().variables();
        return all.named(variable)
                .map(found -> found.typeName() + " " + Brief.of(all.value(found)))
                .orElse("");
    }

    /** Returns the names of the variables there are. */
    public List<String> variables() {
        return notebook().variables().all().stream().map(VarSnippet::name).toList();
    }

    /** Uses completion and help once. */
    void warmUp() {
        notebook().firstQuestions().forEach(Runnable::run);
    }

    private Notebook notebook() {
        return evaluator.on(shell);
    }

    private static String without(String code) {
        int bar = code.indexOf('|');
        if (bar < 0) {
            throw new IllegalArgumentException("Expected a bar where the cursor is, but found none in: " + code);
        }
        return code.substring(0, bar) + code.substring(bar + 1);
    }

    @Override
    public void close() {
        shell.close();
    }
}
