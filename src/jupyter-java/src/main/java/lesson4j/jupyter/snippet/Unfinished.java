package lesson4j.jupyter.snippet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import lesson4j.jupyter.error.CompileErrors;
import lesson4j.jupyter.source.SnippetSource;

/**
 * The declarations of a cell that name what does not exist yet: a later line of the cell may still bring it.
 *
 * <p>JJava says nothing until such a declaration is used.
 */
public final class Unfinished {
    private final JShell shell;
    private final CompileErrors compileErrors;
    private final Map<DeclarationSnippet, SnippetSource> declarations = new LinkedHashMap<>();
    private final Map<DeclarationSnippet, ShellState> before = new LinkedHashMap<>();

    Unfinished(JShell shell, CompileErrors compileErrors) {
        this.shell = shell;
        this.compileErrors = compileErrors;
    }

    /** Takes note of {@code declared}, which is undone by {@code before} when the cell does not bring what it lacks. */
    void add(DeclarationSnippet declared, SnippetSource part, ShellState before) {
        declarations.put(declared, part);
        this.before.put(declared, before);
    }

    /** Returns what to tell the reader of methods that can be called only later. */
    List<String> notices() {
        return declarations.keySet().stream()
                .filter(snippet -> shell.status(snippet) == Status.RECOVERABLE_DEFINED)
                .map(compileErrors::later)
                .toList();
    }

    /** Fails when something in the cell names what does not exist at the cell's end. */
    public void failIfAny() {
        for (var declared : declarations.entrySet()) {
            if (shell.status(declared.getKey()) == Status.RECOVERABLE_NOT_DEFINED) {
                throw compileErrors.of(declared.getKey(), declared.getValue());
            }
        }
    }

    /** Puts back the first name that the failed cell left without what it lacks, and all after it. */
    public void undo() {
        declarations.keySet().stream()
                .filter(snippet -> shell.status(snippet) == Status.RECOVERABLE_NOT_DEFINED)
                .findFirst()
                .ifPresent(
                        snippet -> Objects.requireNonNull(before.get(snippet)).restore());
    }

    /** Forgets the declarations of the cell that ended. */
    public void forget() {
        declarations.clear();
        before.clear();
    }
}
