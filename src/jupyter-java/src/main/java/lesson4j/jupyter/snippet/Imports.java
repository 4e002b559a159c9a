package lesson4j.jupyter.snippet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import lesson4j.jupyter.output.Quiet;
import lesson4j.jupyter.run.SnippetExecution;
import lesson4j.jupyter.source.Inside;
import lesson4j.jupyter.source.JavaText;
import lesson4j.jupyter.source.SnippetOrigins;
import lesson4j.jupyter.source.SnippetSource;

/**
 * Declares imports at once that stand one below the other.
 *
 * <p>JShell compiles each alone, and those before it again: for the fifty that a notebook starts with that takes most of a
 * second.
 */
public final class Imports {
    private final JShell shell;
    private final SnippetExecution execution;
    private final SnippetOrigins cells;

    /** Makes what declares imports in {@code shell}, whose snippets {@code cells} knows the places of. */
    public Imports(JShell shell, SnippetExecution execution, SnippetOrigins cells) {
        this.shell = shell;
        this.execution = execution;
        this.cells = cells;
    }

    /** Returns whether {@code source} is an import. */
    static boolean isImport(String source) {
        return JavaText.startsWithWord(SnippetSource.bare(source), "import");
    }

    /** Declares all of {@code sources}, found at {@code parts}, or none. Returns whether it did: if not, one will tell why. */
    boolean declare(List<String> sources, List<SnippetSource> parts) {
        Thread.interrupted(); // as for Compiler.eval: the jars that are read would close
        ShellState before = new ShellState(shell, execution.loader());
        boolean done = false;
        try {
            List<Snippet> made = Quiet.call(() -> declared(sources));
            done = made.size() == sources.size() && made.stream().allMatch(s -> shell.status(s) == Status.VALID);
            if (done) {
                for (int i = 0; i < made.size(); i++) {
                    cells.add(made.get(i), parts.get(i));
                }
            }
            return done;
        } catch (RuntimeException | InternalError broken) {
            return false;
        } finally {
            if (!done) {
                before.restore();
            }
        }
    }

    /** Does for all what JShell does for one. Returns nothing where one takes the place of another. */
    private List<Snippet> declared(List<String> sources) {
        Set<Object> keys = shell.imports().map(Imports::key).collect(Collectors.toCollection(HashSet::new));
        Object eval = Inside.part(shell, "eval");
        List<Snippet> all = new ArrayList<>();
        Set<Object> units = new LinkedHashSet<>();
        for (String source : sources) {
            for (Object one : (List<?>) Inside.result(eval, "sourceToSnippets", SnippetSource.bare(source))) {
                if (!(one instanceof ImportSnippet made) || !keys.add(key(made))) {
                    return List.of();
                }
                all.add(made);
                units.add(Inside.made("Unit", shell, made, null, Inside.made("DiagList")));
            }
        }
        Inside.result(eval, "compileAndLoad", units);
        return compiles(eval) ? all : List.of();
    }

    /** JShell gives all imports one name: what the compiler says of one may be laid to another, or be lost. */
    private static boolean compiles(Object eval) {
        Object found = Inside.result(eval, "trialCompile", Inside.ofText("Wrap", "methodWrap", ";"));
        return Boolean.FALSE.equals(Inside.call(found, "hasErrors"));
    }

    private static Object key(Snippet snippet) {
        return Inside.result(snippet, "key");
    }
}
