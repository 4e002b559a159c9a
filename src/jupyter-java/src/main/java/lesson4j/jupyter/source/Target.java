package lesson4j.jupyter.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that help is asked for: the one under the cursor, or the method whose brackets the cursor is in.
 *
 * <p>JJava looks one character too far right, and so finds nothing at the end of the text.
 *
 * @param name the name alone
 * @param start where the name begins
 * @param end where it ends
 */
public record Target(String name, int start, int end) {
    private static final Pattern NAME = Pattern.compile(Names.NAME);

    /** Returns the names to try, the likeliest first. */
    public static List<Target> at(String code, int cursor) {
        List<Target> targets = new ArrayList<>();
        Matcher name = NAME.matcher(code);
        while (name.find() && name.start() <= cursor) {
            if (name.end() >= cursor) {
                targets.add(new Target(name.group(), name.start(), name.end()));
            }
        }
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = 0; at < cursor; at = Math.max(at + 1, JavaText.skip(code, at, cursor))) {
            switch (code.charAt(at)) {
                case '(' -> open.push(at);
                case ')' -> open.poll();
                case '{', '}', ';' -> open.clear();
                default -> {}
            }
        }
        for (int bracket : open) {
            Matcher called =
                    Pattern.compile(NAME + "(?=\\s*(?:<[^()]*>)?\\s*$)").matcher(code.substring(0, bracket));
            if (called.find()) {
                targets.add(new Target(called.group(), called.start(), called.end()));
            }
        }
        return targets;
    }

    /** Returns whether a dot stands before the name. */
    public boolean isMember(String code) {
        return code.substring(0, start).stripTrailing().endsWith(".");
    }

    /** Returns whether {@code new} stands before the name. */
    public boolean isConstructed(String code) {
        return code.substring(0, start).matches("(?s).*\\bnew\\s+(?:" + Names.QUALIFIED + "\\.)?$");
    }
}
