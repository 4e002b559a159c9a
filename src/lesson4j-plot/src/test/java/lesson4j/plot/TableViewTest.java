package lesson4j.plot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;

class TableViewTest {

    @Test
    void numbersAreRightAlignedInFourSignificantDigits() {
        Table table = Table.create(
                "runs", StringColumn.create("loss", "mnist", "L1"), DoubleColumn.create("accuracy", 0.982826, 1.0));

        assertThat(TableView.of(table).text()).isEqualTo("""
                        runs: 2 rows × 2 columns
                        loss   accuracy
                        mnist    0.9828
                        L1            1""");
    }

    @Test
    void longTablesSayHowManyRowsAreLeftOut() {
        Table table = Table.create(
                "train", IntColumn.create("label", IntStream.range(0, 42_000).toArray()));

        TableView view = TableView.of(table);

        assertThat(view.rows()).hasSize(10);
        assertThat(view.more()).isEqualTo("… 41,990 more rows");
        assertThat(view.title()).isEqualTo("train: 42,000 rows × 1 columns");
    }

    @Test
    void wideTablesKeepTheirFirstNineAndLastTwoColumns() {
        Table table = Table.create("wide");
        IntStream.range(0, 785).forEach(i -> table.addColumns(ShortColumn.create("pixel" + i, new short[] {1})));

        TableView view = TableView.of(table);

        assertThat(view.headers()).hasSize(12).contains("…").endsWith("pixel783", "pixel784");
        assertThat(view.rows().get(0)).contains("…");
    }

    @Test
    void missingValuesAreLeftEmpty() {
        Table table = Table.create("t", DoubleColumn.create("x", 1.5, Double.NaN));

        assertThat(TableView.of(table).rows().get(1)).containsExactly("");
    }

    @Test
    void decimalsAreNotHidden() {
        Table table = Table.create(
                DoubleColumn.create("d", 84419.83, 123.45, 1234.5, 12345678.9, 0.1, 2, -0.0, 1e300, 0.333333),
                FloatColumn.create("f", new float[] {84419.83f, 0.1f, 123.4f, 1, 2, 3, 4, 5, 6}));

        var view = TableView.of(table);

        assertThat(view.rows().stream().map(row -> row.get(0)))
                .containsExactly(
                        "84419.83", "123.45", "1234.5", "12345678.9", "0.1000", "2", "0", "1.000e+300", "0.3333");
        assertThat(view.rows().stream().map(row -> row.get(1))).startsWith("84419.83", "0.1000", "123.4", "1");
    }

    /** Tablesaw then makes two ColumnType.DOUBLE; a JVM of its own, because a class is loaded once. */
    @Test
    void theOrderInWhichClassesAreLoadedDoesNotMatter() throws Exception {
        for (String first : List.of("tech.tablesaw.columns.numbers.DoubleColumnType", "tech.tablesaw.api.ColumnType")) {
            var java = ProcessHandle.current().info().command().orElseThrow();
            var process = new ProcessBuilder(
                            java, "-cp", System.getProperty("java.class.path"), Shown.class.getName(), first)
                    .redirectErrorStream(true)
                    .start();

            String shown = new String(process.getInputStream().readAllBytes(), UTF_8);

            assertThat(shown).contains("0.3333").doesNotContain("0.33333");
        }
    }

    /** Loads the class that it is given, then shows a third. */
    static final class Shown {
        public static void main(String[] args) throws Exception {
            Class.forName(args[0]);
            System.out.println(TableView.of(Table.create(DoubleColumn.create("d", 1 / 3.0))));
        }
    }

    @Test
    void moreRowsAndColumnsAreShownWhenAskedFor() {
        Table table = Table.create(
                "train", IntColumn.create("label", IntStream.range(0, 60).toArray()));
        IntStream.range(0, 20)
                .forEach(i -> table.addColumns(table.column(0).copy().setName("c" + i)));

        assertThat(TableView.of(table, 50).rows()).hasSize(50);
        assertThat(TableView.of(table, 50).more()).isEqualTo("… 10 more rows");
        assertThat(TableView.of(table, 100, 100).headers()).hasSize(21).doesNotContain("…");
        assertThat(TableView.of(table, 0).rows()).isEmpty();
        assertThat(TableView.of(table, 10, 4).headers()).containsExactly("label", "…", "c18", "c19");
    }

    @Test
    void whatCannotBeAskedForIsSaid() {
        Table table = Table.create("t");

        assertThatThrownBy(() -> TableView.of(table, -1))
                .hasMessageStartingWith("Expected 0 to 10,000 rows but found -1.");
        assertThatThrownBy(() -> TableView.of(table, 10, 3))
                .hasMessageStartingWith("Expected 4 to 10,000 columns but found 3.");
        assertThatThrownBy(() -> TableView.of(null))
                .hasMessageStartingWith("Expected a value for the table but found nothing.");
        assertThatThrownBy(() -> new TableView("", List.of("a"), List.of(true), List.of(List.of("1", "2")), ""))
                .hasMessageStartingWith("Expected 1 texts a row, one per header, but found [2]");
    }

    @Test
    void emptyTablesAreShown() {
        assertThat(TableView.of(Table.create("t")).text()).isEqualTo("t: 0 rows × 0 columns\n");
        assertThat(TableView.of(Table.create(DoubleColumn.create("x"))).text()).isEqualTo("0 rows × 1 columns\nx");
    }

    @Test
    void everyColumnTypeAndItsMissingValueAreShown() {
        Table table = Table.create(
                DateColumn.create("date", LocalDate.of(2024, 2, 29), null),
                DateTimeColumn.create("time", LocalDateTime.of(2024, 2, 29, 1, 2), null),
                TimeColumn.create("clock", LocalTime.of(1, 2), null),
                BooleanColumn.create("yes", new Boolean[] {true, null}),
                StringColumn.create("word", "w", null));

        var rows = TableView.of(table).rows();

        assertThat(rows.get(0)).containsExactly("2024-02-29", "2024-02-29T01:02:00.000", "01:02:00", "true", "w");
        assertThat(rows.get(1)).containsOnly("");
    }

    @Test
    void whatCannotBeSeenIsSpelledOutAndLongTextIsCut() {
        Table table = Table.create(
                "a\nb",
                StringColumn.create(
                        "c\u202ed", "e\u0000\u001b[31m\tf", "lone \ud800!", "😀".repeat(300), "x".repeat(1_000_000)));

        var view = TableView.of(table);

        assertThat(view.title()).startsWith("a\\nb: 4 rows");
        assertThat(view.headers()).containsExactly("c\\u202ed");
        assertThat(view.rows().get(0)).containsExactly("e\\u0000\\u001b[31m\\tf");
        assertThat(view.rows().get(1)).containsExactly("lone \\ud800!");
        assertThat(view.rows().get(2)).containsExactly("😀".repeat(199) + "…");
        assertThat(view.rows().get(3)).containsExactly("x".repeat(199) + "…");
        assertThat(view.text().lines()).hasSize(6);
    }
}
