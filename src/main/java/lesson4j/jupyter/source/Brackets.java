package lesson4j.jupyter.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import lesson4j.jupyter.error.CodeProblem;
import lesson4j.jupyter.error.Marked;
import lesson4j.jupyter.python.PythonSyntax;

/** Finds the bracket that a cell opens and never closes. */
public final class Brackets {
    private Brackets() {}

    /** Returns the error for code from {@code from} to {@code to} that ends too early. */
    public static CodeProblem unfinished(String code, int from, int to) {
        Deque<Integer> open = open(code, from, to);
        List<String> text = new ArrayList<>(List.of(""));
        if (open.isEmpty()) {
            int end = code.substring(0, to).stripTrailing().length();
            text.addAll(Marked.span(code, Math.max(from, end - 1), end));
            PythonSyntax.at(code, Math.max(from, end - 1)).ifPresent(text::add);
            return new CodeProblem("CompileError", "the cell ends in the middle of a statement", text);
        }
        text.addAll(Marked.span(code, open.peek(), open.peek() + 1));
        PythonSyntax.at(code, open.peek()).ifPresent(text::add);
        return new CodeProblem(
                "CompileError", "the cell ends before this \"" + code.charAt(open.peek()) + "\" is closed", text);
    }

    /** Returns where the bracket closes that opens at {@code from}; -1 when it does not. */
    public static int closing(String code, int from) {
        int end = from + 1;
        while (end < code.length() && !open(code, from, end).isEmpty()) {
            end++;
        }
        return open(code, from, end).isEmpty() ? end - 1 : -1;
    }

    /** Returns the offsets of the brackets that are open at {@code to}, the innermost first. */
    public static Deque<Integer> open(String code, int from, int to) {
        Deque<Integer> open = new ArrayDeque<>();
        int at = from;
        while (at < to) {
            int end = JavaText.skip(code, at, to);
            if (end == at) {
                char c = code.charAt(at);
                if ("([{".indexOf(c) >= 0) {
                    open.push(at);
                } else if (")]}".indexOf(c) >= 0) {
                    open.poll();
                }
                end = at + 1;
            }
            at = end;
        }
        return open;
    }
}
