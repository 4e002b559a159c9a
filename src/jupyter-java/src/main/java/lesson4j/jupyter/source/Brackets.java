package lesson4j.jupyter.source;

import java.util.ArrayDeque;
import java.util.Deque;

/** Finds the bracket that a cell opens and never closes. */
public final class Brackets {
    private Brackets() {}

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
