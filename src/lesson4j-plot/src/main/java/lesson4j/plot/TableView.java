package lesson4j.plot;

import static lesson4j.plot.Given.each;
import static lesson4j.plot.Given.given;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * The part of a table that is shown: at most ten rows and twelve columns, numbers in four significant digits.
 *
 * <p>{@code TableView.of(table, 50)} as the last line of a cell shows fifty rows, and its {@link #text} is their
 * plain-text form.
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
    private static final int LAST_COLUMNS = 2;
    private static final int MOST = 10_000;
    private static final int LONGEST = 200;
    static final int GAP = -1;

    /**
     * Makes a table of texts; line breaks and other characters that cannot be seen are spelled out.
     *
     * @throws IllegalArgumentException when a row has not one text per header
     */
    public TableView {
        int width = each(headers, "the headers").size();
        each(rows, "the rows").forEach(row -> each(row, "a row"));
        boolean even = each(numeric, "numeric").size() == width && rows.stream().allMatch(row -> row.size() == width);
        if (!even) {
            throw new IllegalArgumentException("Expected " + width + " texts a row, one per header, but found "
                    + rows.stream().map(List::size).distinct().toList() + ", and numeric says " + numeric.size()
                    + ". Give each row a text per header.");
        }
        title = Plain.line(title, Plain.SENTENCE);
        headers = lines(headers);
        rows = rows.stream().map(TableView::lines).toList();
        more = Plain.line(more, Plain.SENTENCE);
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().map(text -> Plain.line(text, Plain.SENTENCE)).toList();
    }

    /** Chooses what of {@code table} is shown: ten rows and twelve columns, which is what a table as last value shows. */
    public static TableView of(Table table) {
        return of(table, ROWS);
    }

    /**
     * Shows up to {@code rows} rows: {@code TableView.of(table, 50)}, or {@code TableView.of(table, table.rowCount())}.
     *
     * @param rows how many, 0 to 10,000
     */
    public static TableView of(Table table, int rows) {
        return of(table, rows, COLUMNS);
    }

    /**
     * Shows up to {@code rows} rows and {@code columns} columns: {@code TableView.of(table, 50, table.columnCount())}.
     *
     * @param rows how many, 0 to 10,000
     * @param columns how many, 4 to 10,000; of more the first ones and the last two are shown
     */
    public static TableView of(Table table, int rows, int columns) {
        check(table, "rows", rows, 0);
        check(table, "columns", columns, LAST_COLUMNS + 2);
        int[] chosen = shown(table.columnCount(), columns, columns - LAST_COLUMNS - 1, LAST_COLUMNS);
        int shown = Math.min(rows, table.rowCount());
        String size =
                NumberText.count(table.rowCount()) + " rows × " + NumberText.count(table.columnCount()) + " columns";
        String title = table.name() == null || table.name().isBlank() ? size : table.name() + ": " + size;
        int left = table.rowCount() - shown;
        return new TableView(
                title,
                cells(chosen, c -> Plain.line(table.column(c).name(), LONGEST)),
                IntStream.of(chosen)
                        .mapToObj(c -> c != GAP && table.column(c) instanceof NumericColumn)
                        .toList(),
                IntStream.range(0, shown)
                        .mapToObj(row -> cells(chosen, c -> cell(table, row, c)))
                        .toList(),
                left == 0 ? "" : "… " + NumberText.count(left) + " more rows");
    }

    private static void check(@Nullable Table table, String what, int found, int least) {
        given(table, "the table");
        if (found < least || found > MOST) {
            throw new IllegalArgumentException("Expected " + least + " to " + NumberText.count(MOST) + " " + what
                    + " but found " + found + ". table.where(…) and table.inRange(from, to) choose others.");
        }
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
        // by class: Tablesaw has two ColumnType.DOUBLE when its classes are loaded in an unlucky order
        if (values instanceof DoubleColumn numbers) {
            return NumberText.four(numbers.getDouble(row));
        }
        if (values instanceof FloatColumn numbers) {
            return NumberText.four(numbers.getFloat(row));
        }
        return Plain.line(values.getString(row), LONGEST);
    }

    /** Returns the table as aligned text, one line a row. */
    public String text() {
        int[] widths = IntStream.range(0, headers.size())
                .map(c -> lines().mapToInt(row -> row.get(c).length()).max().orElse(0))
                .toArray();
        var all = Stream.of(Stream.of(title), lines().map(row -> line(row, widths)), Stream.of(more));
        String text = all.flatMap(part -> part).collect(Collectors.joining("\n"));
        return text.substring(title.isEmpty() ? 1 : 0, text.length() - (more.isEmpty() ? 1 : 0));
    }

    private Stream<List<String>> lines() {
        return Stream.concat(Stream.of(headers), rows.stream());
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
