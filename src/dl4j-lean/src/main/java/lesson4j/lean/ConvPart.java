package lesson4j.lean;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A convolution as one matrix product over all examples; a dense layer is one of a single pixel.
 *
 * <p>DL4J keeps the weights as {@code [out, in, height, width]}, row by row, which is the left side of that product.
 */
final class ConvPart implements Part {
    /** Where weights and bias are in the parameters, and likewise in the gradients; without a bias -1. */
    record Place(long weights, long bias) {}

    private final Plane in;
    private final Plane out;
    private final Columns columns;
    private final Pointwise activation;
    private final Memory memory;
    private final Place place;
    private final boolean first;
    private final Taps taps;
    private final float[] bias;
    private FloatPointer matrix = new FloatPointer(0L);
    private FloatPointer result = new FloatPointer(0L);
    private int room;

    /** Makes the part; the first of a net need not compute the derivative by its input. */
    ConvPart(Plane in, Plane out, Window window, Pointwise activation, Memory memory, Place place, boolean first) {
        this.in = in;
        this.out = out;
        this.columns = new Columns(in, out, window);
        this.activation = activation;
        this.memory = memory;
        this.place = place;
        this.first = first;
        this.taps = new Taps(columns.taps(), window.kernel() * window.kernel(), out.channels * in.channels);
        this.bias = new float[out.channels];
    }

    private int depth() {
        return in.channels * columns.taps().length;
    }

    private void reserve(int b) {
        if (b > room) {
            room = b;
            matrix.deallocate();
            result.deallocate();
            matrix = new FloatPointer((long) depth() * b * out.area());
            result = new FloatPointer((long) out.channels * b * out.area());
        }
    }

    @Override
    public void forward(int b, boolean training) {
        reserve(b);
        int n = b * out.area();
        fillMatrix(b, n);
        Gemm.product(out.channels, n, depth(), taps.of(Floats.at(memory.params, place.weights)), matrix, result);
        if (place.bias >= 0) {
            Floats.at(memory.params, place.bias).get(bias, 0, bias.length);
        }
        Crew.share(out.channels, (long) out.channels * n, (from, to) -> {
            Floats.at(result, (long) from * n).get(out.value, from * n, (to - from) * n);
            if (place.bias >= 0) {
                addBias(from, to, n);
            }
            activation.apply(out.value, from * n, to * n);
        });
    }

    private void fillMatrix(int b, int n) {
        if (columns.isInput()) {
            matrix.put(in.value, 0, in.channels * n);
            return;
        }
        int count = columns.taps().length;
        Crew.share(depth(), (long) depth() * n, (from, to) -> {
            float[] row = new float[n];
            for (int r = from; r < to; r++) {
                columns.read(r / count, r % count, b, row);
                Floats.at(matrix, (long) r * n).put(row, 0, n);
            }
        });
    }

    private void addBias(int from, int to, int n) {
        for (int c = from; c < to; c++) {
            float shift = bias[c];
            for (int i = c * n; i < (c + 1) * n; i++) {
                out.value[i] += shift;
            }
        }
    }

    @Override
    public void backward(int b) {
        int n = b * out.area();
        Crew.share(out.channels, (long) out.channels * n, (from, to) -> {
            activation.backprop(out.delta, out.value, from * n, to * n);
            Floats.at(result, (long) from * n).put(out.delta, from * n, (to - from) * n);
            sumBias(from, to, n);
        });
        if (place.bias >= 0) {
            Floats.at(memory.gradients(), place.bias).put(bias, 0, bias.length);
        }
        FloatPointer slopes = Floats.at(memory.gradients(), place.weights);
        Gemm.productTransposedRight(out.channels, depth(), n, result, matrix, taps.toWrite(slopes));
        taps.written(slopes);
        if (!first) {
            FloatPointer weights = taps.again(Floats.at(memory.params, place.weights));
            Gemm.productTransposedLeft(depth(), n, out.channels, weights, result, matrix);
            readMatrix(b, n, in.addsToDelta());
        }
    }

    private void sumBias(int from, int to, int n) {
        for (int c = from; c < to; c++) {
            bias[c] = (float) NormPart.sum(out.delta, c * n, n);
        }
    }

    private void readMatrix(int b, int n, boolean add) {
        if (columns.isInput() && !add) {
            matrix.get(in.delta, 0, in.channels * n);
            return;
        }
        int count = columns.taps().length;
        int size = b * in.area();
        Crew.share(in.channels, (long) depth() * n, (from, to) -> {
            float[] row = new float[n];
            for (int c = from; c < to; c++) {
                if (!add) {
                    Arrays.fill(in.delta, c * size, (c + 1) * size, 0f);
                }
                for (int t = 0; t < count; t++) {
                    Floats.at(matrix, ((long) c * count + t) * n).get(row, 0, n);
                    columns.add(c, t, b, row);
                }
            }
        });
    }
}
