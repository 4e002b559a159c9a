package lesson4j.loss;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lesson4j.lean.Doubles;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A formula's graph for any batch size, with its derivative. */
final class LossGraph {
    static final String PREDS = "preds";
    static final String TARGS = "targs";
    static final String LOSS = "lesson_loss";
    static final String TOTAL = "lesson_total";

    /** A training run has two sizes of batches, a validation two more. */
    private static final int MOST_PLANS = 8;

    private final String name;
    private final SameDiff sd;
    private final Map<Integer, Optional<LossPlan>> plans = new ConcurrentHashMap<>();
    private final DataType type;
    private final int outputs;
    private boolean oneAsTwo = true;

    LossGraph(String name, SameDiff sd) {
        this.name = name;
        this.sd = sd;
        SDVariable preds = sd.getVariable(PREDS);
        this.type = preds.dataType();
        this.outputs = (int) preds.placeholderShape()[1];
    }

    static LossGraph read(String name, String saved) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(saved));
            SameDiff sd = SameDiff.fromFlatBuffers(bytes);
            sd.setLossVariables(TOTAL);
            sd.createGradFunction(PREDS);
            var graph = new LossGraph(name, sd);
            graph.oneAsTwo(new LossCheck(graph, graph).sameForTwins());
            return graph;
        } catch (IOException e) {
            throw new UncheckedIOException("The formula of " + name + " could not be read from the saved net.", e);
        }
    }

    String saved() {
        ByteBuffer buffer = sd.asFlatBuffers(false);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    DataType type() {
        return type;
    }

    int outputs() {
        return outputs;
    }

    /** Returns whether batches of {@code n} examples run without a SameDiff session. */
    boolean repeats(int n) {
        return plans.getOrDefault(n, Optional.empty()).isPresent();
    }

    /**
     * Says whether a batch of one is computed as two equal examples: SameDiff fails, or derives wrongly, where a reduction
     * goes over one number only.
     */
    void oneAsTwo(boolean so) {
        oneAsTwo = so;
    }

    /** Returns whether the formula gives one number for a batch, its mean. */
    boolean isMean() {
        double[] two = new double[2 * outputs];
        Arrays.fill(two, 0.5);
        return Arrays.stream(shape(two, two, 2)).reduce(1, (a, b) -> a * b) == 1;
    }

    /** Returns the shape of what the formula gives. */
    long[] shape(double[] z, double[] y, int n) {
        Map<String, INDArray> inputs = Map.of(PREDS, matrix(z, n), TARGS, matrix(y, n));
        return requireNonNull(sd.output(inputs, LOSS).get(LOSS)).shape();
    }

    /** Computes the losses, and the derivative of their sum into {@code dz}. */
    double[] run(double[] z, double[] y, int n, double[] dz) {
        return n == 1 && oneAsTwo ? asTwo(z, y, dz, this::run) : spread(values(z, y, n), n, dz);
    }

    /** Computes the same by SameDiff itself, never by a plan. */
    double[] exactly(double[] z, double[] y, int n, double[] dz) {
        return n == 1 && oneAsTwo
                ? asTwo(z, y, dz, this::exactly)
                : spread(computed(matrix(z, n), matrix(y, n)), n, dz);
    }

    private interface Run {
        double[] of(double[] z, double[] y, int n, double[] dz);
    }

    private static double[] asTwo(double[] z, double[] y, double[] dz, Run run) {
        double[] both = new double[2 * dz.length];
        double[] losses = run.of(LossCheck.twice(z), LossCheck.twice(y), 2, both);
        Arrays.setAll(dz, i -> (both[i] + both[dz.length + i]) / 2);
        return new double[] {losses[0]};
    }

    private static double[] spread(Values values, int n, double[] dz) {
        boolean mean = values.losses.length == 1;
        for (int i = 0; i < dz.length; i++) {
            dz[i] = mean ? n * values.gradient[i] : values.gradient[i];
        }
        double[] losses = new double[n];
        Arrays.setAll(losses, i -> values.losses[mean ? 0 : i]);
        return losses;
    }

    private Values values(double[] z, double[] y, int n) {
        Optional<LossPlan> plan = plans.get(n);
        if (plan != null && plan.isPresent()) {
            return requireNonNull(repeated(plan.get(), z, y));
        }
        INDArray preds = matrix(z, n);
        INDArray targs = matrix(y, n);
        if (plan != null || plans.size() == MOST_PLANS) {
            return computed(preds, targs);
        }
        Values computed = computed(preds, targs);
        // the recording sees other values, so that a plan which repeats these depends on nothing but its inputs
        INDArray others = preds.mul(0.5).addi(0.1);
        INDArray opposite = targs.rsub(1);
        LossPlan recorded = LossPlan.record(sd, others, opposite, () -> computed(others, opposite));
        boolean good = recorded != null && computed.equals(repeated(recorded, z, y));
        plans.put(n, good ? Optional.ofNullable(recorded) : Optional.empty());
        return computed;
    }

    private Values computed(INDArray preds, INDArray targs) {
        Map<String, INDArray> inputs = Map.of(PREDS, preds, TARGS, targs);
        OutAndGrad both = sd.calculateGradientsAndOutputs(inputs, List.of(LOSS), List.of(PREDS));
        return new Values(
                Doubles.of(requireNonNull(both.getOutputs().get(LOSS))),
                Doubles.of(requireNonNull(both.getGradients().get(PREDS))));
    }

    private @Nullable Values repeated(LossPlan plan, double[] z, double[] y) {
        synchronized (plan) {
            plan.run(z, y);
            double[] losses = plan.values(LOSS);
            double[] gradient = plan.values(sd.getVariable(PREDS).gradient().name());
            return losses == null || gradient == null ? null : new Values(losses, gradient);
        }
    }

    private INDArray matrix(double[] values, int n) {
        return Nd4j.createFromArray(values).reshape(n, outputs).castTo(type);
    }

    /** What a batch gave: one loss per example or their mean, and the derivative of their sum. */
    private record Values(double[] losses, double[] gradient) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Values v && Arrays.equals(losses, v.losses) && Arrays.equals(gradient, v.gradient);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(gradient);
        }
    }
}
