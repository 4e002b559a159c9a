package lesson4j.lean;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Turns a batch's raw outputs into its mean loss and the derivative of that: by plain numbers where the loss can. */
final class LossEnd {
    /** An exponential and its share of a logarithm take as long as so many operations on plain numbers. */
    private static final long WORK = 100;

    private final ILossFunction loss;
    private final Output output;

    LossEnd(Output output) {
        this.loss = output.loss();
        this.output = output;
    }

    /**
     * Computes the mean loss.
     *
     * @param z raw outputs, example after example
     * @param dz receives the derivative of the mean loss by each of them
     */
    double mean(MiniBatch batch, double[] z, double[] dz) {
        int b = batch.size();
        double[] targets = batch.targets(output.size());
        double sum = loss instanceof ArrayLoss plain
                ? Arrays.stream(byNumbers(plain, z, targets, b, dz)).sum()
                : byArrays(z, targets, b, dz);
        for (int i = 0; i < z.length; i++) {
            dz[i] /= b;
        }
        return sum / b;
    }

    private double[] byNumbers(ArrayLoss plain, double[] z, double[] y, int b, double[] dz) {
        int outputs = output.size();
        if (!plain.isSharedOut()) {
            return plain.batch(z, y, b, outputs, dz);
        }
        double[] losses = new double[b];
        Crew.share(b, WORK * z.length, (from, to) -> {
            double[] own = new double[(to - from) * outputs];
            double[] some = plain.batch(rows(z, from, to), rows(y, from, to), to - from, outputs, own);
            System.arraycopy(some, 0, losses, from, to - from);
            System.arraycopy(own, 0, dz, from * outputs, own.length);
        });
        return losses;
    }

    private double[] rows(double[] all, int from, int to) {
        return Arrays.copyOfRange(all, from * output.size(), to * output.size());
    }

    private double byArrays(double[] z, double[] targets, int b, double[] dz) {
        INDArray raw = array(z, b);
        var both = loss.computeGradientAndScore(array(targets, b), raw, output.activation(), null, false);
        double[] gradient = Doubles.of(both.getSecond());
        System.arraycopy(gradient, 0, dz, 0, dz.length);
        return both.getFirst();
    }

    private INDArray array(double[] numbers, int rows) {
        return Nd4j.createFromArray(numbers).reshape(rows, output.size()).castTo(DataType.FLOAT);
    }
}
