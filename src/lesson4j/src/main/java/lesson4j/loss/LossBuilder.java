package lesson4j.loss;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Builds a formula's graph, derives it, and refuses in a sentence what cannot be a loss. */
final class LossBuilder {
    private final String name;
    private final DataType type;
    private final int outputs;
    private final SameDiff sd = SameDiff.create();

    private LossBuilder(String name, DataType type, int outputs) {
        this.name = name;
        this.type = type;
        this.outputs = outputs;
    }

    /** Returns the graph of a formula whose derivative has been tried. */
    static LossGraph build(String name, CustomLoss.Formula formula, DataType type, int outputs) {
        // DL4J computes losses in a workspace, in which a graph's constants would end with the batch
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            LossGraph graph = new LossBuilder(name, type, outputs).built(formula);
            LossGraph exact = type == DataType.DOUBLE ? graph : exact(name, formula, outputs, graph);
            try {
                new LossCheck(graph, exact).run();
            } catch (LossCheck.Wrong e) {
                throw new LossRefused(name, requireNonNull(e.getMessage()));
            }
            return graph;
        }
    }

    /** Returns the graph in double precision, for exact differences, or the one at hand. */
    private static LossGraph exact(String name, CustomLoss.Formula formula, int outputs, LossGraph otherwise) {
        try {
            return new LossBuilder(name, DataType.DOUBLE, outputs).built(formula);
        } catch (LossRefused singlePrecisionOnly) {
            return otherwise;
        }
    }

    private LossGraph built(CustomLoss.Formula formula) {
        SDVariable preds = sd.placeHolder(LossGraph.PREDS, type, -1, outputs);
        SDVariable targs = sd.placeHolder(LossGraph.TARGS, type, -1, outputs);
        try {
            SDVariable loss = formula.of(sd, preds, targs);
            checkOrigin(loss);
            checkTypes(loss);
            String stranger = KnownOperations.strangerIn(sd);
            if (stranger != null) {
                throw wrong(stranger);
            }
            checkAxes(examples());
            checkAxes(1);
            return derived(sd.identity(LossGraph.LOSS, loss));
        } catch (LossRefused e) {
            throw e;
        } catch (RuntimeException e) {
            checkTypes(null);
            if (outputs == 1 && isReductionOfNothing(e)) {
                throw wrong("Expected a formula without a reduction over the outputs, because there is one"
                        + " only, but found .mean(1), .sum(1) or the like. Leave it out: [b, 1] is one value per"
                        + " example already.");
            }
            throw wrong("Expected a formula in operations that SameDiff can compute and derive, for preds and"
                    + " targs of shape [b, " + outputs + "], but found: " + reason(e) + " Change that operation.");
        }
    }

    private void checkOrigin(@Nullable SDVariable loss) {
        if (loss != null && loss.getSameDiff() != sd) {
            throw wrong("Expected a formula made with the sd that it is given but found one of another SameDiff. Use"
                    + " that sd for constants and functions.");
        }
        if (loss == null || !reaches(loss.name(), LossGraph.PREDS)) {
            throw wrong("Expected a formula that depends on preds but found one that touches no prediction"
                    + ". Use preds in it, whose shape is [b, " + outputs + "].");
        }
    }

    /** Tries the formula on a few examples, more than there are outputs, then derives it. */
    private LossGraph derived(SDVariable loss) {
        var graph = new LossGraph(name, sd);
        int n = examples();
        double[] z = new double[n * outputs];
        double[] y = new double[n * outputs];
        for (int i = 0; i < z.length; i++) {
            z[i] = 0.1 + 0.01 * i;
            y[i] = i % outputs == i / outputs ? 1 : 0;
        }
        long[] shape = graph.shape(z, y, n);
        boolean perExample = Arrays.equals(shape, new long[] {n}) || Arrays.equals(shape, new long[] {n, 1});
        if (!perExample && Arrays.stream(shape).reduce(1, (a, b) -> a * b) != 1) {
            throw wrong("Expected one value per example, [b] or [b, 1], or a single number but found shape "
                    + shape(shape, n) + ". End the formula with .mean(1), .sum(1) or .mean().");
        }
        loss.sum(LossGraph.TOTAL)
                .markAsLoss(); // SameDiff starts from a derivative of 1, which fits a single number only
        sd.createGradFunction(LossGraph.PREDS);
        graph.exactly(z, y, n, new double[z.length]);
        return graph;
    }

    /** Returns how many examples are tried: a number that is not also that of the outputs. */
    private int examples() {
        return outputs == 3 ? 5 : 3;
    }

    private void checkAxes(int n) {
        INDArray some = Nd4j.valueArrayOf(new long[] {n, outputs}, 0.5, type);
        Map<String, INDArray> inputs = Map.of(LossGraph.PREDS, some, LossGraph.TARGS, some.dup());
        String wrong = Axes.wrongIn(
                sd,
                name -> sd.getVariable(name).isPlaceHolder()
                        ? some.shape()
                        : requireNonNull(sd.output(inputs, name).get(name)).shape());
        if (wrong != null) {
            throw wrong(wrong);
        }
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
        return new LossRefused(name, sentence);
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

    /** Our own sentence, not SameDiff's. */
    private static final class LossRefused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        LossRefused(String name, String sentence) {
            super(name + " cannot be used as a loss. " + sentence);
        }
    }
}
