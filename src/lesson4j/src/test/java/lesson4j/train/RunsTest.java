package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class RunsTest {
    private static Runs two() {
        var runs = Runs.of("Two rates");
        for (double lr : new double[] {0.01, 0.5}) {
            Learner learn = Drawn.learner();
            learn.fit(10, lr);
            runs.add("lr " + lr, learn);
        }
        return runs;
    }

    @Test
    void runsAreComparedInATable() {
        Table table = two().table();

        assertThat(table.name()).isEqualTo("Two rates");
        assertThat(table.columnNames()).containsExactly("run", "last accuracy", "best accuracy", "seconds per epoch");
        assertThat(table.stringColumn("run").asList()).containsExactly("lr 0.01", "lr 0.5");
        assertThat(table.doubleColumn("best accuracy").get(1)).isEqualTo(1);
    }

    @Test
    void runsAreLinesOfOneChart() {
        var runs = two();

        assertThat(runs.plot("accuracy").toString()).contains("'Two rates'", "epoch 0 to 9", "series lr 0.01, lr 0.5");
        assertThat(runs.last("accuracy")).hasSize(2).contains(1, org.assertj.core.data.Index.atIndex(1));
    }

    @Test
    void aLearnerWithoutAMetricIsComparedByItsLoss() {
        var learn = new Learner(Drawn.loaders(), Nets.linear(16, 3), new CrossEntropy()).quiet();
        learn.fit(2, 0.1);

        assertThat(Runs.of("one").add("it", learn).table().columnNames()).contains("best valid_loss");
    }

    @Test
    void whatCannotBeComparedIsNamed() {
        var fresh = Drawn.learner();

        assertThatThrownBy(() -> Runs.of("none").table())
                .hasMessage("Expected one run or more to compare but found none. Call add(\"ours\", learn) first.");
        assertThatThrownBy(() -> Runs.of("fresh").add("a", fresh).table())
                .hasMessageStartingWith("Nothing was recorded");
        assertThatThrownBy(() -> Runs.of("twice").add("a", fresh).add("a", fresh))
                .hasMessage("Expected a new name but 'a' is already compared. Give each run its own name.");
    }
}
