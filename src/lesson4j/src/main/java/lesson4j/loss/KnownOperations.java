package lesson4j.loss;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * The operations that a formula may use: those that fail with an exception where they do not fit.
 *
 * <p>Others of SameDiff's, such as {@code gather} with an index that is not there, end the whole Java VM. A test draws
 * thousands of formulas from those listed here. Some more may be used whose axes {@link Axes} looks at.
 */
final class KnownOperations {
    private static final String ALL = "org.nd4j.linalg.api.ops.";

    /** Packages in which every operation is safe: number by number, or reductions. */
    private static final Set<String> FAMILIES = Set.of(
            "impl.transforms.same",
            "impl.transforms.strict",
            "impl.transforms.floating",
            "impl.transforms.bool",
            "impl.transforms.dtype",
            "impl.transforms.clip",
            "impl.transforms.pairwise.arithmetic",
            "impl.transforms.pairwise.bool",
            "impl.scalar",
            "impl.scalar.comparison",
            "impl.reduce.floating",
            "impl.reduce.same",
            "impl.reduce.custom",
            "impl.summarystats",
            "impl.loss",
            "random.impl");

    private static final Set<String> SINGLE = Set.of(
            "impl.transforms.custom.SoftMax",
            "impl.transforms.custom.LogSoftMax",
            "impl.transforms.custom.GreaterThan",
            "impl.transforms.custom.GreaterThanOrEqual",
            "impl.transforms.custom.LessThan",
            "impl.transforms.custom.LessThanOrEqual",
            "impl.transforms.custom.EqualTo",
            "impl.transforms.custom.NotEqualTo",
            "impl.transforms.custom.Max",
            "impl.transforms.custom.Min",
            "impl.transforms.custom.Pow",
            "impl.transforms.custom.ATan2",
            "impl.reduce.Mmul",
            "impl.indexaccum.custom.ArgMax",
            "impl.indexaccum.custom.ArgMin",
            "impl.shape.Reshape",
            "impl.shape.Transpose",
            "impl.shape.Concat",
            "impl.shape.Slice",
            "impl.shape.StridedSlice",
            "impl.shape.Unstack",
            "impl.shape.OnesLike",
            "impl.shape.ZerosLike",
            "impl.shape.Shape");

    private KnownOperations() {}

    /** Returns a sentence about an operation that is not known, null when all are. */
    static @Nullable String strangerIn(SameDiff sd) {
        for (SameDiffOp op : sd.getOps().values()) {
            String kind = op.getOp().getClass().getName();
            String name = kind.startsWith(ALL) ? kind.substring(ALL.length()) : kind;
            int end = name.lastIndexOf('.');
            boolean lookedAt = kind.startsWith(ALL) && Axes.isLookedAt(op.getOp());
            if (!lookedAt && !SINGLE.contains(name) && (end < 0 || !FAMILIES.contains(name.substring(0, end)))) {
                return "Expected operations number by number, reductions, softmax, products, slices and SameDiff's losses"
                        + " but found '" + op.getOp().opName()
                        + "', which can end the whole Java VM when a size does not"
                        + " fit. To pick the right output, multiply by targs and sum.";
            }
        }
        return null;
    }
}
