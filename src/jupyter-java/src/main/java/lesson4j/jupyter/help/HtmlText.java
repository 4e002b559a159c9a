package lesson4j.jupyter.help;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lesson4j.jupyter.output.Html;

/** The HTML of Javadoc comments, whoever wrote them: with plain tags only, and as text without any. */
final class HtmlText {
    private static final Pattern UNSEEN =
            Pattern.compile("(?is)<!--.*?(?:-->|$)|<(script|style)\\b.*?(?:</\\1\\s*>|$)");
    private static final Pattern PIECE = Pattern.compile("(?s)<(/?)([a-zA-Z][a-zA-Z0-9]*+)(?:[\\s/][^<>]*+)?>|[<>]"
            + "|&(?!#\\d{1,7};|#[xX]\\p{XDigit}{1,6};|[a-zA-Z]\\w{1,30};)");
    private static final Set<String> TAGS =
            Set.of(("p b i em strong code tt pre ul ol li dl dt dd br blockquote sub sup"
                            + " table thead tbody tr th td caption h1 h2 h3 h4 h5 h6")
                    .split(" "));
    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,7}|#[xX]\\p{XDigit}{1,6}|[a-zA-Z]\\w{1,30});");
    private static final Map<String, String> NAMED = Stream.of(
                    ("lt< gt> amp& quot\" apos' mdash— ndash– hellip… times× le≤ ge≥ ne≠ piπ infin∞ radic√ sum∑ middot· rarr→"
                                    + " copy©")
                            .split(" "))
            .collect(Collectors.toMap(e -> e.substring(0, e.length() - 1), e -> e.substring(e.length() - 1)));

    private HtmlText() {}

    /** Returns {@code html} with the tags that make text readable, without attributes, links and scripts. */
    static String safe(String html) {
        return PIECE.matcher(UNSEEN.matcher(html).replaceAll("")).replaceAll(piece -> {
            String tag = piece.group(2);
            if (tag == null) {
                return Matcher.quoteReplacement(Html.escape(piece.group()));
            }
            String name = tag.toLowerCase(Locale.ROOT);
            return TAGS.contains(name) ? "<" + piece.group(1) + name + ">" : "";
        });
    }

    /** Returns what {@link #safe} gave as text: paragraphs apart, items with a dot, no tags. */
    static String plain(String html) {
        String text = html.replaceAll("</p>\\s*<p><b>", "\n<b>")
                .replaceAll("\\s*<li>\\s*", "\n• ")
                .replaceAll("\\s*</?(?:tr|dt|dd|caption)>\\s*", "\n")
                .replaceAll("</t[hd]>\\s*", "  ")
                .replaceAll("\\s*(</p>\\s*<p>|</?(?:p|h\\d|table|blockquote|pre|dl)>)\\s*", "\n\n")
                .replaceAll("<br>", "\n")
                .replaceAll("</?[a-z][a-z0-9]*>", "")
                .replaceAll("\n{3,}", "\n\n");
        return ENTITY.matcher(text).replaceAll(HtmlText::character).strip();
    }

    private static String character(MatchResult entity) {
        String name = entity.group(1);
        if (name.equals("nbsp")) {
            return " ";
        }
        if (!name.startsWith("#")) {
            return Matcher.quoteReplacement(NAMED.getOrDefault(name, entity.group()));
        }
        boolean hex = Character.toLowerCase(name.charAt(1)) == 'x';
        int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
        return Character.isValidCodePoint(code)
                ? Matcher.quoteReplacement(Character.toString(code))
                : Matcher.quoteReplacement(entity.group());
    }
}
