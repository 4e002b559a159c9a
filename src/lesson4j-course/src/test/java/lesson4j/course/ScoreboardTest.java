package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import lesson4j.train.Learner;
import lesson4j.train.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreboardTest {
    private static final List<String> SHIPPED = List.of(
            "03\tlinear\t1\t40\t2038\t785\t0.5",
            "07\tdeep\t1\t5\t2038\t11000000\t60",
            "06\tnet\t1\t30\t100\t39760\t1",
            "06\tnet\t2\t20\t100\t39760\t3",
            "06\tnet\t3\t10\t100\t39760\t5");

    @TempDir
    Path folder;

    private Scoreboard board(int notebook) {
        var test = DataLoader.of(DrawnDigits.images(2, 9)).bs(20);
        return Scoreboard.of(notebook, SHIPPED, folder.resolve("new/scoreboard.tsv"), test);
    }

    private static Learner trained() {
        var images = DrawnDigits.images(2, 1);
        var learn = new Learner(
                DataLoaders.of(images, images), Nets.linear(784, 10), new CrossEntropy(), Metrics.accuracy());
        learn.quiet().fit(1, 0.1);
        return learn;
    }

    @Test
    void whatWasNotRunHasTheFiguresThatCameWithIt() {
        var table = board(6).table();

        assertThat(table.stringColumn("model").asList()).containsExactly("linear", "net");
        assertThat(table.intColumn("wrong").asList()).containsExactly(40, 20);
        assertThat(table.intColumn("fewest").get(1)).isEqualTo(10);
        assertThat(table.intColumn("most").get(1)).isEqualTo(30);
        assertThat(table.doubleColumn("seconds").get(1)).isEqualTo(3);
    }

    @Test
    void whatWasRunIsKeptForTheNextNotebook() {
        var learn = trained();
        double right =
                learn.validate(DataLoader.of(DrawnDigits.images(2, 9)).bs(20)).get("accuracy");

        board(6).add("net", learn).add("straight", learn, learn);

        var later = board(7).table();
        assertThat(later.stringColumn("model").asList()).containsExactly("linear", "net", "straight", "deep");
        assertThat(later.intColumn("wrong").get(2)).isEqualTo((int) Math.rint(20 * (1 - right)));
        assertThat(later.intColumn("of").get(2)).isEqualTo(20);
        assertThat(later.intColumn("seeds").asList()).containsExactly(1, 3, 2, 1);
        assertThat(later.longColumn("parameters").get(2)).isEqualTo(7850);
    }

    @Test
    void aFileThatIsNoBoardIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("new"));
        Files.writeString(folder.resolve("new/scoreboard.tsv"), "03\tlinear\n");

        assertThatThrownBy(() -> board(6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected 7 fields with tabs between them in ")
                .hasMessageEndingWith("but found '03\tlinear'. Delete the file.");
        assertThatThrownBy(() -> board(6).add("a\tb")).isInstanceOf(IllegalArgumentException.class);
    }
}
