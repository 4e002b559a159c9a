package lesson4j.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * Looks at the axes of operations that end the Java VM where these do not fit, before any of them is run.
 *
 * <p>What an operation takes is computed by those before it, which have been looked at already.
 */
final class Axes {
    /** They add an axis, or take one of length 1 away, or join along one. */
    private static final Set<String> SHAPES = Set.of("expand_dims", "squeeze", "stack");

    private static final Set<String> PAIRS =
            Set.of("cosinesimilarity", "cosinedistance", "euclidean", "manhattan", "dot");

    private Axes() {}

    static boolean isLookedAt(DifferentialFunction op) {
        return SHAPES.contains(op.opName()) || PAIRS.contains(op.opName());
    }

    /** Returns a sentence about the first operation that does not fit, null when all do. */
    static @Nullable String wrongIn(SameDiff sd, Function<String, long[]> shapeOf) {
        for (SameDiffOp op : sd.getOps().values()) {
            if (isLookedAt(op.getOp())) {
                List<String> names = op.getInputsToOp();
                List<long[]> inputs =
                        names == null ? List.of() : names.stream().map(shapeOf).toList();
                String wrong = wrong(op.getOp(), inputs);
                if (wrong != null) {
                    return wrong;
                }
            }
        }
        return null;
    }

    private static @Nullable String wrong(DifferentialFunction op, List<long[]> inputs) {
        long[] shape = inputs.get(0);
        boolean pair = PAIRS.contains(op.opName());
        if ((pair || op.opName().equals("stack")) && inputs.stream().anyMatch(other -> !Arrays.equals(other, shape))) {
            return "Expected arrays of one shape for '" + op.opName() + "' but found "
                    + String.join(" and ", inputs.stream().map(Arrays::toString).toList())
                    + ". Make them equally long.";
        }
        long[] axes = pair ? pairAxes(op) : ((CustomOp) op).iArgs();
        if (axes.length == 0 && !pair) {
            return "Expected an axis for '" + op.opName() + "' but found none. Name one.";
        }
        boolean one = op.opName().equals("squeeze");
        int places = shape.length + (pair || one ? 0 : 1);
        for (long axis : axes) {
            if (axis < -places || axis >= places) {
                return "Expected an axis from " + -places + " to " + (places - 1) + " for '" + op.opName()
                        + "' of an array of shape " + Arrays.toString(shape) + " but found " + axis
                        + ". Take one of these.";
            }
            long length = one ? shape[(int) (axis < 0 ? axis + shape.length : axis)] : 1;
            if (length != 1) {
                return "Expected an axis of length 1 to squeeze but found one of length " + length + " in "
                        + Arrays.toString(shape) + ". Take a mean or a sum over it.";
            }
        }
        return null;
    }

    /** The axes that are reduced; none, or the largest int, stand for all. */
    private static long[] pairAxes(DifferentialFunction op) {
        int[] axes = op instanceof BaseReduceOp reduction ? reduction.getDimensions() : null;
        return axes == null
                ? new long[0]
                : Arrays.stream(axes)
                        .filter(axis -> axis != Integer.MAX_VALUE)
                        .asLongStream()
                        .toArray();
    }
}
