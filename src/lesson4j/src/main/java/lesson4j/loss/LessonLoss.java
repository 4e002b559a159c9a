package lesson4j.loss;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The formulas behind {@link Losses}, each exact for any raw output. */
final class LessonLoss extends ExampleLoss {
    private static final long serialVersionUID = 1L;

    /** What a loss does with one example: its loss, and its derivative into {@code dz}. */
    private interface Example {
        double of(double[] z, double[] y, double[] dz);
    }

    /** The losses themselves; a saved net names its own. */
    enum Formula {
        MY_LOSS("MyLoss", false, true, (z, y, dz) -> cells(z, y, dz) / z.length),
        PLUS_P("PlusP", true, true, (z, y, dz) -> picked(z, y, dz, 1)),
        MINUS_P("MinusP", true, true, (z, y, dz) -> picked(z, y, dz, -1)),
        L1_SUM("L1Sum", true, false, (z, y, dz) -> distance(z, y, dz, 1)),
        L1_MEAN("L1Mean", true, false, (z, y, dz) -> distance(z, y, dz, 1.0 / z.length)),
        BINARY_CROSS_ENTROPY("BinaryCrossEntropy", false, false, (z, y, dz) -> entropy(z, y, dz, 1.0 / z.length)),
        BINARY_CROSS_ENTROPY_SUM("BinaryCrossEntropySum", false, false, (z, y, dz) -> entropy(z, y, dz, 1));

        private final String title;
        private final boolean softmax;
        private final boolean linear;
        private final Example example;

        /**
         * Says what a loss is.
         *
         * @param softmax whether it is computed on the softmax, and not on each output's sigmoid
         * @param linear whether it is linear in its targets
         */
        Formula(String title, boolean softmax, boolean linear, Example example) {
            this.title = title;
            this.softmax = softmax;
            this.linear = linear;
            this.example = example;
        }
    }

    @JsonProperty
    private final Formula formula;

    @JsonCreator
    LessonLoss(@JsonProperty("formula") Formula formula) {
        this.formula = formula;
    }

    Targets targets() {
        return formula.softmax ? Targets.SHARES : Targets.PROBABILITIES;
    }

    boolean isLinear() {
        return formula.linear;
    }

    @Override
    public double example(double[] z, double[] y, double[] dz) {
        sizes(z, y, dz);
        return formula.example.of(z, y, dz);
    }

    /** Adds up y(1 − s) + (1 − y)s; the derivative is that of the mean. */
    private static double cells(double[] z, double[] y, double[] dz) {
        double loss = 0;
        for (int i = 0; i < z.length; i++) {
            double s = 1 / (1 + Math.exp(-z[i]));
            double not = 1 / (1 + Math.exp(z[i]));
            loss += y[i] * not + (1 - y[i]) * s;
            dz[i] = s * not * (1 - 2 * y[i]) / z.length;
        }
        return loss;
    }

    /** Computes sign · Σ y p. */
    private static double picked(double[] z, double[] y, double[] dz, int sign) {
        double[] p = Softmax.of(z);
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += y[i] * p[i];
            dz[i] = sign * y[i];
        }
        Softmax.backward(p, dz);
        return sign * sum;
    }

    /** Computes scale · Σ|p − y|. */
    private static double distance(double[] z, double[] y, double[] dz, double scale) {
        double[] p = Softmax.of(z);
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += Math.abs(p[i] - y[i]);
            dz[i] = scale * Math.signum(p[i] - y[i]);
        }
        Softmax.backward(p, dz);
        return scale * sum;
    }

    /** Computes scale · Σ(max(z, 0) − zy + log(1 + e^−|z|)), in which no exponential can overflow. */
    private static double entropy(double[] z, double[] y, double[] dz, double scale) {
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += Math.max(z[i], 0) - z[i] * y[i] + Math.log1p(Math.exp(-Math.abs(z[i])));
            dz[i] = scale * (1 / (1 + Math.exp(-z[i])) - y[i]);
        }
        return scale * sum;
    }

    @Override
    public boolean isSharedOut() {
        return true;
    }

    @Override
    public IActivation activation() {
        return formula.softmax ? new ActivationSoftmax() : new ActivationSigmoid();
    }

    @Override
    public String name() {
        return formula.title;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LessonLoss that && that.formula == formula;
    }

    @Override
    public int hashCode() {
        return formula.hashCode();
    }
}
