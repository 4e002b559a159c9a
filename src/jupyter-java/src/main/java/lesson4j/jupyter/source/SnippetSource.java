package lesson4j.jupyter.source;

import jdk.jshell.Snippet;

/**
 * The part of a cell from which a snippet was taken.
 *
 * @param code the whole cell
 * @param cell the cell's number
 * @param position where the part begins, white space and comments included
 */
public record SnippetSource(String code, int cell, int position) {
    /** Returns the line on which the part's code begins. */
    public SourceLine start() {
        return SourceLine.at(code, cell, codeStart());
    }

    /** Returns where the part's code begins, after white space and comments. */
    public int codeStart() {
        return JavaText.skipBlank(code, position, code.length());
    }

    /** Returns where in the cell a snippet's own text begins; JShell may have added a semicolon. */
    public int offset(Snippet snippet) {
        String source = snippet.source();
        String bare = source.endsWith(";") ? source.substring(0, source.length() - 1) : source;
        int found = code.indexOf(bare, position);
        return found < 0 ? codeStart() : found;
    }

    /** Returns {@code source} without the white space and comments before it, which JShell counts now so, now so. */
    public static String bare(String source) {
        return source.substring(JavaText.skipBlank(source, 0, source.length()));
    }
}
