package lesson4j.lean;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes examples through a stack of dense layers and back by BLAS, on the net's own parameters.
 *
 * <p>DL4J keeps each weight matrix column by column, {@code [in, out]}, which read row by row is {@code [out, in]}; so
 * products can be taken in place, without copies or new arrays. Everything is allocated once, gradients lie in the
 * parameters' order. The net stays DL4J's: what is trained here is what
 * {@code net.output} uses.
 */
final class DensePass implements Pass {
    private final DenseLayout layout;
    private final Memory memory;
    private final float[] gradientOfBias;
    private final DenseForward forward;
    private DenseRows all;
    private Floats[] deltas = {};

    DensePass(Memory memory, DenseLayout layout) {
        this.memory = memory;
        this.layout = layout;
        this.gradientOfBias = new float[layout.widest()];
        this.forward = new DenseForward(layout, memory.params);
        this.all = forward.room(0);
    }

    /** Makes room for a batch of {@code rows}. */
    private void reserve(int rows) {
        if (rows <= all.room) {
            return;
        }
        all = forward.room(rows);
        deltas = new Floats[layout.depth() + 1];
        for (int l = 1; l <= layout.depth(); l++) {
            deltas[l] = new Floats((long) rows * layout.width(l));
        }
    }

    @Override
    public double gradient(MiniBatch batch, LossEnd loss) {
        return gradient(batch, loss, Aim.at(memory.gradients()));
    }

    @Override
    public Optional<Double> step(MiniBatch batch, LossEnd loss, Aim.Rates rates) {
        return Optional.of(gradient(batch, loss, new Aim(memory.params, true, rates)));
    }

    private double gradient(MiniBatch batch, LossEnd loss, Aim aim) {
        int b = batch.size();
        reserve(b);
        forward.run(batch, all);
        double mean = lossAndDelta(batch, loss, b);
        for (int l = layout.depth(); l >= 1; l--) {
            backward(l, b, aim);
        }
        return mean;
    }

    @Override
    public INDArray raw(MiniBatch batch) {
        return forward.outputs(batch);
    }

    @Override
    public <B extends MiniBatch> void raw(Iterable<B> batches, BiConsumer<B, INDArray> use) {
        forward.outputs(batches, use);
    }

    /** Turns the last layer's values into the derivative of the mean loss by its raw outputs. */
    private double lossAndDelta(MiniBatch batch, LossEnd loss, int b) {
        int outputs = layout.width(layout.depth());
        float[] raw = all.values(layout.depth());
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

    /** Gives layer {@code l}'s part of the gradient to its aim, and writes the derivative by the values below it. */
    private void backward(int l, int b, Aim aim) {
        int in = layout.width(l - 1);
        int out = layout.width(l);
        Floats delta = deltas[l];
        Crew.share(b, (long) b * out, (from, to) -> {
            FloatPointer rows = Floats.at(delta.outside, (long) from * out);
            if (l < layout.depth()) {
                rows.get(delta.inside, from * out, (to - from) * out);
            }
            layout.activation(l).backprop(delta.inside, all.values(l), from * out, to * out);
            rows.put(delta.inside, from * out, (to - from) * out);
        });
        Crew.share(out, (long) b * out, (from, to) -> {
            Arrays.fill(gradientOfBias, from, to, 0f);
            for (int i = 0; i < b; i++) {
                for (int j = from; j < to; j++) {
                    gradientOfBias[j] += delta.inside[i * out + j];
                }
            }
        });
        if (l > 1) {
            // first, as the aim may be the weights themselves
            FloatPointer weights = Floats.at(memory.params, layout.weights(l));
            Gemm.product(b, in, out, delta.outside, weights, deltas[l - 1].outside);
        }
        aim.put(gradientOfBias, out, layout.bias(l));
        aim.product(out, in, b, delta.outside, all.inputs(l, 0), layout.weights(l));
    }

    @Override
    public String describe() {
        return "dense BLAS on the net's parameters";
    }
}
