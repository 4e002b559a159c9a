package lesson4j.lean;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Room for some examples on their way through a stack of dense layers. */
final class DenseRows {
    /** So many values stay in a core's nearest cache from one loop to the next. */
    private static final int NEAR = 4096;

    final int room;
    private final DenseLayout layout;
    private final FloatPointer params;
    private final float[][] biases;
    private final FloatPointer pixels;
    private final FloatBuffer input;
    private final Floats[] values;

    /** Makes room for {@code room} examples; {@code biases} are those of layers 1 and above, filled by the owner. */
    DenseRows(DenseLayout layout, FloatPointer params, float[][] biases, int room) {
        this.room = room;
        this.layout = layout;
        this.params = params;
        this.biases = biases;
        // its bytes are a buffer, which an int counts
        this.pixels = new FloatPointer(Floats.room((long) Float.BYTES * room * layout.width(0)) / Float.BYTES);
        this.input = pixels.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        this.values = new Floats[layout.depth() + 1];
        for (int l = 1; l <= layout.depth(); l++) {
            values[l] = new Floats((long) room * layout.width(l));
        }
    }

    /** Takes the examples from {@code first} to before {@code last} through the net, into the rows from {@code at} on. */
    void forward(Inputs examples, int first, int last, int at) {
        int width = layout.width(0);
        int rows = last - first;
        Crew.share(
                rows,
                (long) rows * width,
                (from, to) ->
                        examples.copy(input.slice((at + from) * width, (to - from) * width), first + from, first + to));
        for (int l = 1; l <= layout.depth(); l++) {
            int out = layout.width(l);
            FloatPointer weights = Floats.at(params, layout.weights(l));
            Floats z = values[l];
            FloatPointer product = Floats.at(z.outside, (long) at * out);
            Gemm.productTransposedRight(rows, out, layout.width(l - 1), inputs(l, at), weights, product);
            int layer = l;
            Crew.share(rows, (long) rows * out, (from, to) -> finish(layer, at + from, at + to));
        }
    }

    /** Makes some rows of layer {@code l}'s product its values. */
    private void finish(int l, int first, int end) {
        int out = layout.width(l);
        Floats z = values[l];
        FloatPointer product = Floats.at(z.outside, (long) first * out);
        product.get(z.inside, first * out, (end - first) * out);
        int near = Math.max(1, NEAR / out);
        for (int i = first; i < end; i += near) {
            int after = Math.min(end, i + near);
            addBias(z.inside, biases[l], i, after);
            layout.activation(l).apply(z.inside, i * out, after * out);
        }
        if (l < layout.depth()) {
            product.put(z.inside, first * out, (end - first) * out);
        }
    }

    /** Returns what goes into layer {@code l}, from row {@code first} on. */
    FloatPointer inputs(int l, int first) {
        FloatPointer all = l == 1 ? pixels : values[l - 1].outside;
        return Floats.at(all, (long) first * layout.width(l - 1));
    }

    /** Returns what layer {@code l} gave, row after row. */
    float[] values(int l) {
        return values[l].inside;
    }

    private static void addBias(float[] z, float[] bias, int first, int last) {
        for (int i = first; i < last; i++) {
            for (int j = 0; j < bias.length; j++) {
                z[i * bias.length + j] += bias[j];
            }
        }
    }
}
