package lesson4j.jupyter.error;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import lesson4j.jupyter.python.PythonSyntax;
import lesson4j.jupyter.source.HiddenNames;
import lesson4j.jupyter.source.Inside;
import lesson4j.jupyter.source.JavaText;
import lesson4j.jupyter.source.Names;
import lesson4j.jupyter.source.SnippetOrigins;
import lesson4j.jupyter.source.SnippetSource;

/**
 * Tells what the compiler found wrong, each error with its span in the cell and what to do.
 *
 * <p>JJava shows the snippet in bold without its place in the cell, and says nothing of what to do.
 */
public record CompileErrors(JShell shell, Hints hints, SnippetOrigins cells) {
    private static final int MOST = 5;

    /** The compiler's names for what is wrong with words and their order. */
    private static final Pattern SYNTAX =
            Pattern.compile("compiler\\.err\\.(.*expected\\d?|illegal\\.(char|start|text).*"
                    + "|unclosed\\..*|premature\\.eof|not\\.stmt|malformed\\..*|invalid\\..*number|int\\.number\\.too\\.large"
                    + "|empty\\.char\\.lit|orphaned|.*\\.without\\..*)");

    /** Returns what is wrong with {@code snippet}, which the compiler rejected or could not finish. */
    public CodeProblem of(Snippet snippet, SnippetSource part) {
        List<Diag> errors = errors(snippet);
        if (errors.isEmpty() && snippet instanceof DeclarationSnippet declared) {
            return unresolved(declared, part);
        }
        return python(errors, snippet, part).orElseGet(() -> problem(errors, snippet, part));
    }

    /** Where Python was meant, what the compiler says of the rest of the line only confuses. */
    private static Optional<CodeProblem> python(List<Diag> errors, Snippet snippet, SnippetSource part) {
        return errors.stream()
                .limit(1)
                .filter(CompileErrors::isSyntax)
                .findFirst()
                .flatMap(error -> {
                    Span at = Span.of(error, snippet, part);
                    return PythonSyntax.at(part.code(), at.from)
                            .map(java -> CodeProblem.at(
                                    "CompileError", message(error), part.code(), at.from, at.to, List.of(java)));
                });
    }

    private CodeProblem problem(List<Diag> errors, Snippet snippet, SnippetSource part) {
        List<String> text = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Diag error : errors.stream().limit(MOST).toList()) {
            text.add("");
            if (errors.size() > 1) {
                text.add(Marked.BOLD + message(error) + Marked.PLAIN);
            }
            text.addAll(marked(error, snippet, part, told));
        }
        String message = errors.isEmpty() ? "Java does not understand this." : message(errors.get(0));
        int more = errors.size() - 1;
        String others = more < 1 ? "" : " (and " + more + (more == 1 ? " more error)" : " more errors)");
        return new CodeProblem("CompileError", message + others, text);
    }

    /** Returns whether a snippet has an error that no definition of a name can mend. */
    public boolean isSyntax(Snippet snippet) {
        return errors(snippet).stream().anyMatch(CompileErrors::isSyntax);
    }

    private static boolean isSyntax(Diag error) {
        return SYNTAX.matcher(error.getCode()).matches();
    }

    private List<Diag> errors(Snippet snippet) {
        // JShell's own question refuses a snippet that was only parsed
        List<?> found = (List<?>) Objects.requireNonNullElse(Inside.call(snippet, "diagnostics"), List.of());
        return found.stream().map(Diag.class::cast).filter(Diag::isError).toList();
    }

    /** What of a cell is wrong. */
    private record Span(int from, int to) {
        static Span of(Diag error, Snippet snippet, SnippetSource part) {
            int offset = part.offset(snippet);
            long first = error.getStartPosition() < 0 ? error.getPosition() : error.getStartPosition();
            int from = offset + (int) Math.max(0, first);
            return new Span(from, offset + (int) Math.max(first, error.getEndPosition()));
        }
    }

    /** Returns the marked line and its hints, but for those that were {@code told} before. */
    private List<String> marked(Diag error, Snippet snippet, SnippetSource part, Set<String> told) {
        Span at = Span.of(error, snippet, part);
        List<String> text = new ArrayList<>(Marked.span(part.code(), at.from, at.to));
        hints.of(error, part.code(), at.from, at.to).stream().filter(told::add).forEach(text::add);
        return text;
    }

    /** Returns what a class, variable or method lacks that names things which do not exist. */
    private CodeProblem unresolved(DeclarationSnippet snippet, SnippetSource part) {
        List<String> text = new ArrayList<>();
        List<String> missing = missing(snippet);
        int offset = part.offset(snippet);
        for (String dependency : missing) {
            String name = name(dependency);
            int at = Math.max(0, JavaText.indexOfName(snippet.source(), name));
            text.add("");
            text.addAll(Marked.span(part.code(), offset + at, offset + at + name.length()));
            text.addAll(hints(List.of(dependency)));
        }
        if (missing.isEmpty()) {
            text.add("");
            text.addAll(Marked.line(part.start()));
            return new CodeProblem("CompileError", "Java cannot make " + snippet.name() + " of this", text);
        }
        return new CodeProblem("CompileError", "cannot find " + String.join(", ", missing), text);
    }

    /**
     * Returns why a method or class that is used cannot run.
     *
     * @param brokenBy what was defined anew and broke it; empty when it never could
     */
    public CodeProblem unresolved(DeclarationSnippet snippet, Optional<String> brokenBy) {
        List<String> missing = missing(snippet);
        String cause = brokenBy.map(by -> " It was broken by " + by + ".").orElse("");
        List<Diag> errors = errors(snippet);
        if (!errors.isEmpty()) {
            List<String> text = new ArrayList<>();
            cells.find(snippet).ifPresent(part -> {
                text.add(part.cell() == cells.number() ? "" : "in cell " + part.cell() + ":");
                text.addAll(marked(errors.get(0), snippet, part, new HashSet<>()));
            });
            return new CodeProblem(
                    "UnresolvedReference",
                    snippet.name() + " cannot run: " + message(errors.get(0)) + "." + cause,
                    text);
        }
        String wanted = missing.isEmpty() ? "something that no longer fits" : String.join(", ", missing);
        String todo = missing.isEmpty()
                ? " Run the cell that defines it again."
                : ", which does not exist. Define it, then run this cell again.";
        return new CodeProblem(
                "UnresolvedReference",
                snippet.name() + " cannot run: it uses " + wanted + todo + cause,
                hints(missing));
    }

    /** Returns in a few words what is wrong with a declaration that another one broke. */
    public String reason(DeclarationSnippet snippet) {
        List<Diag> errors = errors(snippet);
        if (!errors.isEmpty()) {
            return message(errors.get(0));
        }
        List<String> missing = missing(snippet);
        return missing.isEmpty() ? "it no longer fits" : "cannot find " + String.join(", ", missing);
    }

    /** Returns the notice for a method that was kept although it cannot run yet. */
    public String later(DeclarationSnippet snippet) {
        List<String> missing = missing(snippet);
        return snippet.name() + " is kept, but cannot run until " + String.join(", ", missing) + " exists. "
                + String.join("\n", hints(missing));
    }

    /** JShell may name one by an empty name, when the compiler came to one of its limits. */
    private List<String> missing(DeclarationSnippet snippet) {
        return shell.unresolvedDependencies(snippet)
                .filter(dependency -> !name(dependency).isBlank())
                .toList();
    }

    private List<String> hints(List<String> missing) {
        return missing.stream()
                .flatMap(one -> hints.unknown(one.replaceFirst(" .*", ""), name(one)).stream())
                .toList();
    }

    private static String name(String dependency) {
        return dependency.replaceFirst("^\\S+ ?", "").replaceFirst("\\(.*", "");
    }

    /** The compiler's own words, in English in any JVM, without packages and JShell's classes. */
    private static String message(Diag error) {
        return Subject.of(error)
                .missing()
                .map(missing -> "cannot find " + missing.text() + in(missing.owner()))
                .orElseGet(() -> {
                    String text = HiddenNames.without(error.getMessage(Locale.ROOT))
                            .replaceAll(" in class +(?= )", "")
                            .replaceFirst("\n\\s*location:.*", "");
                    String plain = Names.withoutPackages(text).strip();
                    return plain.isEmpty() ? "Java does not understand this." : plain;
                });
    }

    private static String in(String owner) {
        String type = Names.simple(HiddenNames.without(owner)).replace('$', '.');
        return type.isBlank() ? "" : " in " + type;
    }
}
