package lesson4j.step;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import lesson4j.data.Batch;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A step for a stack of dense layers by seven BLAS calls, on the net's own parameters.
 *
 * <p>DL4J keeps each weight matrix column by column, {@code [in, out]}, which read row by row is {@code [out, in]}; so
 * products can be taken in place, without copies or new arrays. Everything is allocated once, gradients lie in the
 * parameters' order, and one {@code saxpy}, or DL4J's optimiser, moves them all. The net stays DL4J's: what is trained here is what
 * {@code net.output} uses.
 */
final class DenseStep implements TrainStep {
    private final LossEnd loss;
    private final Optimiser optimiser;
    private final DenseLayout layout;
    private final FloatPointer params;
    private final FloatPointer gradient;
    private FloatPointer pixels = new FloatPointer(0L);
    private FloatBuffer input = FloatBuffer.allocate(0);
    private final float[] gradientOfBias;
    private final float[][] biases;
    private int room;
    private Floats[] values = {};
    private Floats[] deltas = {};

    DenseStep(Net net, LossEnd loss, Optimiser optimiser, DenseLayout layout) {
        this.loss = loss;
        this.optimiser = optimiser;
        this.layout = layout;
        this.params = Floats.memory(net.params());
        this.gradient = Floats.memory(net.gradients());
        this.gradientOfBias = new float[layout.widest()];
        this.biases = new float[layout.depth() + 1][];
        for (int l = 1; l <= layout.depth(); l++) {
            biases[l] = new float[layout.width(l)];
        }
    }

    /** Makes room for a batch of {@code rows}. */
    private void reserve(int rows) {
        if (rows <= room) {
            return;
        }
        room = rows;
        pixels = new FloatPointer((long) rows * layout.width(0));
        input = pixels.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        values = new Floats[layout.depth() + 1];
        deltas = new Floats[layout.depth() + 1];
        for (int l = 1; l <= layout.depth(); l++) {
            values[l] = new Floats(rows * layout.width(l));
            deltas[l] = new Floats(rows * layout.width(l));
        }
    }

    @Override
    public double step(Batch batch, double lr) {
        int b = batch.size();
        forward(batch);
        double mean = lossAndDelta(batch, b);
        for (int l = layout.depth(); l >= 1; l--) {
            backward(l, b);
        }
        optimiser.rate(lr);
        optimiser.apply();
        return mean;
    }

    @Override
    public void momentum(double momentum) {
        optimiser.momentum(momentum);
    }

    @Override
    public INDArray outputs(Batch batch) {
        forward(batch);
        int outputs = layout.width(layout.depth());
        float[] raw = Arrays.copyOf(values[layout.depth()].inside, batch.size() * outputs);
        return Nd4j.create(raw, new long[] {batch.size(), outputs}, 'c');
    }

    /** Takes the batch through the net, some rows at a time: each thread finds what it wrote in its own core's cache. */
    private void forward(Batch batch) {
        int b = batch.size();
        reserve(b);
        for (int l = 1; l <= layout.depth(); l++) {
            Floats.at(params, layout.bias(l)).get(biases[l], 0, layout.width(l));
        }
        boolean together = b * layout.multiplications() >= Gemm.WORTH_SHARING;
        int rows = together ? Tile.rows(b) : b;
        Crew.run(Tile.pieces(b, rows), together, i -> forward(batch, i * rows, Math.min(b, (i + 1) * rows)));
    }

    private void forward(Batch batch, int first, int last) {
        batch.copyX(input, first, last);
        for (int l = 1; l <= layout.depth(); l++) {
            int in = layout.width(l - 1);
            int out = layout.width(l);
            FloatPointer below = inputs(l, first);
            FloatPointer weights = Floats.at(params, layout.weights(l));
            Floats z = values[l];
            FloatPointer product = Floats.at(z.outside, (long) first * out);
            Gemm.productTransposedRight(last - first, out, in, below, weights, product);
            product.get(z.inside, first * out, (last - first) * out);
            addBias(z.inside, biases[l], first, last);
            layout.activation(l).apply(z.inside, first * out, last * out);
            product.put(z.inside, first * out, (last - first) * out);
        }
    }

    /** Returns what goes into layer {@code l}, from row {@code first} on. */
    private FloatPointer inputs(int l, int first) {
        FloatPointer all = l == 1 ? pixels : values[l - 1].outside;
        return Floats.at(all, (long) first * layout.width(l - 1));
    }

    private static void addBias(float[] z, float[] bias, int first, int last) {
        for (int i = first; i < last; i++) {
            for (int j = 0; j < bias.length; j++) {
                z[i * bias.length + j] += bias[j];
            }
        }
    }

    /** Turns the last layer's values into the derivative of the mean loss by its raw outputs. */
    private double lossAndDelta(Batch batch, int b) {
        int outputs = layout.width(layout.depth());
        float[] raw = values[layout.depth()].inside;
        float[] delta = deltas[layout.depth()].inside;
        double[] z = new double[b * outputs];
        for (int i = 0; i < z.length; i++) {
            z[i] = raw[i];
        }
        double[] dz = new double[z.length];
        double mean = loss.mean(batch, z, dz);
        for (int i = 0; i < z.length; i++) {
            delta[i] = (float) dz[i];
        }
        return mean;
    }

    /** Writes layer {@code l}'s part of the gradient, and the derivative by the values below it. */
    private void backward(int l, int b) {
        int in = layout.width(l - 1);
        int out = layout.width(l);
        Floats delta = deltas[l];
        layout.activation(l).backprop(delta.inside, values[l].inside, 0, b * out);
        delta.store(b * out);
        Arrays.fill(gradientOfBias, 0, out, 0f);
        for (int i = 0; i < b; i++) {
            for (int j = 0; j < out; j++) {
                gradientOfBias[j] += delta.inside[i * out + j];
            }
        }
        Floats.at(gradient, layout.bias(l)).put(gradientOfBias, 0, out);
        FloatPointer below = inputs(l, 0);
        Gemm.productTransposedLeft(out, in, b, delta.outside, below, Floats.at(gradient, layout.weights(l)));
        if (l > 1) {
            FloatPointer weights = Floats.at(params, layout.weights(l));
            Gemm.product(b, in, out, delta.outside, weights, deltas[l - 1].outside);
            deltas[l - 1].fetch(b * in);
        }
    }

    @Override
    public String describe() {
        return "dense BLAS on the net's parameters";
    }
}
