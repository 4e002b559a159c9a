package lesson4j.jupyter.error;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import lesson4j.jupyter.python.PythonSyntax;
import lesson4j.jupyter.source.Brackets;

/** Says what is missing at the end of a cell that ends too early. */
public final class EarlyEnd {
    private EarlyEnd() {}

    /** Returns the error for code from {@code from} to {@code to} that ends too early. */
    public static CodeProblem of(String code, int from, int to) {
        Deque<Integer> open = Brackets.open(code, from, to);
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
}
