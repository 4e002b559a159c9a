package lesson4j.jupyter.output;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lesson4j.plot.TableView;

/** A table as plain HTML that repository hosts keep: no style, no script. */
public final class HtmlTable {
    private static final String NUMBER = " align=\"right\">";

    /** Jupyter's style sheet moves everything to the right; hosts that drop the style keep the attribute. */
    private static final String WORDS = " align=\"left\" style=\"text-align:left\">";

    private HtmlTable() {}

    public static String of(TableView view) {
        String head = row(view, view.headers(), "th scope=\"col\"", "th");
        String body =
                view.rows().stream().map(cells -> row(view, cells, "td", "td")).collect(Collectors.joining());
        String foot = view.more().isEmpty()
                ? ""
                : "<tfoot><tr><td colspan=\"" + view.headers().size() + "\">" + escape(view.more())
                        + "</td></tr></tfoot>";
        String caption = view.title().isEmpty() ? "" : "<caption>" + escape(view.title()) + "</caption>";
        return (holdsFormula(view) ? "<table class=\"tex2jax_ignore mathjax_ignore\">" : "<table>") + caption
                + "<thead>" + head + "</thead><tbody>" + body + "</tbody>" + foot + "</table>";
    }

    private static String row(TableView view, List<String> cells, String open, String close) {
        return IntStream.range(0, cells.size())
                .mapToObj(c -> "<" + open + (view.numeric().get(c) ? NUMBER : WORDS) + escape(cells.get(c)) + "</"
                        + close + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    /** Tells whether JupyterLab would take some text for a formula: prices as well, $5 to $6. */
    private static boolean holdsFormula(TableView view) {
        return Stream.of(
                        Stream.of(view.title()),
                        view.headers().stream(),
                        view.rows().stream().flatMap(List::stream))
                .flatMap(texts -> texts)
                .anyMatch(text -> text.contains("$") || text.contains("\\"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
