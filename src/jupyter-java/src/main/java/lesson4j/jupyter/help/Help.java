package lesson4j.jupyter.help;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.VarSnippet;
import lesson4j.jupyter.snippet.Variables;
import lesson4j.jupyter.source.Names;
import lesson4j.jupyter.source.SnippetOrigins;
import lesson4j.jupyter.source.Spot;
import lesson4j.jupyter.source.Target;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/**
 * What Shift-Tab, {@code name?} and {@code name??} show: signature, Javadoc, value, source.
 *
 * <p>JJava knows no library's Javadoc, nothing of a variable but its type, and no source.
 */
public record Help(JShell shell, Variables variables, SnippetOrigins cells, LibraryHelp libraries) {
    private static final int OVERLOADS = 8;

    /** Returns what is known of the name at {@code cursor}, with its source if {@code source}. Null when nothing is, as in a
     * comment. */
    @Nullable
    public DisplayData at(String code, int cursor, boolean source) {
        Spot spot = Spot.at(code, cursor);
        if (spot.kind() == Spot.Kind.COMMENT) {
            return null;
        }
        for (Target target : Target.at(code, cursor)) {
            // what a text says is no name; the method that takes the text is
            if (spot.kind() != Spot.Kind.CODE && target.end() > spot.start()) {
                continue;
            }
            Optional<HelpText> found = find(code, target, source);
            if (found.isPresent()) {
                return found.get().shown();
            }
        }
        return null;
    }

    private Optional<HelpText> find(String code, Target target, boolean source) {
        if (!target.isMember(code)) {
            Optional<HelpText> own = variables
                    .named(target.name())
                    .map(variable -> variable(variable, source))
                    .or(() -> declared(target.name()).map(snippet -> declared(snippet, source)));
            if (own.isPresent()) {
                return own;
            }
        }
        List<Documentation> found = libraries.about(code, target);
        return found.isEmpty() ? Optional.empty() : Optional.of(library(found, target.name(), source));
    }

    private HelpText variable(VarSnippet variable, boolean source) {
        Object value = variables.value(variable);
        var text = new HelpText();
        text.signature(variable.typeName() + " " + variable.name() + " = " + Brief.of(value));
        libraries.documentation(simple(variable.typeName()), "").stream()
                .map(Documentation::javadoc)
                .filter(doc -> doc != null && !source)
                .forEach(text::javadoc);
        return source ? text.source(variable.source()) : text;
    }

    private Optional<DeclarationSnippet> declared(String name) {
        Stream<DeclarationSnippet> types = shell.types().map(DeclarationSnippet.class::cast);
        Stream<DeclarationSnippet> methods = shell.methods().map(DeclarationSnippet.class::cast);
        return Stream.concat(methods, types).filter(s -> s.name().equals(name)).findFirst();
    }

    private HelpText declared(DeclarationSnippet snippet, boolean source) {
        String code = cells.sourceOf(snippet);
        var text = new HelpText();
        int body = snippet.source().indexOf('{');
        text.signature((body < 0 ? snippet.source() : snippet.source().substring(0, body)).strip());
        Matcher comment = Pattern.compile("(?s)^/\\*\\*(.*?)\\*/").matcher(code);
        if (comment.find()) {
            text.javadoc(comment.group(1).replaceAll("(?m)^\\s*\\* ?", ""));
        }
        cells.cellOf(snippet).ifPresent(cell -> text.note("Defined in cell " + cell + "."));
        return source ? text.source(code) : text;
    }

    private HelpText library(List<Documentation> found, String name, boolean source) {
        var text = new HelpText();
        String last = "";
        for (Documentation doc : found.stream().limit(OVERLOADS).toList()) {
            text.signature(signature(doc.signature()));
            String javadoc = doc.javadoc() == null ? "" : doc.javadoc();
            if (!javadoc.isBlank() && !javadoc.equals(last) && !source) {
                text.javadoc(javadoc);
            }
            last = javadoc;
        }
        if (found.size() == 1 && found.get(0).signature().endsWith("." + name) && !source) {
            libraries.constructors(name).stream()
                    .limit(OVERLOADS)
                    .map(made -> "new " + signature(made.signature()))
                    .forEach(text::signature);
        }
        if (found.size() > OVERLOADS) {
            text.note("… and " + (found.size() - OVERLOADS) + " more.");
        }
        if (source) {
            List<String> code = libraries.sourceOf(found.get(0).signature(), name);
            return code.isEmpty() ? text.note("Its source is not installed.") : text.source(String.join("\n\n", code));
        }
        return text;
    }

    private static String simple(String type) {
        return type.replaceAll("[<\\[].*", "");
    }

    /** JShell names a class in full and a field as {@code Math.PI:double}. */
    private static String signature(String signature) {
        if (signature.matches(Names.QUALIFIED)) {
            return signature;
        }
        String field = signature.replaceFirst("^(" + Names.QUALIFIED + "):(.*)$", "$2 $1");
        return Names.withoutPackages(field).replace(" extends Object", "");
    }
}
