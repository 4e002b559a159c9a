package lesson4j.loss;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/**
 * The lesson's first loss: how far the sigmoid of each output is from its target, 0 or 1.
 *
 * <p>With s = σ(z), the loss is 1 − s where the target is 1 and s where it is 0; its derivative by z is s(1 − s) with
 * the sign that leads towards the target (fastbook, chapter 4, {@code mnist_loss}). Explained in notebook 02.
 * {@code new Learner(dls, Nets.linear(784, 1), new MnistLoss(), batchAccuracy())}.
 */
public final class MnistLoss extends ExampleLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public double example(double[] z, double[] y, double[] dz) {
        sizes(z, y, dz);
        double loss = 0;
        for (int i = 0; i < z.length; i++) {
            double s = 1 / (1 + Math.exp(-z[i]));
            loss += y[i] * (1 - s) + (1 - y[i]) * s;
            dz[i] = s * (1 - s) * (1 - 2 * y[i]);
        }
        return loss;
    }

    @Override
    public boolean isSharedOut() {
        return true;
    }

    @Override
    public IActivation activation() {
        return new ActivationSigmoid();
    }

    @Override
    public String name() {
        return "MnistLoss";
    }
}
