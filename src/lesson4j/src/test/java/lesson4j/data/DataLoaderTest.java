package lesson4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DataLoaderTest {
    private final List<Integer> numbers = IntStream.range(0, 15).boxed().toList();

    @Test
    void handsOutAListInOrder() {
        assertThat(DataLoader.of(numbers).bs(6))
                .containsExactly(List.of(0, 1, 2, 3, 4, 5), List.of(6, 7, 8, 9, 10, 11), List.of(12, 13, 14));
    }

    @Property(tries = 100)
    void everyItemComesOnceInEveryPass(
            @ForAll @IntRange(min = 1, max = 60) int n, @ForAll @IntRange(min = 1, max = 70) int bs) {
        var loader =
                DataLoader.of(IntStream.range(0, n).boxed().toList()).bs(bs).shuffle();
        for (int pass = 0; pass < 3; pass++) {
            List<Integer> seen = new ArrayList<>();
            loader.forEach(seen::addAll);
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, n).boxed().toList());
        }
    }

    @Test
    void eachPassIsShuffledAnewAndTheSameSeedShufflesEqually() {
        var one = DataLoader.of(numbers).bs(15).shuffle().seed(3);
        var two = DataLoader.of(numbers).bs(15).shuffle().seed(3);

        List<Integer> firstPass = one.iterator().next();

        assertThat(two.iterator().next()).isEqualTo(firstPass);
        assertThat(one.iterator().next()).isNotEqualTo(firstPass);
        assertThat(two.seed(4).iterator().next()).isNotEqualTo(firstPass);
    }

    @Test
    void lookingUsesNoShuffleUp() {
        INDArray x = Nd4j.arange(30).reshape(30, 1).castTo(DataType.FLOAT);
        var looked = DataLoader.of(x, x).bs(7).shuffle().seed(3);
        var alone = DataLoader.of(x, x).bs(7).shuffle().seed(3);

        for (int pass = 0; pass < 3; pass++) {
            Batch first = looked.oneBatch();
            var iterator = looked.asIterator();
            iterator.inputColumns();
            iterator.totalOutcomes();
            assertThat(iterator.next().getFeatures()).isEqualTo(first.x());
            iterator.reset();
            Batch passFirst = looked.iterator().next();
            assertThat(passFirst.x()).isEqualTo(first.x());
            assertThat(passFirst.rows()).isEqualTo(alone.iterator().next().rows());
        }
    }

    @Test
    void aBatchMayBeLargerThanAllThereIs() {
        assertThat(DataLoader.of(numbers).bs(Integer.MAX_VALUE)).containsExactly(numbers);
    }

    @Test
    void refusesPartsThatDoNotBelongTogether() {
        INDArray x = Nd4j.zeros(2, 4);
        var seven = new LabelledImages(x, new int[] {0, 1}, List.of("seven", "three"), 2, 2);
        var other = new LabelledImages(x, new int[] {0, 1}, List.of("Three", "seven"), 2, 2);
        var small = new LabelledImages(Nd4j.zeros(2, 9), new int[] {0, 1}, List.of("seven", "three"), 3, 3);
        var precise = new LabelledImages(x.castTo(DataType.DOUBLE), new int[] {0, 1}, seven.classes(), 2, 2);
        String both = "Expected the same %s in both parts but found %s to train on and %s to validate with. %s";

        assertThatThrownBy(() -> DataLoaders.of(seven, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        both,
                        "classes",
                        "[seven, three]",
                        "[Three, seven]",
                        "Rename or add folders, or pass the same digits.");
        assertThatThrownBy(() -> DataLoaders.of(seven, small))
                .hasMessage(both, "features", 4, 9, "Resize or cut one of them.");
        assertThatThrownBy(() -> DataLoaders.of(seven, precise))
                .hasMessage(both, "type", "FLOAT", "DOUBLE", "Call castTo on one of them.");
    }

    @Test
    void aSplitWithoutAnyRowIsRefused() {
        assertThatThrownBy(() -> Splits.random(4, 0.2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A share of 0.2 of 4 rows is less than one row to validate with. Add rows, or hold out"
                        + " 0.250 or more.");
        assertThatThrownBy(() -> Splits.random(-1, 0.2, 1))
                .hasMessage("Expected at least 2 rows to split but found -1. Add some.");
    }

    @Test
    void optionsGiveANewLoader() {
        var loader = DataLoader.of(numbers);

        assertThat(loader.bs(5).batches()).isEqualTo(3);
        assertThat(loader.batches()).isEqualTo(1);
    }

    @Test
    void batchesOfArraysHoldTheirRows() {
        INDArray x = Nd4j.arange(20).reshape(10, 2).castTo(DataType.FLOAT);
        INDArray y = Nd4j.arange(10).reshape(10, 1);

        Batch batch = DataLoader.of(x, y).bs(4).shuffle().first();

        assertThat(batch.x().shape()).containsExactly(4, 2);
        for (int i = 0; i < 4; i++) {
            assertThat(batch.x().getDouble(i, 0)).isEqualTo(2 * batch.y().getDouble(i, 0));
        }
    }

    @Test
    void doublesStayDoubles() {
        INDArray x = Nd4j.arange(10).castTo(DataType.DOUBLE).reshape(5, 2);

        assertThat(DataLoader.of(x, Nd4j.ones(5, 1)).bs(2).first().x()).isEqualTo(x.get(NDArrayIndex.interval(0, 2)));
    }

    @Test
    void isAnIteratorOfDl4jWithTheSameBatches() {
        INDArray x = Nd4j.rand(10, 3);
        INDArray y = Nd4j.rand(10, 2);
        var loader = DataLoader.of(x, y).bs(4);
        var iterator = loader.asIterator();

        List<DataSet> sets = new ArrayList<>();
        iterator.forEachRemaining(sets::add);

        assertThat(sets).hasSize(3);
        assertThat(sets.get(2).getFeatures().rows()).isEqualTo(2);
        assertThat(sets.get(0).getFeatures()).isEqualTo(loader.first().x());
        assertThat(sets.get(0).getLabels()).isEqualTo(loader.first().y());
        assertThat(iterator.hasNext()).isFalse();
        iterator.reset();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.asyncSupported()).isFalse();
    }

    @Test
    void refusesABatchSizeOfNothing() {
        assertThatThrownBy(() -> DataLoader.of(numbers).bs(0))
                .hasMessage("The batch size must be 1 or more but is 0. The lesson uses 256 for 3s and 7s, 64 for ten"
                        + " digits.");
    }

    @Test
    void targetsTakeTheFormTheNetNeeds() {
        var images = new LabelledImages(Nd4j.zeros(3, 4), new int[] {0, 1, 1}, List.of("3", "7"), 2, 2);
        Batch batch = DataLoader.of(images).first();

        assertThat(batch.y(1)).isEqualTo(Nd4j.createFromArray(0f, 1f, 1f).reshape(3, 1));
        assertThat(batch.y(2)).isEqualTo(Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {0, 1}}));
        assertThatThrownBy(() -> batch.y(10))
                .hasMessage("The net gives 10 outputs but the targets have 2 classes. Give the net 2 outputs, or the"
                        + " data other targets.");
    }

    @Test
    void randomSplitHoldsOutItsShareAndLosesNothing() {
        int[][] parts = Splits.random(100, 0.2, 125);

        assertThat(parts[1]).hasSize(20);
        assertThat(IntStream.concat(IntStream.of(parts[0]), IntStream.of(parts[1]))
                        .sorted()
                        .toArray())
                .isEqualTo(IntStream.range(0, 100).toArray());
        assertThat(Splits.random(100, 0.2, 125)[1]).isEqualTo(parts[1]);
        assertThatThrownBy(() -> Splits.random(10, 20, 1))
                .hasMessage("The validation share must lie between 0 and 1 but is 20.0. fast.ai's default is 0.2.");
    }

    @Test
    void oneClassAgainstAllOthersIsAColumn() {
        var pixels = Nd4j.rand(DataType.FLOAT, 6, 4);
        var images = new LabelledImages(pixels, new int[] {0, 1, 2, 0, 1, 2}, List.of("2", "3", "7"), 2, 2);
        var dls = DataLoaders.of(images, images).bs(6).shuffle(false);

        var threes = dls.positive("3").oneBatch();

        assertThat(dls.classes()).containsExactly("2", "3", "7");
        assertThat(threes.x()).isEqualTo(pixels);
        assertThat(threes.y().toDoubleVector()).containsExactly(0, 1, 0, 0, 1, 0);
        assertThat(threes.y().shape()).containsExactly(6, 1);
        assertThatThrownBy(() -> dls.positive("4")).hasMessage("No class '4'. Classes: 2, 3, 7.");
    }
}
