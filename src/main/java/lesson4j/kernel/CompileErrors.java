package lesson4j.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/**
 * Tells what the compiler found wrong, each error with its line and span in the cell and with what to do.
 *
 * <p>JJava shows the snippet in bold without its place in the cell, and says nothing of what to do.
 */
final class CompileErrors {
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
    private static final Pattern SYMBOL = Pattern.compile("\n\\s*symbol:\\s*(.*)");
    private static final int MOST = 5;

    private final JShell shell;
    private final Hints hints;

    CompileErrors(JShell shell, Hints hints) {
        this.shell = shell;
        this.hints = hints;
    }

    /** Returns what is wrong with {@code snippet}, which the compiler rejected. */
    CellProblem of(Snippet snippet, CellPart part) {
        List<Diag> errors = shell.diagnostics(snippet).filter(Diag::isError).toList();
        if (errors.isEmpty() && snippet instanceof DeclarationSnippet declared) {
            return unresolved(declared, part);
        }
        int offset = part.offset(snippet);
        List<String> text = new ArrayList<>();
        for (Diag error : errors.stream().limit(MOST).toList()) {
            text.add("");
            if (errors.size() > 1) {
                text.add(Marked.BOLD + message(error) + Marked.PLAIN);
            }
            long from = error.getStartPosition() < 0 ? error.getPosition() : error.getStartPosition();
            long to = Math.max(from, error.getEndPosition());
            text.addAll(Marked.span(part.code(), offset + (int) from, offset + (int) to));
            text.addAll(hints.of(error.getCode(), error.getMessage(Locale.ENGLISH)));
        }
        String message = errors.isEmpty() ? "Java does not understand this." : message(errors.get(0));
        int more = errors.size() - 1;
        String others = more < 1 ? "" : " (and " + more + (more == 1 ? " more error)" : " more errors)");
        return new CellProblem("CompileError", message + others, text);
    }

    /** Returns what a class, variable or method lacks that names things which do not exist. */
    CellProblem unresolved(DeclarationSnippet snippet, CellPart part) {
        List<String> text = new ArrayList<>();
        List<String> missing = shell.unresolvedDependencies(snippet).toList();
        int offset = part.offset(snippet);
        for (String dependency : missing) {
            String name = name(dependency);
            Matcher use = Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(snippet.source());
            int at = use.find() ? use.start() : 0;
            text.add("");
            text.addAll(Marked.span(part.code(), offset + at, offset + at + name.length()));
            text.addAll(hints.unknown(dependency.replaceFirst(" .*", ""), name));
        }
        return new CellProblem("CompileError", "cannot find " + String.join(", ", missing), text);
    }

    /** Returns why a method that was called cannot run. */
    CellProblem unresolved(UnresolvedReferenceException called) {
        DeclarationSnippet snippet = called.getSnippet();
        List<String> missing = shell.unresolvedDependencies(snippet).toList();
        List<String> text = missing.stream()
                .flatMap(m -> hints.unknown(m.replaceFirst(" .*", ""), name(m)).stream())
                .toList();
        String wanted = missing.isEmpty() ? "something that has been removed" : String.join(", ", missing);
        return new CellProblem(
                "UnresolvedReference",
                snippet.name() + " cannot run: it uses " + wanted + ", which does not exist. Define it, then run this "
                        + "cell again.",
                text);
    }

    /** Returns the notice for a method that was kept although it cannot run yet. */
    String later(DeclarationSnippet snippet) {
        List<String> missing = shell.unresolvedDependencies(snippet).toList();
        List<String> todo = missing.stream()
                .flatMap(m -> hints.unknown(m.replaceFirst(" .*", ""), name(m)).stream())
                .toList();
        return snippet.name() + " is kept, but cannot run until " + String.join(", ", missing) + " exists. "
                + String.join("\n", todo);
    }

    private static String name(String dependency) {
        return dependency.replaceFirst("^\\w+ ", "").replaceFirst("\\(.*", "");
    }

    private static String message(Diag error) {
        String message = error.getMessage(Locale.ENGLISH);
        Matcher symbol = SYMBOL.matcher(message);
        String first = symbol.find() ? "cannot find " + symbol.group(1) : message.replaceFirst("\n\\s*location:.*", "");
        return PACKAGE.matcher(first).replaceAll("").strip();
    }
}
