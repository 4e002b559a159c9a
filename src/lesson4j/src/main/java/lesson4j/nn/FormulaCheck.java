package lesson4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tries a formula before a net trains by it: its shape, its type, and its derivative against finite differences.
 *
 * <p>For a batch of three and for one of one, as the last batch of an epoch may be: SameDiff's derivative of some
 * operations is wrong there, and formulas that name a batch size fail.
 */
final class FormulaCheck {
    private static final String OUTPUT = "formula_output";
    private static final String TOTAL = "formula_total";
    private static final String WEIGHTS = "formula_weights";
    private static final String X = "x_in";
    private static final float STEP = 1e-2f;

    private final FormulaLayer layer;
    private final DataType type;
    private final Random random = new Random(3);
    private final List<String> variables = new ArrayList<>();
    private INDArray input = Nd4j.empty();

    private FormulaCheck(FormulaLayer layer, DataType type) {
        this.layer = layer;
        this.type = type;
    }

    /**
     * Tries a layer's formula.
     *
     * @throws IllegalArgumentException when it cannot be used as a part of a net, with the reason
     */
    static void run(FormulaLayer layer, DataType type) {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            var check = new FormulaCheck(layer, type);
            SameDiff sd = check.build();
            // a batch that is as large as another side would hide a mistake between the two
            check.tryOut(sd, layer.inputs() == 3 || layer.outputs() == 3 ? 5 : 3);
            check.tryOut(sd, 1);
        }
    }

    private SameDiff build() {
        SameDiff sd = SameDiff.create();
        variables.add(X);
        SDVariable x = sd.placeHolder(X, type, -1, layer.inputs());
        Map<String, SDVariable> params = new LinkedHashMap<>();
        layer.shapes().forEach((name, shape) -> {
            params.put(name, sd.var(name, type, shape));
            variables.add(name);
        });
        SDVariable output;
        try {
            output = layer.forward().of(sd, x, params);
        } catch (RuntimeException e) {
            throw wrong("It fails: " + reason(e) + " Its parameters are "
                    + layer.shapes().keySet() + ".");
        }
        if (output == null) {
            throw wrong("Expected an output [b, " + layer.outputs() + "] but found null.");
        }
        SDVariable weights = sd.placeHolder(WEIGHTS, type, -1, layer.outputs());
        sd.identity(OUTPUT, output).mul(weights).sum(TOTAL).markAsLoss();
        return sd;
    }

    private void tryOut(SameDiff sd, int b) {
        for (int attempt = 0; ; attempt++) {
            Map<String, INDArray> at = new HashMap<>();
            at.put(X, draw(b, layer.inputs()));
            layer.shapes().forEach((name, shape) -> at.put(name, draw(shape)));
            INDArray weights = draw(b, layer.outputs());
            at.forEach((name, value) -> set(sd, name, value));
            checkShape(output(sd, weights, OUTPUT, b), b);
            Map<String, INDArray> gradients = gradients(sd, weights, b);
            String off = difference(sd, at, weights, gradients, b);
            if (off.isEmpty()) {
                return;
            }
            // a kink of ReLU may lie between two places, but not time after time
            if (attempt == 3) {
                throw wrong("SameDiff's derivative by " + off + " for a batch of " + b
                        + " is not what the formula's values say. Write it with other operations: sd.nn.softmax, for"
                        + " one, instead of a division by a sum.");
            }
        }
    }

    private INDArray output(SameDiff sd, INDArray weights, String name, int b) {
        try {
            INDArray output =
                    sd.output(Map.of(X, input, WEIGHTS, weights), name).get(name);
            if (output != null) {
                return output;
            }
        } catch (RuntimeException e) {
            throw wrong("For a batch of " + b + " it fails: " + reason(e));
        }
        throw wrong("For a batch of " + b + " it gives nothing.");
    }

    private void checkShape(INDArray output, int b) {
        if (output.dataType() != type || !Arrays.equals(output.shape(), new long[] {b, layer.outputs()})) {
            throw wrong("Expected outputs [" + b + ", " + layer.outputs() + "] of type " + type + " for a batch of " + b
                    + " but found " + Arrays.toString(output.shape()) + " of type " + output.dataType()
                    + ". Reshape or cast them, or declare another number of outputs.");
        }
    }

    private Map<String, INDArray> gradients(SameDiff sd, INDArray weights, int b) {
        Map<String, INDArray> gradients;
        try {
            if (!sd.hasGradientFunction()) {
                sd.createGradFunction(X);
            }
            gradients = sd.calculateGradients(Map.of(X, input, WEIGHTS, weights), variables);
        } catch (RuntimeException e) {
            throw wrong("It has no derivative for a batch of " + b + ": " + reason(e));
        }
        for (String name : variables) {
            if (gradients.get(name) == null) {
                throw wrong("Its outputs do not depend on " + said(name) + ". Use it, or leave it out.");
            }
        }
        return gradients;
    }

    /** Returns by which variable the derivative is off, along a direction drawn for each, or nothing. */
    private String difference(
            SameDiff sd, Map<String, INDArray> at, INDArray weights, Map<String, INDArray> gradients, int b) {
        for (String name : variables) {
            INDArray here = Objects.requireNonNull(at.get(name));
            INDArray way = draw(here.shape());
            double up = moved(sd, name, here.add(way.mul(STEP)), weights, b);
            double down = moved(sd, name, here.sub(way.mul(STEP)), weights, b);
            set(sd, name, here);
            double expected = (up - down) / (2 * STEP);
            double found = Objects.requireNonNull(gradients.get(name))
                    .mul(way)
                    .sumNumber()
                    .doubleValue();
            double noise = 1e-5 * (Math.abs(up) + Math.abs(down) + 1) / STEP;
            if (!(Math.abs(expected - found) <= 0.03 * Math.abs(expected) + noise)) {
                return said(name);
            }
        }
        return "";
    }

    private double moved(SameDiff sd, String name, INDArray to, INDArray weights, int b) {
        set(sd, name, to);
        return output(sd, weights, TOTAL, b).sumNumber().doubleValue();
    }

    private void set(SameDiff sd, String name, INDArray value) {
        if (name.equals(X)) {
            input = value;
        } else {
            sd.getVariable(name).setArray(value);
        }
    }

    private static String said(String name) {
        return name.equals(X) ? "its input" : "the parameter '" + name + "'";
    }

    private INDArray draw(long... shape) {
        double[] values = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        double scale = 1 / Math.sqrt(layer.inputs());
        Arrays.setAll(values, i -> scale * random.nextGaussian());
        return Nd4j.createFromArray(values).reshape(shape).castTo(type);
    }

    private IllegalArgumentException wrong(String sentence) {
        return new IllegalArgumentException("The formula of formula(" + layer.inputs() + ", " + layer.outputs()
                + ", …) cannot be used as a part of a net. " + sentence);
    }

    private static String reason(RuntimeException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String first = message.lines().findFirst().orElse("").strip();
        return first.endsWith(".") ? first : first + ".";
    }
}
