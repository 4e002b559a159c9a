package lesson4j.loss;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A formula's graph for any batch size, with its derivative. */
final class LossGraph {
    private static final String PREDS = "preds";
    private static final String TARGS = "targs";
    private static final String LOSS = "lesson_loss";
    private static final String TOTAL = "lesson_total";

    /** A training run has two sizes of batches, a validation two more. */
    private static final int MOST_PLANS = 8;

    private final String name;
    private final SameDiff sd;
    private final Map<Integer, Optional<LossPlan>> plans = new ConcurrentHashMap<>();
    private final DataType type;
    private final int outputs;

    private LossGraph(String name, SameDiff sd) {
        this.name = name;
        this.sd = sd;
        SDVariable preds = sd.getVariable(PREDS);
        this.type = preds.dataType();
        this.outputs = (int) preds.placeholderShape()[1];
    }

    static LossGraph build(String name, CustomLoss.Formula formula, DataType type, int outputs) {
        // DL4J computes losses in a workspace, in which a graph's constants would end with the batch
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return built(name, formula, type, outputs);
        }
    }

    private static LossGraph built(String name, CustomLoss.Formula formula, DataType type, int outputs) {
        SameDiff sd = SameDiff.create();
        SDVariable preds = sd.placeHolder(PREDS, type, -1, outputs);
        SDVariable targs = sd.placeHolder(TARGS, type, -1, outputs);
        var graph = new LossGraph(name, sd);
        try {
            SDVariable loss = formula.of(sd, preds, targs);
            graph.checkTypes(loss);
            if (loss == null || !graph.reaches(loss.name(), PREDS)) {
                throw graph.wrong("Expected a formula that depends on preds but found one that touches no prediction"
                        + ". Use preds in it, whose shape is [b, " + outputs + "].");
            }
            graph.derive(sd.identity(LOSS, loss));
        } catch (LossRefused e) {
            throw e;
        } catch (RuntimeException e) {
            graph.checkTypes(null);
            if (outputs == 1 && isReductionOfNothing(e)) {
                throw graph.wrong("Expected a formula without a reduction over the outputs, because there is one"
                        + " only, but found .mean(1), .sum(1) or the like. Leave it out: [b, 1] is one value per"
                        + " example already.");
            }
            throw graph.wrong("Expected a formula in operations that SameDiff can compute and derive, for preds and"
                    + " targs of shape [b, " + outputs + "], but found: " + reason(e) + " Change that operation.");
        }
        return graph;
    }

    static LossGraph read(String name, String saved) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(saved));
            SameDiff sd = SameDiff.fromFlatBuffers(bytes);
            sd.setLossVariables(TOTAL);
            sd.createGradFunction(PREDS);
            return new LossGraph(name, sd);
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

    /** Computes the losses, and the derivative of their sum into {@code dz}. */
    double[] run(double[] z, double[] y, int n, double[] dz) {
        Values values = values(z, y, n);
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
                Numbers.of(requireNonNull(both.getOutputs().get(LOSS))),
                Numbers.of(requireNonNull(both.getGradients().get(PREDS))));
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

    /** Tries the formula on a few examples, a number that is not also that of the outputs, then derives it. */
    private void derive(SDVariable loss) {
        int n = outputs == 3 ? 5 : 3;
        double[] z = new double[n * outputs];
        double[] y = new double[n * outputs];
        for (int i = 0; i < z.length; i++) {
            z[i] = 0.1 + 0.01 * i;
            y[i] = i % outputs == i / outputs ? 1 : 0;
        }
        long[] shape = requireNonNull(sd.output(Map.of(PREDS, matrix(z, n), TARGS, matrix(y, n)), LOSS)
                        .get(LOSS))
                .shape();
        boolean perExample = Arrays.equals(shape, new long[] {n}) || Arrays.equals(shape, new long[] {n, 1});
        if (!perExample && Arrays.stream(shape).reduce(1, (a, b) -> a * b) != 1) {
            throw wrong("Expected one value per example, [b] or [b, 1], or a single number but found shape "
                    + shape(shape, n) + ". End the formula with .mean(1), .sum(1) or .mean().");
        }
        loss.sum(TOTAL).markAsLoss(); // SameDiff starts from a derivative of 1, which fits a single number only
        sd.createGradFunction(PREDS);
        run(z, y, n, new double[z.length]);
    }

    private static String shape(long[] shape, int n) {
        return Arrays.stream(shape)
                .mapToObj(size -> size == n ? "b" : Long.toString(size))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private boolean reaches(String from, String wanted) {
        var todo = new ArrayDeque<>(List.of(from));
        Set<String> seen = new HashSet<>();
        while (!todo.isEmpty()) {
            String at = todo.pop();
            String op = requireNonNull(sd.getVariables().get(at)).getOutputOfOp();
            if (seen.add(at) && op != null) {
                List<String> inputs = requireNonNull(sd.getOps().get(op)).getInputsToOp();
                todo.addAll(inputs == null ? List.of() : inputs);
            }
        }
        return seen.contains(wanted);
    }

    /** Refuses constants of another type of number than the outputs, and a result of another type. */
    private void checkTypes(@Nullable SDVariable loss) {
        for (SDVariable variable : sd.variables()) {
            DataType found = variable.dataType();
            boolean given = variable.isConstant() && found.isFPType() || variable == loss;
            if (given && found != type) {
                throw wrong("Expected numbers of type " + type + ", as preds and targs are, but found " + found
                        + " in '" + variable.name() + "'. Call .castTo(DataType." + type + ") on it.");
            }
        }
    }

    private LossRefused wrong(String sentence) {
        return new LossRefused(name + " cannot be used as a loss. " + sentence);
    }

    /** ND4J fails with a null pointer where a reduction would change nothing. */
    private static boolean isReductionOfNothing(RuntimeException e) {
        return e instanceof NullPointerException
                && Arrays.stream(e.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("noOp"));
    }

    private static String reason(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String first = message.lines().findFirst().orElse("").strip();
        return first.endsWith(".") ? first : first + ".";
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

    /** Our own sentence, not SameDiff's. */
    private static final class LossRefused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        LossRefused(String message) {
            super(message);
        }
    }
}
