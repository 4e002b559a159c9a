package lesson4j.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * The part of a table that is shown: at most ten rows and twelve columns, numbers in four significant digits.
 *
 * <p>{@code TableView.of(table).text()} is its plain-text form.
 *
 * @param title the table's name and size
 * @param headers the shown columns' names, {@code …} for those left out
 * @param numeric which of the shown columns are numbers
 * @param rows the shown rows, a text per shown column
 * @param more what the shown rows leave out, or an empty text
 */
public record TableView(
        String title, List<String> headers, List<Boolean> numeric, List<List<String>> rows, String more) {
    private static final int ROWS = 10;
    private static final int COLUMNS = 12;
    static final int GAP = -1;

    /** Chooses what of {@code table} is shown. */
    public static TableView of(Table table) {
        int[] columns = shown(table.columnCount(), COLUMNS, COLUMNS - 3, 2);
        int shown = Math.min(ROWS, table.rowCount());
        String size = Numbers.count(table.rowCount()) + " rows × " + Numbers.count(table.columnCount()) + " columns";
        String title = table.name() == null || table.name().isBlank() ? size : table.name() + ": " + size;
        int left = table.rowCount() - shown;
        return new TableView(
                title,
                cells(columns, c -> table.column(c).name()),
                IntStream.of(columns)
                        .mapToObj(c -> c != GAP && table.column(c) instanceof NumericColumn)
                        .toList(),
                IntStream.range(0, shown)
                        .mapToObj(row -> cells(columns, c -> cell(table, row, c)))
                        .toList(),
                left == 0 ? "" : "… " + Numbers.count(left) + " more rows");
    }

    /** Returns the indices below {@code size}, or the {@code first}, a {@link #GAP} and the {@code last} ones. */
    static int[] shown(int size, int most, int first, int last) {
        return size <= most
                ? IntStream.range(0, size).toArray()
                : IntStream.rangeClosed(0, first + last)
                        .map(i -> i < first ? i : i == first ? GAP : size - first - last - 1 + i)
                        .toArray();
    }

    private static List<String> cells(int[] columns, IntFunction<String> cell) {
        return IntStream.of(columns)
                .mapToObj(c -> c == GAP ? "…" : cell.apply(c))
                .toList();
    }

    private static String cell(Table table, int row, int column) {
        var values = table.column(column);
        if (values.isMissing(row)) {
            return "";
        }
        boolean decimal = values.type() == ColumnType.DOUBLE || values.type() == ColumnType.FLOAT;
        return decimal ? Numbers.four(((NumericColumn<?>) values).getDouble(row)) : values.getString(row);
    }

    /** Returns the table as aligned text, one line a row. */
    public String text() {
        int[] widths = IntStream.range(0, headers.size())
                .map(c -> Math.max(
                        headers.get(c).length(),
                        rows.stream().mapToInt(r -> r.get(c).length()).max().orElse(0)))
                .toArray();
        List<String> lines = new ArrayList<>();
        if (!title.isEmpty()) {
            lines.add(title);
        }
        lines.add(line(headers, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        if (!more.isEmpty()) {
            lines.add(more);
        }
        return String.join("\n", lines);
    }

    @Override
    public String toString() {
        return text();
    }

    private String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String pad = " ".repeat(widths[c] - cells.get(c).length());
            line.append(c == 0 ? "" : "  ").append(numeric.get(c) ? pad + cells.get(c) : cells.get(c) + pad);
        }
        return line.toString().stripTrailing();
    }
}
