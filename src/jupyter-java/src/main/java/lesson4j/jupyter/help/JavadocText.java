package lesson4j.jupyter.help;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lesson4j.jupyter.output.Html;

/** A Javadoc comment as HTML without its tags, and as plain text. */
final class JavadocText {
    private static final Pattern TAG = Pattern.compile("@(\\w+)\\b");
    private static final Pattern LINK = Pattern.compile("(?s)([\\w.]*#)?([^\\s(]+(?:\\([^)]*\\))?)(?:\\s+(.*))?");

    private JavadocText() {}

    /** Returns the comment as HTML: what it says, then parameters, result and exceptions, a line each. */
    static String html(String comment) {
        List<Integer> starts = blocks(comment);
        starts.add(comment.length());
        List<String> lines = new ArrayList<>();
        String main = inline(comment.substring(0, starts.get(0)).strip());
        if (!main.contains("<pre")) {
            main = main.replaceAll("\n[ \t]+", "\n");
        }
        if (!main.isEmpty()) {
            lines.add("<p>" + main + "</p>");
        }
        for (int i = 0; i + 1 < starts.size(); i++) {
            String block = comment.substring(starts.get(i), starts.get(i + 1)).strip();
            Matcher tag = TAG.matcher(block);
            String line = tag.lookingAt()
                    ? block(tag.group(1), block.substring(tag.end()).strip())
                    : "";
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return HtmlText.safe(String.join("\n", lines));
    }

    /** Returns where the tags are that begin a line; a {@code @} inside of code in braces is none. */
    private static List<Integer> blocks(String comment) {
        List<Integer> starts = new ArrayList<>();
        boolean fresh = true;
        for (int at = 0; at < comment.length(); at++) {
            char c = comment.charAt(at);
            if (comment.startsWith("{@", at)) {
                at = closing(comment, at);
                fresh = false;
            } else if (c == '@'
                    && fresh
                    && TAG.matcher(comment).region(at, comment.length()).lookingAt()) {
                starts.add(at);
                fresh = false;
            } else {
                fresh = c == '\n' || fresh && Character.isWhitespace(c);
            }
        }
        return starts;
    }

    /** Returns where the brace at {@code open} is closed; the end when it is not. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return text.length();
    }

    private static String block(String tag, String text) {
        // some write {@code name} or {@link Type} where a bare name belongs
        int end = text.startsWith("{@")
                ? Math.min(closing(text, 0) + 1, text.length())
                : text.split("\\s", 2)[0].length();
        String name = text.startsWith("{@") ? inline(text.substring(0, end)) : Html.escape(text.substring(0, end));
        String more = text.substring(end).strip();
        String rest = more.isEmpty() ? "" : " – " + inline(more);
        return switch (tag) {
            case "param" -> "<p><b>" + name + "</b>" + rest + "</p>";
            case "return", "returns" -> "<p><b>returns</b> " + inline(text) + "</p>";
            case "throws", "exception" -> "<p><b>throws " + name + "</b>" + rest + "</p>";
            case "deprecated" -> "<p><b>deprecated</b> " + inline(text) + "</p>";
            default -> "";
        };
    }

    private static String inline(String text) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf("{@"); open >= 0; open = text.indexOf("{@", at)) {
            shown.append(text, at, open);
            int close = closing(text, open);
            Matcher tag = TAG.matcher(text).region(open + 1, close);
            int body = tag.lookingAt() ? tag.end() : Math.min(open + 2, close);
            shown.append(inline(body == open + 2 ? "" : tag.group(1), text.substring(body, close)));
            at = Math.min(close + 1, text.length());
        }
        return shown.append(text.substring(at)).toString();
    }

    private static String inline(String tag, String text) {
        String body = text.strip();
        return switch (tag) {
            case "code", "value", "systemProperty" -> "<code>" + Html.escape(body) + "</code>";
            case "link" -> "<code>" + Html.escape(label(body)) + "</code>";
            case "linkplain" -> Html.escape(label(body));
            case "literal" -> Html.escape(body);
            case "inheritDoc", "docRoot" -> "";
            case "return" -> "Returns " + inline(body) + ".";
            case "index" ->
                body.startsWith("\"") ? Html.escape(body.replaceAll("^\"([^\"]*)\".*", "$1")) : body.split("\\s", 2)[0];
            case "snippet" ->
                "<pre>" + Html.escape(body.substring(body.indexOf(':') + 1).strip()) + "</pre>";
            default -> inline(body);
        };
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
}
