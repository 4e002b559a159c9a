package lesson4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class TextTest {

    @Test
    void listsShowHowManyAndTheFirstTen() {
        assertThat(Text.of(IntStream.range(0, 12).boxed().toList()))
                .isEqualTo("(#12) [0, 1, 2, 3, 4, 5, 6, 7, 8, 9 …]");
        assertThat(Text.of(List.of())).isEqualTo("(#0) []");
        assertThat(Text.of(List.of(List.of(1), new int[] {2}))).isEqualTo("(#2) [(#1) [1], int (#1) [2]]");
    }

    @Test
    void longPathsShowTheirLastThreeNames() {
        assertThat(Text.of(List.of(Path.of("a/b/train/3/7.png")))).isEqualTo("(#1) [train/3/7.png]");
    }

    @Test
    void nothingIsShownAsNull() {
        assertThat(Text.of(null)).isEqualTo("null");
    }

    @Test
    void aShowableIsShownAsWhatStandsForIt() {
        Showable run = () -> List.of(1, 2);

        assertThat(Text.of(run)).isEqualTo("(#2) [1, 2]");
    }

    @Test
    void tensorsShowTypeShapeAndAlignedValues() {
        assertThat(Text.of(Nd4j.createFromArray(new float[][] {{1, -2.5f}, {10, 0}})))
                .isEqualTo("FLOAT [2, 2]\n[[ 1.0000, -2.5000],\n [10.0000,  0.0000]]");
        assertThat(Text.of(Nd4j.createFromArray(0, 29, 253).castTo(DataType.UINT8)))
                .isEqualTo("UBYTE [3]\n[  0,  29, 253]");
        assertThat(Text.of(Nd4j.createFromArray(true, false))).isEqualTo("BOOL [2]\n[ true, false]");
    }

    @Test
    void scalarsAndEmptyTensorsFitOnALine() {
        assertThat(Text.of(Nd4j.scalar(0.25f))).isEqualTo("FLOAT [] 0.2500");
        assertThat(Text.of(Nd4j.empty(DataType.FLOAT))).isEqualTo("FLOAT [] (empty)");
    }

    @Test
    void verySmallAndVeryLargeValuesAreWrittenWithPowersOfTen() {
        assertThat(Text.of(Nd4j.createFromArray(1e-6f, 0f))).isEqualTo("FLOAT [2]\n[1.0000e-06, 0.0000e+00]");
        assertThat(Text.of(Nd4j.createFromArray(123456f, 1f))).isEqualTo("FLOAT [2]\n[1.2346e+05, 1.0000e+00]");
    }

    @Test
    void notANumberAndInfinityAreShown() {
        assertThat(Text.of(Nd4j.createFromArray(Float.NaN, Float.POSITIVE_INFINITY)))
                .isEqualTo("FLOAT [2]\n[     NaN, Infinity]");
    }

    @Test
    void longAxesKeepTheirEnds() {
        String[] lines = Text.of(Nd4j.arange(400).reshape(20, 20)).split("\n");

        assertThat(lines).hasSize(10);
        assertThat(lines[1]).startsWith("[[  0.0000,   1.0000,").contains("  3.0000, …,  16.0000,");
        assertThat(lines[5]).isEqualTo(" …,");
        assertThat(lines[9]).endsWith("399.0000]]");
    }
}
