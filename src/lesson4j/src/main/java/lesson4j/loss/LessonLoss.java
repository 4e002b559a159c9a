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

    enum Formula {
        MY_LOSS("MyLoss", false),
        PLUS_P("PlusP", true),
        MINUS_P("MinusP", true),
        L1_SUM("L1Sum", true),
        L1_MEAN("L1Mean", true),
        BINARY_CROSS_ENTROPY("BinaryCrossEntropy", false),
        BINARY_CROSS_ENTROPY_SUM("BinaryCrossEntropySum", false);

        private final String title;
        private final boolean softmax;

        Formula(String title, boolean softmax) {
            this.title = title;
            this.softmax = softmax;
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
        return formula.ordinal() <= Formula.MINUS_P.ordinal();
    }

    @Override
    public double example(double[] z, double[] y, double[] dz) {
        sizes(z, y, dz);
        return switch (formula) {
            case MY_LOSS -> cells(z, y, dz) / z.length;
            case PLUS_P -> onSoftmax(z, y, dz, 1);
            case MINUS_P -> onSoftmax(z, y, dz, -1);
            case L1_SUM -> distance(z, y, dz, 1);
            case L1_MEAN -> distance(z, y, dz, 1.0 / z.length);
            case BINARY_CROSS_ENTROPY -> entropy(z, y, dz, 1.0 / z.length);
            case BINARY_CROSS_ENTROPY_SUM -> entropy(z, y, dz, 1);
        };
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
    private static double onSoftmax(double[] z, double[] y, double[] dz, int sign) {
        double[] p = softmax(z);
        double picked = 0;
        for (int i = 0; i < z.length; i++) {
            picked += y[i] * p[i];
            dz[i] = sign * y[i];
        }
        backprop(p, dz);
        return sign * picked;
    }

    /** Computes scale · Σ|p − y|. */
    private static double distance(double[] z, double[] y, double[] dz, double scale) {
        double[] p = softmax(z);
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += Math.abs(p[i] - y[i]);
            dz[i] = scale * Math.signum(p[i] - y[i]);
        }
        backprop(p, dz);
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

    private static double[] softmax(double[] z) {
        double largest = z[0];
        for (double v : z) {
            largest = Math.max(largest, v);
        }
        double[] p = new double[z.length];
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            p[i] = Math.exp(z[i] - largest);
            sum += p[i];
        }
        for (int i = 0; i < z.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /** Turns the derivative by probabilities into that by raw outputs: p(d − Σ d p). */
    private static void backprop(double[] p, double[] d) {
        double mean = 0;
        for (int i = 0; i < p.length; i++) {
            mean += d[i] * p[i];
        }
        for (int i = 0; i < p.length; i++) {
            d[i] = p[i] * (d[i] - mean);
        }
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
