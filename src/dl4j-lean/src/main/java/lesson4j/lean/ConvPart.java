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

    /** Columns of more numbers than this leave a core's cache before they are used. */
    private static final int MOST_COLUMNS = 1 << 17;

    /** Weights of more numbers than this would be read too often. */
    private static final int MOST_WEIGHTS = 1 << 16;

    private final Plane in;
    private final Plane out;
    private final Columns columns;
    private final Pointwise activation;
    private final Memory memory;
    private final Place place;
    private final boolean first;
    private final Taps taps;
    private final float[] bias;
    private final int depth;
    private ConvLane[] lanes = {};
    private int each;

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
        this.depth = in.channels * columns.taps().length;
    }

    /** Decides how many examples to take at once. Lanes are the same each time, so that sums are the same to the last digit. */
    private void reserve(int b) {
        long all = (long) depth * b * out.area();
        boolean whole = columns.isInput() || all < 4L * MOST_COLUMNS || out.channels * depth > MOST_WEIGHTS;
        each = whole ? b : Math.max(1, MOST_COLUMNS / (depth * out.area()));
        int count = whole ? 1 : Math.min(2 * Crew.SIZE, Tile.pieces(b, each));
        if (count != lanes.length) {
            lanes = new ConvLane[count];
            Arrays.setAll(lanes, l -> new ConvLane(depth, out.channels, l > 0));
        }
        for (ConvLane lane : lanes) {
            lane.reserve(each * out.area());
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
        FloatPointer weights = taps.of(Floats.at(memory.params, place.weights));
        if (place.bias >= 0) {
            Floats.at(memory.params, place.bias).get(bias, 0, bias.length);
        }
        run(b, (lane, first, last) -> {
            int k = (last - first) * out.area();
            fill(lane.columns, first, last, b);
            Gemm.product(out.channels, k, depth, weights, lane.columns, lane.result);
            Crew.share(out.channels, (long) out.channels * k, (from, to) -> {
                for (int c = from; c < to; c++) {
                    int at = (c * b + first) * out.area();
                    Floats.at(lane.result, (long) c * k).get(out.value, at, k);
                    addBias(c, at, k);
                    activation.apply(out.value, at, at + k);
                }
            });
        });
    }

    private void addBias(int c, int at, int k) {
        float shift = place.bias >= 0 ? bias[c] : 0;
        for (int i = at; i < at + k; i++) {
            out.value[i] += shift;
        }
    }

    private void fill(FloatPointer matrix, int first, int last, int b) {
        if (columns.isInput()) {
            matrix.put(in.value, 0, in.channels * b * in.area());
            return;
        }
        int count = columns.taps().length;
        int k = (last - first) * out.area();
        Crew.share(depth, (long) depth * k, (from, to) -> {
            float[] row = new float[k];
            for (int r = from; r < to; r++) {
                columns.read(r / count, r % count, first, last, b, row);
                Floats.at(matrix, (long) r * k).put(row, 0, k);
            }
        });
    }

    @Override
    public void backward(int b) {
        FloatPointer gradients = Floats.at(memory.gradients(), place.weights);
        FloatPointer slopes = taps.toWrite(gradients);
        FloatPointer weights = taps.again(Floats.at(memory.params, place.weights));
        boolean add = !first && in.addsToDelta();
        for (ConvLane lane : lanes) {
            lane.begin();
        }
        run(b, (lane, from, to) -> backward(lane, from, to, b, slopes, weights, add));
        for (int l = 1; l < lanes.length; l++) {
            // where examples do not share out evenly, the last lanes have none
            if (lanes[l].hasBegun) {
                cblas_saxpy(out.channels * depth, 1f, lanes[l].slopes(slopes), 1, slopes, 1);
            }
        }
        taps.written(gradients);
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
        int k = (last - first) * out.area();
        Crew.share(out.channels, (long) out.channels * k, (from, to) -> {
            for (int c = from; c < to; c++) {
                int at = (c * b + first) * out.area();
                activation.backprop(out.delta, out.value, at, at + k);
                Floats.at(lane.result, (long) c * k).put(out.delta, at, k);
                lane.bias[c] += NormPart.sum(out.delta, at, k);
            }
        });
        if (each < b) {
            fill(lane.columns, first, last, b);
        }
        FloatPointer sum = lane.slopes(slopes);
        Gemm.addTransposedRight(out.channels, depth, k, lane.result, lane.columns, sum, lane.hasBegun);
        lane.hasBegun = true;
        if (!this.first) {
            Gemm.productTransposedLeft(depth, k, out.channels, weights, lane.result, lane.columns);
            giveBack(lane.columns, first, last, b, add);
        }
    }

    private void giveBack(FloatPointer matrix, int first, int last, int b, boolean add) {
        if (columns.isInput() && !add) {
            matrix.get(in.delta, 0, in.channels * b * in.area());
            return;
        }
        int count = columns.taps().length;
        int k = (last - first) * out.area();
        Crew.share(in.channels, (long) depth * k, (from, to) -> {
            float[] row = new float[k];
            for (int c = from; c < to; c++) {
                if (!add) {
                    Arrays.fill(in.delta, (c * b + first) * in.area(), (c * b + last) * in.area(), 0f);
                }
                for (int t = 0; t < count; t++) {
                    Floats.at(matrix, ((long) c * count + t) * k).get(row, 0, k);
                    columns.add(c, t, first, last, b, row);
                }
            }
        });
    }
}
