package lesson4j.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Javadoc comment as HTML without its tags, and as plain text. */
final class JavadocText {
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");
    private static final Pattern INLINE =
            Pattern.compile("\\{@(code|literal|link|linkplain|value|inheritDoc)\\b\\s*((?:[^{}]|\\{[^{}]*})*)}");
    private static final Pattern LINK = Pattern.compile("(?s)([\\w.]*#)?([^\\s(]+(?:\\([^)]*\\))?)(?:\\s+(.*))?");

    private JavadocText() {}

    /** Returns the comment as HTML: what it says, then parameters, result and exceptions, a line each. */
    static String html(String comment) {
        Matcher block = BLOCK.matcher(comment);
        int start = block.find() ? block.start() : comment.length();
        List<String> lines = new ArrayList<>();
        String main = inline(comment.substring(0, start).strip());
        if (!main.contains("<pre")) {
            main = main.replaceAll("\n[ \t]+", "\n");
        }
        if (!main.isEmpty()) {
            lines.add("<p>" + main + "</p>");
        }
        while (start < comment.length()) {
            String tag = block.group(1);
            int from = block.end();
            start = block.find() ? block.start() : comment.length();
            String line = block(tag, inline(comment.substring(from, start).strip()));
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }

    private static String block(String tag, String text) {
        String[] named = text.split("\\s+", 2);
        named[0] = escape(named[0]);
        String rest = named.length > 1 ? " – " + named[1] : "";
        return switch (tag) {
            case "param" -> "<p><b>" + named[0] + "</b>" + rest + "</p>";
            case "return", "returns" -> "<p><b>returns</b> " + text + "</p>";
            case "throws", "exception" -> "<p><b>throws " + named[0] + "</b>" + rest + "</p>";
            case "deprecated" -> "<p><b>deprecated</b> " + text + "</p>";
            default -> "";
        };
    }

    private static String inline(String text) {
        return INLINE.matcher(text).replaceAll(tag -> {
            String body = tag.group(2).strip();
            String shown =
                    switch (tag.group(1)) {
                        case "code", "value" -> "<code>" + escape(body) + "</code>";
                        case "link" -> "<code>" + escape(label(body)) + "</code>";
                        case "inheritDoc" -> "";
                        case "linkplain" -> escape(label(body));
                        default -> escape(body);
                    };
            return Matcher.quoteReplacement(shown);
        });
    }

    /** Returns what a link shows: its label, else the name without the class before {@code #}. */
    private static String label(String link) {
        Matcher parts = LINK.matcher(link);
        if (!parts.matches()) {
            return link;
        }
        return parts.group(3) != null && !parts.group(3).isBlank()
                ? parts.group(3).strip()
                : parts.group(2);
    }

    /** Returns HTML as text: paragraphs apart, items with a dot, no tags. */
    static String plain(String html) {
        String text = html.replaceAll("(?i)</p>\\s*<p><b>", "\n<b>")
                .replaceAll("(?i)\\s*<li>\\s*", "\n• ")
                .replaceAll("(?i)\\s*(</p>\\s*<p>|<p>|</p>)\\s*", "\n\n")
                .replaceAll("(?i)<br\\s*/?>", "\n")
                .replaceAll("</?[a-zA-Z][^>]*>", "");
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&quot;", "\"")
                .replace("&#64;", "@")
                .replace("&amp;", "&")
                .strip();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
