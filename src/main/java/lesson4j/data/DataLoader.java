package lesson4j.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Hands out a collection batch by batch, shuffled anew each time it is gone through if so wished.
 *
 * <p>{@code for (var batch : DataLoader.of(x, y).bs(256).shuffle()) …}. The last batch holds what is left.
 *
 * @param <B> what a batch is: a {@link Batch} of arrays, or a list of items
 */
public final class DataLoader<B> implements Iterable<B> {
    private final int size;
    private final Function<int[], B> collate;
    private final int bs;
    private final boolean shuffle;
    private final long seed;
    private int passes;

    private DataLoader(int size, Function<int[], B> collate, int bs, boolean shuffle, long seed) {
        this.size = size;
        this.collate = collate;
        this.bs = bs;
        this.shuffle = shuffle;
        this.seed = seed;
    }

    /** Returns a loader over the items of a list, 64 at a time, in order: {@code DataLoader.of(letters).bs(6)}. */
    public static <T> DataLoader<List<T>> of(List<T> items) {
        return new DataLoader<>(
                items.size(), rows -> IntStream.of(rows).mapToObj(items::get).toList(), 64, false, Seed.get());
    }

    /**
     * Returns a loader over arrays, 64 rows at a time, in order.
     *
     * @param x inputs, {@code [n, features], float}
     * @param y targets, {@code [n, outputs], float}
     */
    public static DataLoader<Batch> of(INDArray x, INDArray y) {
        return of(Examples.of(x, y));
    }

    /** Returns a loader over labelled pictures, 64 at a time, in order. */
    public static DataLoader<Batch> of(LabelledImages images) {
        return of(Examples.of(images));
    }

    /** Returns a loader over examples, 64 at a time, in order. */
    public static DataLoader<Batch> of(Examples examples) {
        return new DataLoader<>(examples.size(), rows -> new Batch(examples, rows), 64, false, Seed.get());
    }

    /** Returns the same with another batch size, 1 or more. */
    public DataLoader<B> bs(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("The batch size must be 1 or more but is " + batchSize
                    + ". The lesson uses 256 for 3s and 7s, 64 for ten digits.");
        }
        return new DataLoader<>(size, collate, batchSize, shuffle, seed);
    }

    /** Returns the same, shuffled anew in every pass. */
    public DataLoader<B> shuffle() {
        return shuffle(true);
    }

    /** Returns the same, shuffled or in order. */
    public DataLoader<B> shuffle(boolean shuffled) {
        return new DataLoader<>(size, collate, bs, shuffled, seed);
    }

    /** Returns the same with another seed: equal seeds shuffle equally, pass by pass. */
    public DataLoader<B> seed(long newSeed) {
        return new DataLoader<>(size, collate, bs, shuffle, newSeed);
    }

    /** Returns the same as it was before its first pass, so that its shuffles come again. */
    public DataLoader<B> fresh() {
        return seed(seed);
    }

    /** Returns how many items there are. */
    public int size() {
        return size;
    }

    /** Returns how many batches a pass has, the short one included. */
    public int batches() {
        return (size + bs - 1) / bs;
    }

    /** Returns the batch size. */
    public int batchSize() {
        return bs;
    }

    /** Returns the first batch of the next pass, fastai's name for {@link #first}. */
    public B oneBatch() {
        return first();
    }

    /** Returns the first batch of the next pass, and leaves that pass to come. */
    public B first() {
        if (size == 0) {
            throw new IllegalStateException("There is nothing to load: the collection is empty.");
        }
        return peek().iterator().next();
    }

    /** Starts a pass; the next one is shuffled anew. */
    @Override
    public Iterator<B> iterator() {
        return pass(passes++);
    }

    /** Returns the batches of the next pass for a look: the pass is still to come, with the same shuffle. */
    public Iterable<B> peek() {
        return () -> pass(passes);
    }

    private Iterator<B> pass(int number) {
        int[] order = order(number);
        return IntStream.range(0, batches())
                .mapToObj(i -> collate.apply(Arrays.copyOfRange(order, i * bs, Math.min(size, (i + 1) * bs))))
                .iterator();
    }

    private int[] order(int pass) {
        int[] order = IntStream.range(0, size).toArray();
        if (shuffle) {
            Splits.shuffle(order, seed * 1_000_003L + pass);
        }
        return order;
    }

    /**
     * Returns a DL4J iterator over the same batches in the same order, for everything in DL4J that wants one.
     *
     * <p>{@code net.fit(DataLoader.of(x, y).bs(64).asIterator(), 3)}; a loader of lists has none.
     */
    @SuppressWarnings("unchecked")
    public DataSetIterator asIterator() {
        if (size > 0 && !(collate.apply(new int[] {0}) instanceof Batch)) {
            throw new IllegalStateException("A loader over a list has no DL4J iterator. Use DataLoader.of(x, y).");
        }
        return new LoaderIterator((DataLoader<Batch>) this);
    }

    @Override
    public String toString() {
        return size + " items in " + batches() + " batches of " + bs + (shuffle ? ", shuffled" : ", in order");
    }
}
