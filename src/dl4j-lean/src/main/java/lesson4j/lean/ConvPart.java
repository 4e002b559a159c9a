package lesson4j.lean;

import static org.bytedeco.openblas.global.openblas.cblas_saxpy;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A convolution as matrix products. A dense layer is one of a single pixel.
 *
 * <p>DL4J keeps the weights as {@code [out, in, height, width]}, row by row, which is the left side of that product.
 */
final class ConvPart extends BentPart {
    /** Where weights and bias are in the parameters, and likewise in the gradients; without a bias -1. */
    record Place(long weights, long bias) {}

    /** Weights of more numbers than this would be read too often. */
    private static final int MOST_WEIGHTS = 1 << 16;

    private final Plane in;
    private final Plane out;
    private final Windows windows;
    private final Memory memory;
    private final Place place;
    private final boolean first;
    private final float[] bias;
    private final int size;
    private ConvLane[] lanes = {};
    private Block most = new Block(0, 0, 0, 0, 0);

    /** Makes the part; the first of a net need not compute the derivative by its input. */
    ConvPart(Plane in, Plane out, Windows windows, Pointwise activation, Memory memory, Place place, boolean first) {
        super(activation);
        this.in = in;
        this.out = out;
        this.windows = windows;
        this.memory = memory;
        this.place = place;
        this.first = first;
        this.bias = new float[out.channels];
        this.size = Gemm.line(windows.products(), windows.depth()) * out.channels;
    }

    /** Decides how much to take at once. Lanes are the same each time, so that sums are the same to the last digit. */
    private void reserve(int b) {
        most = size > MOST_WEIGHTS ? out.whole(b) : windows.first(b);
        int count = Math.min(2 * Crew.SIZE, Tile.pieces(b, most.examples()));
        if (count != lanes.length) {
            lanes = new ConvLane[count];
            Arrays.setAll(lanes, l -> new ConvLane(windows, out.channels, l > 0 ? size : 0));
        }
        for (ConvLane lane : lanes) {
            lane.reserve(windows.places(most));
        }
    }

    private interface Some {
        void run(ConvLane lane, Block block);
    }

    /** Goes through the batch, each lane through its share, block by block. */
    private void run(int b, Some work) {
        int share = Tile.pieces(Tile.pieces(b, Plane.GROUP), lanes.length) * Plane.GROUP;
        Crew.run(lanes.length, true, l -> {
            int end = Math.min(b, (l + 1) * share);
            for (int i = l * share; i < end; i += most.examples()) {
                for (int y = 0; y < out.height; y += most.rows()) {
                    int last = Math.min(end, i + most.examples());
                    work.run(lanes[l], new Block(i, last, y, Math.min(out.height, y + most.rows()), b));
                }
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
        run(b, (lane, block) -> {
            int k = windows.places(block);
            windows.fill(lane.columns, block);
            Gemm.products(windows.products(), out.channels, k, windows.depth(), weights, lane.columns, lane.result);
            Crew.share(out.channels, (long) out.channels * k, (from, to) -> {
                windows.take(lane.result, from, to, block);
                for (int c = from; c < to; c++) {
                    bend(c, out.at(c, block), out.at(c, block) + out.size(block));
                }
            });
        });
    }

    private void bend(int c, int from, int to) {
        if (place.bias >= 0) {
            float shift = bias[c];
            for (int i = from; i < to; i++) {
                out.value[i] += shift;
            }
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
        run(b, (lane, block) -> backward(lane, block, slopes, weights, add));
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

    private void backward(ConvLane lane, Block block, FloatPointer slopes, FloatPointer weights, boolean add) {
        int k = windows.places(block);
        int n = windows.products();
        int depth = windows.depth();
        Crew.share(out.channels, (long) out.channels * k, (from, to) -> {
            for (int c = from; c < to; c++) {
                int at = out.at(c, block);
                activation.backprop(out.delta, out.value, at, at + out.size(block));
                if (place.bias >= 0) {
                    lane.bias[c] += NormPart.sum(out.delta, at, out.size(block));
                }
            }
            windows.put(lane.result, from, to, block);
        });
        if (!block.equals(out.whole(block.b()))) {
            windows.fill(lane.columns, block);
        }
        FloatPointer sum = lane.slopes(slopes);
        Gemm.addTransposedRight(n, out.channels, depth, k, lane.result, lane.columns, sum, lane.hasBegun);
        lane.hasBegun = true;
        if (!first) {
            Gemm.productsTransposedLeft(n, depth, k, out.channels, weights, lane.result, lane.columns);
            windows.giveBack(lane.columns, block, add);
        }
    }
}
