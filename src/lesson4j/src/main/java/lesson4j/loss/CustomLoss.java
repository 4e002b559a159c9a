package lesson4j.loss;

import static lesson4j.plot.Given.given;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import lesson4j.lean.Doubles;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Any formula as a loss, derived by SameDiff, as PyTorch's autograd does.
 *
 * <p>{@code CustomLoss.of("l2", (sd, preds, targs) -> preds.sub(targs).pow(2).mean())} is ready for a {@code Learner}.
 * The formula takes raw outputs and targets, both {@code [b, outputs]}, and gives one value per example, {@code [b]} or
 * {@code [b, 1]}, or their mean, a single number. Its graph is built once; a saved net keeps the graph, not the
 * lambda. {@code sd.where} has no derivative: write {@code targs·a + (1 − targs)·b}; {@code sd.nn.logSoftmax(preds)}
 * has one only without a dimension. Explained in notebook 06.
 */
public final class CustomLoss extends BatchLoss {
    private static final long serialVersionUID = 1L;

    /** A formula in SameDiff's operations. */
    @FunctionalInterface
    public interface Formula {
        /**
         * Builds the loss.
         *
         * @param sd makes constants and calls functions: {@code sd.nn.softmax(preds, 1)}
         * @param preds raw outputs, {@code [b, outputs]}
         * @param targs targets, {@code [b, outputs]}, in the type of the outputs
         * @return one value per example, or their mean
         */
        SDVariable of(SameDiff sd, SDVariable preds, SDVariable targs);
    }

    private static final int MOST = 100_000;

    private final String name;
    private final IActivation activation;
    private final transient @Nullable Formula formula;
    private final transient Map<DataType, LossGraph> graphs = new EnumMap<>(DataType.class);

    private CustomLoss(String name, @Nullable Formula formula, IActivation activation) {
        this.name = name;
        this.formula = formula;
        this.activation = activation;
    }

    @JsonCreator
    static CustomLoss read(
            @JsonProperty("name") String name,
            @JsonProperty("activation") IActivation activation,
            @JsonProperty("graph") String graph) {
        CustomLoss loss = new CustomLoss(name, null, activation);
        LossGraph read = LossGraph.read(name, graph);
        loss.graphs.put(read.type(), read);
        return loss;
    }

    /** Names a formula: {@code CustomLoss.of("mse", (sd, preds, targs) -> preds.sub(targs).pow(2).mean())}. */
    public static CustomLoss of(String name, Formula formula) {
        return new CustomLoss(
                given(name, "the name"), given(formula, "the formula"), Activation.IDENTITY.getActivationFunction());
    }

    /**
     * Returns the same loss that says how raw outputs become predictions: {@code .predictsBy(Activation.SOFTMAX)}.
     *
     * <p>{@code learn.getPreds()} then gives probabilities. The formula is not touched: it still takes raw outputs, and
     * has its own softmax where it needs one. Else predictions are the raw outputs.
     */
    public CustomLoss predictsBy(Activation after) {
        return new CustomLoss(name, formula, given(after, "the activation").getActivationFunction());
    }

    /**
     * Builds the formula for a net with so many outputs and tries it. A {@code Learner} does this when it is made.
     *
     * @return this loss
     * @throws IllegalArgumentException when it has a wrong shape, mixes types, does not depend on the predictions, or has a
     *     derivative that differs from finite differences, as SameDiff's of some operations does
     */
    public CustomLoss check(int outputs) {
        graph(DataType.FLOAT, outputs);
        return this;
    }

    private synchronized LossGraph graph(DataType type, int outputs) {
        if (formula == null) {
            return restored(outputs);
        }
        if (outputs < 1 || outputs > MOST) {
            throw new IllegalArgumentException("Expected 1 to " + MOST + " outputs but found " + outputs
                    + ". Give as many as the net's last layer has.");
        }
        LossGraph graph = graphs.get(type);
        if (graph == null || graph.outputs() != outputs) {
            graph = LossBuilder.build(name, formula, type, outputs);
            graphs.put(type, graph);
        }
        return graph;
    }

    private LossGraph restored(int outputs) {
        LossGraph graph = graphs.values().iterator().next();
        if (graph.outputs() != outputs) {
            throw new IllegalArgumentException(name + " was saved for " + graph.outputs()
                    + " outputs but the net gives " + outputs + ". Write the formula again with CustomLoss.of.");
        }
        return graph;
    }

    @Override
    public double[] batch(double[] z, double[] y, int n, int outputs, double[] dz) {
        return batch(DataType.FLOAT, z, y, n, outputs, dz);
    }

    @Override
    double[] batch(DataType type, double[] z, double[] y, int n, int outputs, double[] dz) {
        sizes(z, y, n, outputs, dz);
        return graph(type, outputs).run(z, y, n, dz);
    }

    /** Returns each example's own loss, {@code [n, 1]}, also where the formula gives the batch's mean. */
    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activationFn, @Nullable INDArray mask) {
        int n = (int) preOutput.size(0);
        int outputs = (int) preOutput.size(1);
        if (n < 2 || mask != null || !graph(preOutput.dataType(), outputs).isMean()) {
            return super.computeScoreArray(labels, preOutput, activationFn, mask);
        }
        double[] z = Doubles.of(preOutput);
        double[] y = Doubles.of(labels);
        double[] losses = new double[n];
        for (int i = 0; i < n; i++) {
            double[] one = Arrays.copyOfRange(z, i * outputs, (i + 1) * outputs);
            double[] target = Arrays.copyOfRange(y, i * outputs, (i + 1) * outputs);
            losses[i] = batch(preOutput.dataType(), one, target, 1, outputs, new double[outputs])[0];
        }
        return Nd4j.createFromArray(losses).reshape(n, 1).castTo(preOutput.dataType());
    }

    /** What a saved net keeps. */
    @JsonProperty("graph")
    String saved() {
        LossGraph any = graphs.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " cannot be saved before its formula is built."
                        + " Call check(outputs), or make a Learner with it."));
        return any.saved();
    }

    @JsonProperty("activation")
    @Override
    public IActivation activation() {
        return activation;
    }

    @JsonProperty("name")
    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
