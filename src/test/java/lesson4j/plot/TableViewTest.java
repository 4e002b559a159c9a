package lesson4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

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
}
