package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import tech.tablesaw.api.Table;

class PlainDigitsTest {

    /** Enough rows for several parts: a file of plain numbers is read by all cores. */
    @Property(tries = 10)
    void plainNumbersAreReadAsTheFullParserReadsThem(
            @ForAll @IntRange(min = 1, max = 2_500) int rows, @ForAll boolean labelled, @ForAll long seed) {
        int[][] values = values(rows, labelled, new Random(seed));
        byte[] bytes = csv(values, labelled, "", ",", "\n").getBytes(StandardCharsets.UTF_8);

        short[][] columns = PlainDigits.columns(bytes).orElseThrow();

        assertThat(columns).isDeepEqualTo(DigitsCsv.parsed("t.csv", bytes));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns.length; column++) {
                assertThat((int) columns[column][row]).isEqualTo(values[row][column]);
            }
        }
    }

    @Property(tries = 20)
    void otherWaysToWriteTheSameGiveTheSame(
            @ForAll boolean quoted, @ForAll boolean spaced, @ForAll boolean windows, @ForAll long seed) {
        int[][] values = values(3, true, new Random(seed));
        byte[] plain = csv(values, true, "", ",", "\n").getBytes(StandardCharsets.UTF_8);
        String end = windows ? "\r\n" : "\n";
        byte[] other =
                csv(values, true, quoted ? "\"" : "", spaced ? " , " : ",", end).getBytes(StandardCharsets.UTF_8);

        Table table = DigitsCsv.table("t.csv", other);

        assertThat(PlainDigits.columns(other).isPresent()).isEqualTo(!quoted && !spaced && !windows);
        assertThat(table.columnNames())
                .isEqualTo(DigitsCsv.table("t.csv", plain).columnNames());
        assertThat(DigitsCsv.parsed("t.csv", other)).isDeepEqualTo(DigitsCsv.parsed("t.csv", plain));
    }

    private static int[][] values(int rows, boolean labelled, Random random) {
        return IntStream.range(0, rows)
                .mapToObj(row -> {
                    int[] values = random.ints(labelled ? 785 : 784, 0, 256).toArray();
                    values[0] = labelled ? random.nextInt(10) : values[0];
                    return values;
                })
                .toArray(int[][]::new);
    }

    private static String csv(int[][] values, boolean labelled, String quote, String comma, String end) {
        String[] header =
                (labelled ? DigitsTest.HEADER : DigitsTest.PIXELS).strip().split(",");
        Stream<String[]> rows = Arrays.stream(values)
                .map(row -> Arrays.stream(row).mapToObj(Integer::toString).toArray(String[]::new));
        return Stream.concat(Stream.<String[]>of(header), rows)
                .map(cells ->
                        Arrays.stream(cells).map(cell -> quote + cell + quote).collect(Collectors.joining(comma)))
                .collect(Collectors.joining(end, "", end));
    }
}
