package lesson4j.jupyter.complete;

import java.util.Map;
import lesson4j.jupyter.source.Brackets;
import lesson4j.jupyter.source.Names;

/**
 * Code whose end is inside the brackets of an {@code if} or a loop, written so that JShell
 * completes it.
 *
 * <p>JShell knows the members after a dot in the brackets of a {@code switch} and after {@code =}, but not in those.
 */
final class OpenHeads {
    private static final Map<String, String> HEADS =
            Map.of("if", "switch", "while", "switch", "synchronized", "switch", "for", "for");

    private OpenHeads() {}

    /** Returns {@code code}, which ends at the cursor, in the form that JShell understands. */
    static String rewritten(String code) {
        String text = code;
        for (int bracket : Brackets.open(code, 0, code.length())) {
            // the innermost comes first, so that what is before a bracket is still as it was
            int end = code.substring(0, bracket).stripTrailing().length();
            int start = Names.startOfName(code, end);
            String word = code.substring(start, end);
            String head = HEADS.get(word);
            if (code.charAt(bracket) == '(' && head != null) {
                text = text.substring(0, start) + head + rest(text.substring(end), word);
            }
        }
        return text;
    }

    private static String rest(String text, String word) {
        boolean each = word.equals("for") && text.indexOf(';') < 0 && text.indexOf('?') < 0;
        return each ? text.replaceFirst(":(?!:)", "=") : text;
    }
}
