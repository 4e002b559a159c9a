package lesson4j.lean;

import java.util.function.IntPredicate;

/** One of two parts that compute the same, by the size of the batch. */
final class ByBatch implements Part {
    private final Part few;
    private final Part many;
    private final IntPredicate isMany;

    ByBatch(Part few, Part many, IntPredicate isMany) {
        this.few = few;
        this.many = many;
        this.isMany = isMany;
    }

    @Override
    public boolean takeOver(Pointwise activation) {
        return few.takeOver(activation) && many.takeOver(activation);
    }

    private Part of(int b) {
        return isMany.test(b) ? many : few;
    }

    @Override
    public void forward(int b, boolean training) {
        of(b).forward(b, training);
    }

    @Override
    public void backward(int b) {
        of(b).backward(b);
    }
}
