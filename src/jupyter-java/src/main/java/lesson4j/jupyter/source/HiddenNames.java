package lesson4j.jupyter.source;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that JShell gives a cell's parts, {@code REPL.$JShell$12B}, which tell a reader nothing. */
public final class HiddenNames {
    /** Begins each of these names. */
    public static final String MARK = "REPL";

    private static final String CLASS = "REPL[./]\\$JShell\\$(?:DOESNOTMATTER|\\d++[A-Z]*+(?:_\\d++[A-Z]*+)*+)";

    /** A frame of a stack trace that is a cell's line. */
    private static final Pattern FRAME = Pattern.compile(
            CLASS + "(?:\\$(" + Names.PART + "))?\\.([<>\\p{javaJavaIdentifierPart}]++)\\((cell \\d++):(\\d++)\\)");

    /** The head of a log message. */
    private static final Pattern LOGGED = Pattern.compile(CLASS + " \\S*do_it\\$\\S*");

    private static final Pattern PREFIX = Pattern.compile(CLASS + "[$.]?+");

    /** The class of {@code new Object() { … }}, which has no name. */
    private static final Pattern NAMELESS = Pattern.compile(CLASS + "[$.]\\$?JShell\\$anonymous\\$+\\d++");

    private HiddenNames() {}

    /** Returns {@code text} with the reader's own name for each class, and cell and line for each frame. */
    public static String without(String text) {
        if (!text.contains(MARK)) {
            return text;
        }
        String placed = FRAME.matcher(text).replaceAll(frame -> Matcher.quoteReplacement(place(frame)));
        String logged = LOGGED.matcher(placed).replaceAll("cell");
        return PREFIX.matcher(NAMELESS.matcher(logged).replaceAll("object")).replaceAll("");
    }

    private static String place(MatchResult frame) {
        String line = frame.group(3) + ", line " + frame.group(4);
        String type = frame.group(1) == null ? "" : frame.group(1).replace('$', '.') + ".";
        String method = frame.group(2);
        return method.contains("do_it$") ? line : type + method + " (" + line + ")";
    }
}
