package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Nets;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.Table;

class InterpretationTest {

    /** A net that always says "middle", a little surer of "below" than of "top". */
    private static Learner alwaysMiddle() {
        var net = Nets.linear(16, 3);
        net.params().assign(0);
        net.getLayer(0).getParam("b").putScalar(1, 2).putScalar(2, 1);
        return new Learner(Drawn.loaders(), net, new CrossEntropy());
    }

    @Test
    void countsRowsByWhatTheyAreAndColumnsByWhatWasPredicted() {
        var interp = Interpretation.of(alwaysMiddle());

        assertThat(interp.confusionMatrix()).isDeepEqualTo(new int[][] {{0, 10, 0}, {0, 10, 0}, {0, 10, 0}});
        assertThat(interp).hasToString("10 of 30 right");
        assertThat(interp.plotConfusionMatrix().alt())
                .isEqualTo("Confusion matrix of 3 classes, rows actual, columns predicted: 10 of 30 right.");
    }

    @Test
    void worksOnAnySetAndInAnyOrder() {
        Learner learn = Drawn.learner();
        learn.fit(20, 0.5);
        var loader = DataLoader.of(Drawn.images(33)).bs(8);

        int[][] ordered = Interpretation.of(learn, loader).confusionMatrix();
        int[][] shuffled = Interpretation.of(learn, loader.shuffle()).confusionMatrix();

        assertThat(Arrays.stream(ordered).flatMapToInt(Arrays::stream).sum()).isEqualTo(33);
        assertThat(shuffled).isDeepEqualTo(ordered);
    }

    @Test
    void listsWhatIsConfusedMost() {
        Table table = Interpretation.of(alwaysMiddle()).mostConfused(1);

        assertThat(table.columnNames()).containsExactly("actual", "predicted", "count");
        assertThat(table.stringColumn("actual").asList()).containsExactly("top", "below");
        assertThat(table.stringColumn("predicted").asList()).containsOnly("middle");
        assertThat(Interpretation.of(alwaysMiddle()).mostConfused(11).isEmpty()).isTrue();
    }

    @Test
    void theLargestLossesComeFirst() {
        var interp = Interpretation.of(alwaysMiddle());

        Table table = interp.topLosses(12);

        assertThat(table.stringColumn("target").asList().subList(0, 10)).containsOnly("top");
        assertThat(table.doubleColumn("loss").get(0)).isCloseTo(2.4076, within(1e-4));
        assertThat(table.doubleColumn("probability").get(0)).isCloseTo(0.6652, within(1e-4));
        assertThat(interp.plotTopLosses(12).width()).isPositive();
    }

    @Test
    void aSingleOutputHasTwoClasses() {
        INDArray x = Drawn.images(30).x();
        INDArray y = Nd4j.zeros(30, 1);
        y.putScalar(0, 1);
        var net = Nets.linear(16, 1);
        net.params().assign(-0.1);
        Learner learn = new Learner(DataLoaders.of(x, y, x, y), net, new MnistLoss());

        var interp = Interpretation.of(learn);

        assertThat(interp.confusionMatrix()).isDeepEqualTo(new int[][] {{29, 0}, {1, 0}});
        assertThat(interp.topLosses(1).stringColumn("target").get(0)).isEqualTo("1");
        assertThat(interp.topLosses(1).doubleColumn("probability").get(0)).isGreaterThan(0.5);
    }

    @Test
    void aPredictionShowsABarPerClass() {
        var prediction = alwaysMiddle().predict(Drawn.images(3).image(0));

        var chart = (CategoryChart) prediction.shown();

        assertThat(prediction).hasToString("middle (0.6652)");
        assertThat(chart.getTitle()).isEqualTo("middle (0.6652)");
    }

    @Test
    void aBatchShowsNinePicturesWithTheirLabels() {
        assertThat(Drawn.loaders().shuffle(false).showBatch().alt()).contains("top", "middle", "below");
        assertThat(Drawn.loaders().valid().first().show().width()).isPositive();
    }
}
