package lesson4j.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;

/**
 * The part of a cell from which a snippet was taken.
 *
 * @param code the whole cell
 * @param position where the part begins, white space and comments included
 */
record CellPart(String code, int position) {
    private static final Pattern SPACE = Pattern.compile("\\s*+");
    private static final Pattern SPACE_AND_COMMENTS = Pattern.compile("(?:\\s+|//[^\n]*|/\\*(?s:.*?)\\*/)*+");

    /** Returns the line from which JShell counts: a declaration keeps the comment before it, a statement does not. */
    CellLine start(Snippet snippet) {
        boolean keepsComment = snippet instanceof MethodSnippet || snippet instanceof TypeDeclSnippet;
        Matcher blank =
                (keepsComment ? SPACE : SPACE_AND_COMMENTS).matcher(code).region(position, code.length());
        int start = blank.lookingAt() ? blank.end() : position;
        return new CellLine(
                code,
                1
                        + (int) code.substring(0, start)
                                .chars()
                                .filter(c -> c == '\n')
                                .count());
    }
}
