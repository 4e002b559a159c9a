package lesson4j.nn;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.numbers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Derives a formula: {@code Autograd.of((sd, x) -> x.mul(x).sum(), x).gradient()} is {@code 2x}.
 *
 * <p>PyTorch remembers what was computed with a tensor that {@code requires_grad_} and derives it in {@code backward()};
 * here the formula is written down once in SameDiff's operations, and value and gradients come back together.
 */
public final class Autograd {
    private Autograd() {}

    /** A formula of one tensor that gives a single number. */
    public interface Formula {
        /** Builds the formula from {@code x} by SameDiff's operations; {@code sd} makes constants. */
        SDVariable of(SameDiff sd, SDVariable x);
    }

    /** A formula of two tensors that gives a single number. */
    public interface Formula2 {
        /** Builds the formula from weights and bias by SameDiff's operations; {@code sd} makes constants. */
        SDVariable of(SameDiff sd, SDVariable w, SDVariable b);
    }

    /**
     * What a formula gives at a place, and how it changes there.
     *
     * @param value the formula's value
     * @param gradients the derivative by each tensor, of its shape
     */
    public record Result(double value, List<INDArray> gradients) {

        /** Returns the derivative by the first tensor. */
        public INDArray gradient() {
            return gradients.get(0);
        }

        @Override
        public String toString() {
            String shapes = String.join(
                    ", ",
                    gradients.stream().map(g -> Arrays.toString(g.shape())).toList());
            return "value " + value + ", gradients of shape " + shapes;
        }
    }

    /**
     * Computes a formula and its derivative at {@code x}.
     *
     * @param x a float or double tensor of any shape
     * @throws IllegalArgumentException when the formula gives more than one number
     */
    public static Result of(Formula formula, INDArray x) {
        given(formula, "the formula");
        return derive((sd, vars) -> formula.of(sd, vars[0]), x);
    }

    /** Computes a formula of two tensors, such as weights and bias, and its derivative by both. */
    public static Result of(Formula2 formula, INDArray w, INDArray b) {
        given(formula, "the formula");
        return derive((sd, vars) -> formula.of(sd, vars[0], vars[1]), w, b);
    }

    private interface Built {
        SDVariable of(SameDiff sd, SDVariable[] vars);
    }

    private static Result derive(Built formula, INDArray... at) {
        SameDiff sd = SameDiff.create();
        String[] names = IntStream.range(0, at.length).mapToObj(i -> "x" + i).toArray(String[]::new);
        SDVariable[] vars = IntStream.range(0, at.length)
                .mapToObj(i -> sd.var(names[i], floating(at[i])))
                .toArray(SDVariable[]::new);
        SDVariable value;
        OutAndGrad both;
        try {
            value = given(formula.of(sd, vars), "what the formula gives");
            value.markAsLoss();
            both = sd.calculateGradientsAndOutputs(Map.of(), List.of(value.name()), List.of(names));
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Expected a formula that SameDiff can compute and derive for tensors of shape "
                            + Arrays.stream(at)
                                    .map(x -> Arrays.toString(x.shape()))
                                    .collect(Collectors.joining(" and "))
                            + " but it fails. Check the shapes that meet in each operation.",
                    e);
        }
        INDArray result = Objects.requireNonNull(both.getOutputs().get(value.name()));
        if (result.length() != 1) {
            throw new IllegalArgumentException("Expected a formula that gives one number but found shape "
                    + Arrays.toString(result.shape()) + ". End it with .mean() or .sum().");
        }
        return new Result(
                result.getDouble(0),
                Arrays.stream(names).map(both.getGradients()::get).toList());
    }

    private static INDArray floating(INDArray at) {
        if (!numbers(at, "the tensor").dataType().isFPType()) {
            throw new IllegalArgumentException("Expected a float or double tensor to derive by but found "
                    + at.dataType() + ". Call castTo(DataType.FLOAT) first.");
        }
        return at;
    }
}
