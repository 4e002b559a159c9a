package lesson4j.jupyter.output;

import java.util.regex.Pattern;
import lesson4j.jupyter.source.HiddenNames;

/**
 * Turns a stack trace that a cell prints into one of its own: {@code at cell 3, line 2}, without the kernel's frames.
 *
 * <p>In JJava {@code e.printStackTrace()} shows classes and lines that are nowhere in the notebook.
 */
final class PrintedTraces {
    private static final String FRAME = "\tat ";
    private static final Pattern LINE = Pattern.compile("(?<=\n)");

    /** Below the statement of a cell are only frames of the kernel. */
    private static final Pattern STATEMENT =
            Pattern.compile("\\s*at \\S*\\bREPL\\.\\$JShell\\$\\w++\\.do_it\\$(?:Aux)?\\(.*\\R?");

    private static final Pattern BELOW = Pattern.compile("\\s+(?:at |\\.\\.\\. \\d+ (?:more|common)).*\\R?");

    private String held = "";
    private boolean below;

    /** Returns what may be shown of {@code text} and of what was held back before. */
    String of(String text) {
        if (held.isEmpty() && !below && !text.contains(HiddenNames.MARK) && text.indexOf('\t') < 0) {
            return text;
        }
        String all = held + text;
        int whole = all.lastIndexOf('\n') + 1;
        String last = all.substring(whole);
        String shown = lines(all.substring(0, whole));
        boolean begins = !last.isEmpty() && FRAME.startsWith(last) || last.startsWith(FRAME);
        boolean holds = last.length() < 1000 && (below || begins || last.contains(HiddenNames.MARK));
        held = holds ? last : "";
        return holds ? shown : shown + lines(last);
    }

    /** Returns what was held back, because nothing follows. */
    String rest() {
        String last = held;
        held = "";
        return lines(last);
    }

    private String lines(String text) {
        if (text.isEmpty()) {
            return "";
        }
        StringBuilder shown = new StringBuilder();
        for (String line : LINE.split(text)) {
            below = below && BELOW.matcher(line).matches();
            if (!below) {
                shown.append(HiddenNames.without(line));
            }
            below |= STATEMENT.matcher(line).matches();
        }
        return shown.toString();
    }
}
