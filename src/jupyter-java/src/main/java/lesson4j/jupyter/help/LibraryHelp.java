package lesson4j.jupyter.help;

import static java.util.regex.Pattern.DOTALL;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import lesson4j.jupyter.classes.ClassNames;
import lesson4j.jupyter.jvm.HotSwap;
import lesson4j.jupyter.source.Names;
import lesson4j.jupyter.source.Target;
import org.jspecify.annotations.Nullable;

/** Finds the Javadoc and the source of library classes and their members. */
public final class LibraryHelp {
    private static final String NESTED = Names.NAME + "(?:\\." + Names.NAME + ")*";

    /** The class in JShell's signatures: {@code Type.method(…)}, {@code Type.field:…} or {@code Type(…)}. */
    private static final Pattern OWNER = Pattern.compile(
            "(" + NESTED + ")\\.(" + Names.NAME + ")(?:\\(.*|:.*)|(" + Names.QUALIFIED + ")\\(.*", DOTALL);

    private static final Pattern TYPE = Pattern.compile("(" + Names.NAME + ")\\s*\\.\\s*$");

    private final JShell shell;
    private final ClassNames classes;
    private @Nullable Sources sources;

    /** Makes help on what {@code shell} and {@code classes} know. */
    public LibraryHelp(JShell shell, ClassNames classes) {
        this.shell = shell;
        this.classes = classes;
    }

    /** Returns what JShell knows about {@code target}; empty when nothing. */
    List<Documentation> about(String code, Target target) {
        List<Documentation> found = documentation(code, target);
        return found.isEmpty() && target.isMember(code) ? memberOfType(code, target) : found;
    }

    /** Returns what JShell knows about the end of {@code code}, with {@code end} added. */
    List<Documentation> documentation(String code, String end) {
        return documentation(code + end, true);
    }

    /** Returns the constructors of a class, without the Javadoc that takes long to find. */
    List<Documentation> constructors(String type) {
        return documentation("new " + type + "(", false);
    }

    private List<Documentation> documentation(String code, boolean javadoc) {
        sources();
        return shell.sourceCodeAnalysis().documentation(code, code.length(), javadoc);
    }

    /** Returns the source of what {@code signature} describes; empty when it is not installed. */
    List<String> sourceOf(String signature, String name) {
        Matcher owner = OWNER.matcher(signature.replaceFirst("^.*\\s(?=" + Names.QUALIFIED + "\\()", ""));
        String type = !owner.matches() ? signature : owner.group(3) != null ? owner.group(3) : owner.group(1);
        String full = type.contains(".") && !Names.isUpper(type)
                ? type
                : documentation(type, "").stream()
                        .map(Documentation::signature)
                        .findFirst()
                        .or(() -> classes.named(type).stream().findFirst())
                        .orElse(type);
        return sources().of(full, name);
    }

    /** A reader asks for {@code Learner.fit}, though it takes a learner to call it. */
    private List<Documentation> memberOfType(String code, Target target) {
        Matcher type = TYPE.matcher(code.substring(0, target.start()));
        return type.find() && Names.isUpper(type.group(1))
                ? documentation("((" + type.group(1) + ") null)." + target.name(), "(")
                : List.of();
    }

    private List<Documentation> documentation(String code, Target target) {
        String all = code.substring(0, target.end());
        String last = lastStatement(all);
        if (target.isConstructed(code)) {
            List<Documentation> constructors = documentation(last, "(");
            if (!constructors.isEmpty()) {
                return constructors;
            }
        }
        // each question analyses the line anew, so the likelier comes first: small names are mostly methods
        List<String> ends = Names.isUpper(target.name()) ? List.of("", "(") : List.of("(", "");
        return Stream.of(all, last)
                .distinct()
                .flatMap(text -> ends.stream().map(end -> documentation(text, end)))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private String lastStatement(String code) {
        String rest = code;
        while (true) {
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!next.completeness().isComplete() || next.remaining().isBlank()) {
                return rest;
            }
            rest = next.remaining();
        }
    }

    private Sources sources() {
        if (sources == null) {
            HotSwap.quickenJavadoc();
            sources = Sources.of(shell);
        }
        return sources;
    }
}
