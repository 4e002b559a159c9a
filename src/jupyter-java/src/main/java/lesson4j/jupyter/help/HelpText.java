package lesson4j.jupyter.help;

import java.util.ArrayList;
import java.util.List;
import lesson4j.jupyter.output.Html;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Help as it is put together, in HTML and in plain text. */
final class HelpText {
    private static final int SOURCE_LINES = 400;

    private final List<String> html = new ArrayList<>();
    private final List<String> plain = new ArrayList<>();

    HelpText signature(String signature) {
        html.add("<p><b><code>" + Html.escape(signature) + "</code></b></p>");
        plain.add((plain.isEmpty() ? "" : "\n") + signature);
        return this;
    }

    HelpText javadoc(String comment) {
        String text = JavadocText.html(comment);
        html.add(text);
        plain.add(HtmlText.plain(text).indent(2).stripTrailing());
        return this;
    }

    HelpText note(String text) {
        html.add("<p>" + Html.escape(text) + "</p>");
        plain.add("\n" + text);
        return this;
    }

    HelpText source(String code) {
        List<String> lines = code.lines().toList();
        int more = lines.size() - SOURCE_LINES;
        String shown = String.join("\n", lines.subList(0, Math.min(lines.size(), SOURCE_LINES)))
                + (more > 0 ? "\n… " + more + " more lines" : "");
        html.add("<pre>" + Html.escape(shown) + "</pre>");
        plain.add("\n" + shown);
        return this;
    }

    DisplayData shown() {
        DisplayData data = new DisplayData(String.join("\n", plain));
        data.putHTML(String.join("\n", html));
        return data;
    }
}
