package lesson4j.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the bracket that a cell opens and never closes. */
final class Brackets {
    /** Text and comments, in which nothing counts as code. */
    static final String TEXT =
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'|//[^\n]*|/\\*(?s:.*?)\\*/";

    private static final Pattern TOKEN = Pattern.compile(TEXT + "|[(\\[{)\\]}]");

    private Brackets() {}

    /** Returns the error for code from {@code from} to {@code to} that ends too early. */
    static CellProblem unfinished(String code, int from, int to) {
        Deque<Integer> open = new ArrayDeque<>();
        Matcher token = TOKEN.matcher(code).region(from, to);
        while (token.find()) {
            if ("([{".contains(token.group())) {
                open.push(token.start());
            } else if (")]}".contains(token.group()) && !open.isEmpty()) {
                open.pop();
            }
        }
        List<String> text = new ArrayList<>(List.of(""));
        if (open.isEmpty()) {
            int end = code.substring(0, to).stripTrailing().length();
            text.addAll(Marked.span(code, Math.max(from, end - 1), end));
            return new CellProblem("CompileError", "the cell ends in the middle of a statement", text);
        }
        text.addAll(Marked.span(code, open.peek(), open.peek() + 1));
        return new CellProblem(
                "CompileError", "the cell ends before this \"" + code.charAt(open.peek()) + "\" is closed", text);
    }
}
