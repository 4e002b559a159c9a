package lesson4j.jupyter.error;

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
        int end = code.substring(0, to).stripTrailing().length();
        int at = open.isEmpty() ? Math.max(from, end - 1) : open.peek();
        String message = open.isEmpty()
                ? "the cell ends in the middle of a statement"
                : "the cell ends before this \"" + code.charAt(at) + "\" is closed";
        List<String> java = PythonSyntax.at(code, at).stream().toList();
        return CodeProblem.at("CompileError", message, code, at, open.isEmpty() ? end : at + 1, java);
    }
}
