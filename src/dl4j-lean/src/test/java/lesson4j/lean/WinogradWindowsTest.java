package lesson4j.lean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.FloatPointer;

/** Winograd's tiles beside the columns of im2col: outputs, gradients and derivatives of drawn convolutions. */
class WinogradWindowsTest {
    private static final Window THREE = new Window(3, 1, 1);

    /** What a convolution computes of some examples in the middle of a batch. */
    private record Found(float[] value, float[] slopes, float[] delta) {}

    @Property(tries = 80)
    void tilesGiveWhatColumnsGive(
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll @IntRange(min = 1, max = 20) int channels,
            @ForAll @IntRange(min = 1, max = 20) int filters,
            @ForAll @IntRange(min = 1, max = 70) int examples,
            @ForAll @IntRange(min = 1, max = 5) int half,
            @ForAll boolean add,
            @ForAll long seed) {
        Plane in = Plane.pictures(channels, height, width, true);
        Plane out = Plane.pictures(filters, height, width, true);
        int b = examples + 3;
        in.begin(b, true);
        out.begin(b, true);

        // the examples of more than one group are taken whole
        int rows = examples > Plane.GROUP ? height : 2 * half;

        Found right = found(new ColumnWindows(in, out, THREE), in, out, b, height, add, seed);
        Found cut = found(new ColumnWindows(in, out, THREE), in, out, b, rows, add, seed);
        Found tiles = found(new WinogradWindows(in, out), in, out, b, rows, add, seed);

        close(cut, right, b);
        close(tiles, right, b);
    }

    /** Sums of up to 180 products of numbers around 1, and of 81 for each example: 729 for nine. */
    private static void close(Found found, Found right, int b) {
        close(found.value, right.value, 1e-4f);
        close(found.slopes, right.slopes, 1e-3f * Math.max(1, (b - 3) / 9f));
        close(found.delta, right.delta, 1e-4f);
    }

    private static Found found(Windows windows, Plane in, Plane out, int b, int rows, boolean add, long seed) {
        var random = new Random(seed);
        for (float[] numbers : new float[][] {in.value, in.delta, out.delta}) {
            draw(random, numbers);
        }
        Arrays.fill(out.value, 7f);
        float[] own = new float[9 * in.channels * out.channels];
        draw(random, own);
        int n = windows.products();
        int most = windows.places(new Block(1, b - 2, 0, Math.min(rows, in.height), b));
        var matrix = new FloatPointer((long) windows.depth() * Gemm.line(n, most));
        var result = new FloatPointer((long) out.channels * Gemm.line(n, most));
        var gradients = new FloatPointer(own.length);
        FloatPointer weights = windows.of(new FloatPointer(own));
        FloatPointer sums = windows.toWrite(gradients);
        for (int top = 0; top < in.height; top += rows) {
            Block block = new Block(1, b - 2, top, Math.min(in.height, top + rows), b);
            int k = windows.places(block);
            windows.fill(matrix, block);
            Gemm.products(n, out.channels, k, windows.depth(), weights, matrix, result);
            for (int c = 0; c < out.channels; c++) {
                windows.take(result, c, c + 1, block);
                windows.put(result, c, c + 1, block);
            }
            Gemm.addTransposedRight(n, out.channels, windows.depth(), k, result, matrix, sums, top > 0);
            Gemm.productsTransposedLeft(n, windows.depth(), k, out.channels, weights, result, matrix);
            windows.giveBack(matrix, block, add);
        }
        windows.written(gradients);
        float[] slopes = new float[own.length];
        gradients.get(slopes);
        return new Found(out.value.clone(), slopes, in.delta.clone());
    }

    private static void draw(Random random, float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextFloat() * 2 - 1;
        }
    }

    private static void close(float[] found, float[] right, float most) {
        assertThat(found).hasSameSizeAs(right);
        for (int i = 0; i < right.length; i++) {
            assertThat(found[i]).isCloseTo(right[i], within(most));
        }
    }
}
