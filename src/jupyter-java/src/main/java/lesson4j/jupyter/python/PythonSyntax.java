package lesson4j.jupyter.python;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.source.Brackets;
import lesson4j.jupyter.source.Names;

/** Lines of Python that are no Java, each with the Java for it. */
public final class PythonSyntax {
    /** Nobody writes longer lines by hand. */
    private static final int LETTERS = 500;

    private static final String NAME = Names.NAME;
    private static final String START = "^\\s*(?:\\}\\s*)?";

    private static final String BEFORE = "(?<!\\p{javaJavaIdentifierPart})";
    private static final Pattern GROUP = Pattern.compile("([$~])(\\d)");

    /** What stands in a line outside of strings and comments. Its Java is empty where the line is no Python. */
    private record Rule(Pattern python, Function<Line, String> java) {
        static Rule of(String python, Function<Line, String> java) {
            return new Rule(Pattern.compile(python), java);
        }

        /** In {@code java} stands {@code $1} for what group 1 found, and {@code ~1} for that in Java's words. */
        static Rule of(String python, String java) {
            return of(
                    python,
                    line -> GROUP.matcher(java).replaceAll(piece -> {
                        int group = Integer.parseInt(piece.group(2));
                        return Matcher.quoteReplacement(piece.group(1).equals("~") ? line.java(group) : line.at(group));
                    }));
        }

        String in(String line, String outside) {
            Matcher found = python.matcher(outside);
            return found.find() ? java.apply(new Line(line, found)) : "";
        }
    }

    /** A line in which a rule was found: its groups are told as the reader wrote them. */
    private record Line(String text, Matcher found) {
        String at(int group) {
            return found.start(group) < 0
                    ? ""
                    : text.substring(found.start(group), found.end(group)).strip();
        }

        String java(int group) {
            return PythonText.java(at(group));
        }
    }

    /** The likeliest first; one line gets one hint. */
    private static final List<Rule> RULES = List.of(
            Rule.of(
                    START + "from\\s+[\\w.]+\\s+import\\b|^\\s*import\\s+[\\w.]+\\s+as\\s"
                            + "|^\\s*import\\s+(?!static\\b)\\p{Ll}\\w*\\s*(?:,.*)?;?\\s*$",
                    line -> imports()),
            Rule.of(
                    START + "(?:async\\s+)?def\\s+(" + NAME + ")\\s*\\(([^()]*)\\)?",
                    line -> "A method of Java names the types of its result and of its parameters: double " + line.at(1)
                            + "(" + PythonText.parameters(line.at(2)) + ") { return …; }"),
            Rule.of(
                    START + "class\\s+(" + NAME + ")\\s*(?:\\(\\s*(" + NAME + ")?.*\\))?\\s*:",
                    line -> "Java puts a class into braces: class " + line.at(1)
                            + (line.at(2).isEmpty() ? "" : " extends " + line.at(2)) + " { … }"),
            Rule.of(
                    START + "for\\s+(" + NAME + ")\\s+in\\s+range\\s*\\(([^()]*(?:\\([^()]*\\)[^()]*)*)\\)",
                    line -> "Java counts with " + PythonText.counting(line.at(1), line.at(2)) + " { … }"),
            Rule.of(
                    START + "for\\s+(" + NAME + ")\\s+in\\s+([^:;]+):?",
                    "Java goes through values with for (var $1 : $2) { … }"),
            Rule.of(
                    START + "for\\s+[^:;]+?\\s+in\\s+([^:;]+):?",
                    "Java goes through values with for (var x : $1) { … }"),
            Rule.of(
                    START + "(?:else\\s+)?(if|while|elif)\\b(?!\\s*:)([^:?;{}]*):",
                    line -> Brackets.open(line.at(2), 0, line.at(2).length()).isEmpty()
                            ? "Java puts the condition into brackets and what follows into braces: "
                                    + line.at(1).replace("elif", "else if") + " "
                                    + PythonText.bracketed(line.java(2)) + " { … }"
                            : ""),
            Rule.of("\\belif\\b", "Java writes else if: } else if (…) { … }"),
            Rule.of(START + "else\\s*:", "Java puts what follows into braces: else { … }"),
            Rule.of(START + "(?:try|finally|except\\b[^:]*)\\s*:", "Java writes try { … } catch (Exception e) { … }"),
            Rule.of(START + "raise\\s+\\w+", "Java writes throw new IllegalArgumentException(\"…\");"),
            Rule.of(START + "with\\s+.+:", "Java writes try (var file = …) { … }"),
            Rule.of(
                    "\\blambda\\b([^:;(){}?]*):\\s*([^,;]*)",
                    line -> "Java writes " + PythonText.lambda(line.at(1), line.java(2))),
            Rule.of(
                    "(?:^|[:;{])\\s*print(?:\\s*\\((.*(?:'|\\b[fF]\").*)\\)|\\s+([\"'\\w].*))",
                    "Java prints with System.out.println(~1~2);"),
            Rule.of(
                    BEFORE + "(int|long|float|double)\\s*\\(([^()]+)\\)",
                    "Java changes a number's type with ($1) x, and reads one in a text with Integer.parseInt(text) or "
                            + "Double.parseDouble(text)."),
            Rule.of(BEFORE + "((?i:fr?|rf)[\"'].*?[\"'])", "Java puts values into a text with ~1"),
            Rule.of(BEFORE + "(?i:r|b|u)([\"'].*?[\"'])", "Java's text has no letter before its quotes."),
            Rule.of("(" + NAME + "|[\\d.]+)\\s*\\*\\*\\s*(" + NAME + "|[\\d.]+)", "Java writes Math.pow($1, $2)."),
            Rule.of("\\*\\*", "Java writes Math.pow(x, 2), or x * x."),
            Rule.of(
                    "[\\p{javaJavaIdentifierPart})\\]]\\s*\\[(?:[^\\[\\]?:]*:[^\\[\\]?:]*\\]|::)",
                    line ->
                            "Java has no slices: text.substring(1, 3), list.subList(1, 3), Arrays.copyOfRange(array, 1, 3)"
                                    + told("[:]", text -> ", " + text) + "."),
            Rule.of(
                    "(?:^|[=(,\\[]|\\breturn)\\s*\\[.*\\bfor\\b.*\\bin\\b",
                    "Java makes a list with a stream: xs.stream().map(x -> …).toList()"),
            Rule.of(
                    "(?:^|[=(,:]|\\breturn)\\s*\\[([^\\[\\]]*)\\]",
                    line -> "Java writes a list as List.of(" + PythonText.values(line.at(1))
                            + "), an array as new double[] {…}."),
            Rule.of(
                    "(?:^|[=(,]|\\breturn)\\s*\\[(?=\\s*(?:[^;\\s]|$))",
                    "Java writes a list as List.of(1, 2, 3), an array as new double[] {1, 2, 3}."),
            Rule.of("=\\s*\\{([^{}:;?]+):([^{}:;?,]+)[,}]", "Java writes a dictionary as Map.of(~1, ~2)."),
            Rule.of("(" + NAME + "|[)\\]])\\s+is\\s+not\\s+(" + NAME + ")", "Java writes $1 != ~2."),
            Rule.of("(" + NAME + "|[)\\]])\\s+is\\s+(" + NAME + ")", "Java writes $1 == ~2."),
            Rule.of(
                    "(?<=[\\p{javaJavaIdentifierPart})\\]\"'])\\s+(?:and|or)\\s+(?=[\\p{javaJavaIdentifierStart}(\\d\"'!-])",
                    "Java writes && for and, || for or, ! for not."),
            Rule.of(
                    "(?:^\\s*|[=(]\\s*|\\b(?:and|or|if|while|return)\\s+)not\\s+(" + NAME + ")",
                    "Java writes !$1 for not $1."),
            Rule.of("(" + NAME + ")\\s+not\\s+in\\s+(" + NAME + ")", "Java asks the collection: !$2.contains($1)"),
            Rule.of("(" + NAME + ")\\s+in\\s+(" + NAME + ")", "Java asks the collection: $2.contains($1)"),
            Rule.of("([^=\\s(,][^=(,]*)\\s+if\\s+(?!\\()([^:;{}]+?)\\s+else\\s+([^;{}]+)", "Java writes ~2 ? ~1 : ~3"),
            Rule.of(
                    "^\\s*" + NAME + "(?:\\s*,\\s*" + NAME + ")+\\s*=[^=]",
                    "Java gives each variable its value by itself: var a = 1; var b = 2;"),
            Rule.of("'(_{2,}|)'", "Text stands in double quotes: ~0."));

    private PythonSyntax() {}

    /** Returns the Java for the line of {@code cell} that the compiler did not understand at {@code at}. */
    public static Optional<String> at(String cell, int at) {
        String code = PythonText.code(cell);
        int end = cell.indexOf('\n', Math.min(at, cell.length()));
        int start = cell.lastIndexOf('\n', Math.min(at, cell.length()) - 1) + 1;
        String line = cell.substring(start, end < 0 ? cell.length() : end);
        String outside = code.substring(start, start + line.length());
        if (line.length() > LETTERS) {
            return Optional.empty();
        }
        if (at < cell.length() && cell.charAt(at) == '#' && isFirst(line, at - start)) {
            return Optional.of("A comment begins with // in Java.");
        }
        return RULES.stream()
                .map(rule -> rule.in(line, outside))
                .filter(java -> !java.isEmpty())
                .findFirst();
    }

    private static boolean isFirst(String line, int at) {
        return at == 0 || Character.isWhitespace(line.charAt(at - 1));
    }

    private static String imports() {
        String here = told("import", text -> text + "; a");
        return "Python's libraries are not here. " + (here.isEmpty() ? "A" : here)
                + " Java import names a class: import java.util.List;";
    }

    /** Returns what an extension says in place of a form of Python's; empty when none does. */
    private static String told(String python, Function<String, String> used) {
        return Extensions.first(one -> Optional.ofNullable(one.insteadOfPython().get(python)))
                .map(used)
                .orElse("");
    }
}
