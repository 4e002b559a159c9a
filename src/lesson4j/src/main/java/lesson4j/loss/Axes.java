package lesson4j.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * Looks at the axes of operations before they run, since some end the Java VM where these do not fit.
 *
 * <p>What an operation takes is computed by those before it, which have been looked at already.
 */
final class Axes {
    /** They add an axis, take one of length 1 away, join along one, or change their order. */
    private static final Set<String> SHAPES = Set.of("expand_dims", "squeeze", "stack", "permute");

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
        String name = op.opName();
        long[] shape = inputs.get(0);
        boolean pair = PAIRS.contains(name);
        if ((pair || name.equals("stack")) && inputs.stream().anyMatch(other -> !Arrays.equals(other, shape))) {
            return "Expected arrays of one shape for '" + name + "' but found "
                    + String.join(" and ", inputs.stream().map(Arrays::toString).toList())
                    + ". Make them equally long.";
        }
        long[] axes = pair ? pairAxes(op) : ((CustomOp) op).iArgs();
        if (axes.length == 0 && !pair) {
            return "Expected an axis for '" + name + "' but found none. Name one.";
        }
        if (name.equals("permute")) {
            return order(shape, axes);
        }
        int places = shape.length + (name.equals("expand_dims") || name.equals("stack") ? 1 : 0);
        for (long axis : axes) {
            if (axis < -places || axis >= places) {
                return "Expected an axis from " + -places + " to " + (places - 1) + " for '" + name
                        + "' of an array of shape " + Arrays.toString(shape) + " but found " + axis
                        + ". Take one of these.";
            }
        }
        return name.equals("squeeze") ? lengths(shape, axes) : null;
    }

    private static @Nullable String order(long[] shape, long[] axes) {
        long[] sorted = Arrays.stream(axes).sorted().toArray();
        return Arrays.equals(sorted, LongStream.range(0, shape.length).toArray())
                ? null
                : "Expected each axis of an array of shape " + Arrays.toString(shape)
                        + " once for 'permute' but found " + Arrays.toString(axes) + ". Name all from 0 to "
                        + (shape.length - 1) + ".";
    }

    private static @Nullable String lengths(long[] shape, long[] axes) {
        for (long axis : axes) {
            long length = shape[(int) (axis < 0 ? axis + shape.length : axis)];
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
