package lesson4j.jupyter.output;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table as plain HTML that repository hosts keep: no style, no script. */
public final class HtmlTable {
    private static final String NUMBER = " align=\"right\">";

    /** Jupyter's style sheet moves everything to the right; hosts that drop the style keep the attribute. */
    private static final String WORDS = " align=\"left\" style=\"text-align:left\">";

    private HtmlTable() {}

    /**
     * Returns the table as HTML.
     *
     * @param title the caption; empty for none
     * @param numeric whether each column is of numbers
     * @param more what stands below the rows; empty for nothing
     */
    public static String of(
            String title, List<String> headers, List<Boolean> numeric, List<List<String>> rows, String more) {
        String head = row(headers, numeric, "th scope=\"col\"", "th");
        String body =
                rows.stream().map(cells -> row(cells, numeric, "td", "td")).collect(Collectors.joining());
        String foot = more.isEmpty()
                ? ""
                : "<tfoot><tr><td colspan=\"" + headers.size() + "\">" + Html.escape(more) + "</td></tr></tfoot>";
        String caption = title.isEmpty() ? "" : "<caption>" + Html.escape(title) + "</caption>";
        Stream<String> texts = Stream.concat(
                Stream.of(title),
                Stream.concat(Stream.of(headers), rows.stream()).flatMap(List::stream));
        return (texts.anyMatch(HtmlTable::looksLikeFormula)
                        ? "<table class=\"tex2jax_ignore mathjax_ignore\">"
                        : "<table>")
                + caption + "<thead>" + head + "</thead><tbody>" + body + "</tbody>" + foot + "</table>";
    }

    private static String row(List<String> cells, List<Boolean> numeric, String open, String close) {
        return IntStream.range(0, cells.size())
                .mapToObj(c ->
                        "<" + open + (numeric.get(c) ? NUMBER : WORDS) + Html.escape(cells.get(c)) + "</" + close + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    /** Tells whether JupyterLab would take a text for a formula: prices as well, $5 to $6. */
    private static boolean looksLikeFormula(String text) {
        return text.contains("$") || text.contains("\\");
    }
}
