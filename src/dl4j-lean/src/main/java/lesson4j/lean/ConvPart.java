package lesson4j.lean;

import static org.bytedeco.openblas.global.openblas.cblas_saxpy;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A convolution as matrix products. A dense layer is one of a single pixel.
 *
 * <p>DL4J keeps the weights as {@code [out, in, height, width]}, row by row, which is the left side of that product.
 */
final class ConvPart implements Part {
    /** Where weights and bias are in the parameters, and likewise in the gradients; without a bias -1. */
    record Place(long weights, long bias) {}

    /** Weights of more numbers than this would be read too often. */
    private static final int MOST_WEIGHTS = 1 << 16;

    private final Plane in;
    private final Plane out;
    private final Windows windows;
    private final Pointwise activation;
    private final Memory memory;
    private final Place place;
    private final boolean first;
    private final float[] bias;
    private final int size;
    private ConvLane[] lanes = {};
    private int each;

    /** Makes the part; the first of a net need not compute the derivative by its input. */
    ConvPart(Plane in, Plane out, Windows windows, Pointwise activation, Memory memory, Place place, boolean first) {
        this.in = in;
        this.out = out;
        this.windows = windows;
        this.activation = activation;
        this.memory = memory;
        this.place = place;
        this.first = first;
        this.bias = new float[out.channels];
        this.size = Gemm.line(windows.products(), windows.depth()) * out.channels;
    }

    /** Decides how many examples to take at once. Lanes are the same each time, so that sums are the same to the last digit. */
    private void reserve(int b) {
        boolean whole = windows.takesWhole(b) || size > MOST_WEIGHTS;
        each = whole ? b : windows.atOnce();
        int count = whole ? 1 : Math.min(2 * Crew.SIZE, Tile.pieces(b, each));
        if (count != lanes.length) {
            lanes = new ConvLane[count];
            Arrays.setAll(lanes, l -> new ConvLane(windows, out.channels, l > 0 ? size : 0));
        }
        for (ConvLane lane : lanes) {
            lane.reserve(windows.places(each));
        }
    }

    private interface Some {
        void run(ConvLane lane, int first, int last);
    }

    /** Goes through the batch, each lane through its share, some examples at a time. */
    private void run(int b, Some work) {
        int share = Tile.pieces(b, lanes.length);
        Crew.run(lanes.length, true, l -> {
            for (int i = l * share; i < Math.min(b, (l + 1) * share); i += each) {
                work.run(lanes[l], i, Math.min(i + each, Math.min(b, (l + 1) * share)));
            }
        });
    }

    @Override
    public void forward(int b, boolean training) {
        reserve(b);
        FloatPointer weights = windows.of(Floats.at(memory.params, place.weights));
        if (place.bias >= 0) {
            Floats.at(memory.params, place.bias).get(bias, 0, bias.length);
        }
        run(b, (lane, first, last) -> {
            int k = windows.places(last - first);
            windows.fill(lane.columns, first, last, b);
            Gemm.products(windows.products(), out.channels, k, windows.depth(), weights, lane.columns, lane.result);
            Crew.share(out.channels, (long) out.channels * k, (from, to) -> {
                windows.take(lane.result, from, to, first, last, b);
                for (int c = from; c < to; c++) {
                    bend(c, (c * b + first) * out.area(), (c * b + last) * out.area());
                }
            });
        });
    }

    private void bend(int c, int from, int to) {
        float shift = place.bias >= 0 ? bias[c] : 0;
        for (int i = from; i < to; i++) {
            out.value[i] += shift;
        }
        activation.apply(out.value, from, to);
    }

    @Override
    public void backward(int b) {
        FloatPointer gradients = Floats.at(memory.gradients(), place.weights);
        FloatPointer slopes = windows.toWrite(gradients);
        FloatPointer weights = windows.again(Floats.at(memory.params, place.weights));
        boolean add = !first && in.addsToDelta();
        for (ConvLane lane : lanes) {
            lane.begin();
        }
        run(b, (lane, from, to) -> backward(lane, from, to, b, slopes, weights, add));
        for (int l = 1; l < lanes.length; l++) {
            // where examples do not share out evenly, the last lanes have none
            if (lanes[l].hasBegun) {
                cblas_saxpy(size, 1f, lanes[l].slopes(slopes), 1, slopes, 1);
            }
        }
        windows.written(gradients);
        if (place.bias >= 0) {
            for (int c = 0; c < bias.length; c++) {
                bias[c] = 0;
                for (ConvLane lane : lanes) {
                    bias[c] += (float) lane.bias[c];
                }
            }
            Floats.at(memory.gradients(), place.bias).put(bias, 0, bias.length);
        }
    }

    private void backward(
            ConvLane lane, int first, int last, int b, FloatPointer slopes, FloatPointer weights, boolean add) {
        int k = windows.places(last - first);
        int n = windows.products();
        int depth = windows.depth();
        Crew.share(out.channels, (long) out.channels * k, (from, to) -> {
            for (int c = from; c < to; c++) {
                int at = (c * b + first) * out.area();
                int count = (last - first) * out.area();
                activation.backprop(out.delta, out.value, at, at + count);
                lane.bias[c] += NormPart.sum(out.delta, at, count);
            }
            windows.put(lane.result, from, to, first, last, b);
        });
        if (each < b) {
            windows.fill(lane.columns, first, last, b);
        }
        FloatPointer sum = lane.slopes(slopes);
        Gemm.addTransposedRight(n, out.channels, depth, k, lane.result, lane.columns, sum, lane.hasBegun);
        lane.hasBegun = true;
        if (!this.first) {
            Gemm.productsTransposedLeft(n, depth, k, out.channels, weights, lane.result, lane.columns);
            windows.giveBack(lane.columns, first, last, b, add);
        }
    }
}
