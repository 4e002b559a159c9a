package lesson4j.lean;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * The dense step for nets in double precision, by ND4J's own products on views of the net's parameters.
 *
 * <p>Such nets are for checking formulas rather than for speed, so that arrays may come and go here.
 */
final class DoubleStep implements TrainStep {
    private final ILossFunction loss;
    private final Output output;
    private final Optimiser optimiser;
    private final List<Dense> layers = new ArrayList<>();

    /** A layer's parts of the parameters and the gradient, which are views: weights {@code [in, out]}, bias {@code [out]}. */
    private record Dense(INDArray weights, INDArray bias, INDArray dWeights, INDArray dBias, IActivation activation) {}

    DoubleStep(Net net, ILossFunction loss, Output output, Optimiser optimiser, DenseLayout layout) {
        this.loss = loss;
        this.output = output;
        this.optimiser = optimiser;
        for (int l = 1; l <= layout.depth(); l++) {
            layers.add(new Dense(
                    weights(net.params(), layout, l),
                    bias(net.params(), layout, l),
                    weights(net.gradients(), layout, l),
                    bias(net.gradients(), layout, l),
                    Activation.valueOf(layout.activation(l).name()).getActivationFunction()));
        }
    }

    private static INDArray weights(INDArray all, DenseLayout layout, int l) {
        long in = layout.width(l - 1);
        long out = layout.width(l);
        return part(all, layout.weights(l), in * out).reshape('f', in, out);
    }

    private static INDArray bias(INDArray all, DenseLayout layout, int l) {
        return part(all, layout.bias(l), layout.width(l));
    }

    private static INDArray part(INDArray all, long from, long length) {
        return all.reshape(all.length()).get(NDArrayIndex.interval(from, from + length));
    }

    @Override
    public double step(MiniBatch batch, double lr) {
        int b = batch.size();
        List<INDArray> raw = new ArrayList<>();
        List<INDArray> values = forward(batch, raw);
        INDArray targets = batch.y(output.size()).castTo(DataType.DOUBLE);
        INDArray last = values.get(layers.size()).dup();
        var both = loss.computeGradientAndScore(targets, last, output.activation(), null, false);
        INDArray delta = both.getSecond().div(b);
        for (int l = layers.size() - 1; l >= 0; l--) {
            Dense layer = layers.get(l);
            delta = layer.activation.backprop(raw.get(l), delta).getFirst();
            values.get(l).transpose().mmuli(delta, layer.dWeights);
            layer.dBias.assign(delta.sum(0));
            delta = l == 0 ? delta : delta.mmul(layer.weights.transpose());
        }
        optimiser.rate(lr);
        optimiser.apply();
        return both.getFirst() / b;
    }

    /** Returns the inputs and what each layer made of them; adds what that was before the activation to {@code raw}. */
    private List<INDArray> forward(MiniBatch batch, List<INDArray> raw) {
        List<INDArray> values = new ArrayList<>();
        INDArray x = batch.x().castTo(DataType.DOUBLE);
        values.add(x);
        for (Dense layer : layers) {
            INDArray z = x.mmul(layer.weights).addiRowVector(layer.bias);
            x = layer.activation.getActivation(z.dup(), true);
            raw.add(z);
            values.add(x);
        }
        return values;
    }

    @Override
    public void momentum(double momentum) {
        optimiser.momentum(momentum);
    }

    @Override
    public INDArray outputs(MiniBatch batch) {
        return forward(batch, new ArrayList<>()).get(layers.size());
    }

    @Override
    public String describe() {
        return "dense BLAS on the net's parameters, in double precision";
    }
}
