package lesson4j.loss;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * Cross-entropy: minus the logarithm of the softmax probability of the right class, exact for any raw output.
 *
 * <p>Computed as logsumexp(z) − z_right with the largest z taken out first, as PyTorch's {@code F.cross_entropy} does;
 * DL4J's {@code LossMCXENT} clips probabilities at 1e-10 instead. The derivative is softmax(z) − y. Explained in
 * notebook 06. {@code new Learner(dls, Nets.simpleNet(784, 50, 10), new CrossEntropy(), accuracy())}.
 */
public final class CrossEntropy extends ExampleLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public double example(double[] z, double[] y, double[] dz) {
        sizes(z, y, dz);
        double logSum = Softmax.into(dz, z);
        double loss = 0;
        for (int i = 0; i < z.length; i++) {
            dz[i] -= y[i];
            if (y[i] != 0) {
                loss += y[i] * (logSum - z[i]);
            }
        }
        return loss;
    }

    @Override
    public boolean isSharedOut() {
        return true;
    }

    @Override
    public IActivation activation() {
        return new ActivationSoftmax();
    }

    @Override
    public String name() {
        return "CrossEntropy";
    }
}
