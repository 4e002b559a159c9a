package lesson4j.jupyter.output;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Shows rows of words under their headers, as the kernel's own magics do.
 *
 * @param headers the head of each column
 * @param rows the cells, as many in each row as there are headers
 */
public record WordTable(List<String> headers, List<List<String>> rows) {
    /** Returns the table as plain text and as HTML. */
    public DisplayData shown() {
        DisplayData data = new DisplayData(text());
        data.putHTML(HtmlTable.of("", headers, Collections.nCopies(headers.size(), false), rows, ""));
        return data;
    }

    private String text() {
        List<Integer> widths = IntStream.range(0, headers.size())
                .mapToObj(c -> Stream.concat(Stream.of(headers), rows.stream())
                        .mapToInt(row -> row.get(c).length())
                        .max()
                        .orElse(0))
                .toList();
        return Stream.concat(Stream.of(headers), rows.stream())
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(c -> row.get(c)
                                + " ".repeat(widths.get(c) - row.get(c).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }
}
