package lesson4j.data;

import static lesson4j.plot.Given.given;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
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
    private final @Nullable Examples source;
    private final Function<int[], B> collate;
    private final int bs;
    private final boolean shuffle;
    private final long seed;
    private int passes;

    private DataLoader(
            int size, @Nullable Examples source, Function<int[], B> collate, int bs, boolean shuffle, long seed) {
        this.size = size;
        this.source = source;
        this.collate = collate;
        this.bs = bs;
        this.shuffle = shuffle;
        this.seed = seed;
    }

    /** Returns a loader over the items of a list, 64 at a time, in order: {@code DataLoader.of(letters).bs(6)}. */
    public static <T> DataLoader<List<T>> of(List<T> items) {
        List<T> kept = new ArrayList<>(given(items, "the items"));
        Function<int[], List<T>> collate =
                rows -> IntStream.of(rows).mapToObj(kept::get).toList();
        return new DataLoader<>(kept.size(), null, collate, 64, false, Seed.get());
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
        given(examples, "the examples");
        return new DataLoader<>(examples.size(), examples, rows -> new Batch(examples, rows), 64, false, Seed.get());
    }

    /** Returns the same with another batch size, 1 or more. */
    public DataLoader<B> bs(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("The batch size must be 1 or more but is " + batchSize
                    + ". The lesson uses 256 for 3s and 7s, 64 for ten digits.");
        }
        return new DataLoader<>(size, source, collate, batchSize, shuffle, seed);
    }

    /** Returns the same, shuffled anew in every pass. */
    public DataLoader<B> shuffle() {
        return shuffle(true);
    }

    /** Returns the same, shuffled or in order. */
    public DataLoader<B> shuffle(boolean shuffled) {
        return new DataLoader<>(size, source, collate, bs, shuffled, seed);
    }

    /** Returns the same with another seed: equal seeds shuffle equally, pass by pass. */
    public DataLoader<B> seed(long newSeed) {
        return new DataLoader<>(size, source, collate, bs, shuffle, newSeed);
    }

    /** Returns the same as it was before its first pass, so that its shuffles come again. */
    public DataLoader<B> fresh() {
        return seed(seed);
    }

    /** Returns batches of other examples of the same number, in the same order. */
    DataLoader<Batch> over(Examples others) {
        return new DataLoader<>(size, others, rows -> new Batch(others, rows), bs, shuffle, seed);
    }

    /** Returns how many items there are. */
    public int size() {
        return size;
    }

    /** Returns how many batches a pass has, the short one included. */
    public int batches() {
        return (int) ((size - 1L + bs) / bs);
    }

    /** Returns the batch size. */
    public int batchSize() {
        return bs;
    }

    /**
     * Returns the examples that it hands out: {@code dls.train().source().size()}.
     *
     * @throws IllegalStateException when it hands out the items of a list
     */
    public Examples source() {
        if (source == null) {
            throw new IllegalStateException("A loader over a list has no examples. Use DataLoader.of(x, y).");
        }
        return source;
    }

    /** Returns the first batch of the next pass, fastai's name for {@link #first}. */
    public B oneBatch() {
        return first();
    }

    /** Returns the first batch of the next pass; looking at it uses no shuffle up. */
    public B first() {
        if (size == 0) {
            throw new IllegalStateException("There is nothing to load: the collection is empty.");
        }
        return batch(order(passes), 0);
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
        return IntStream.range(0, batches()).mapToObj(i -> batch(order, i)).iterator();
    }

    private B batch(int[] order, int i) {
        return collate.apply(Arrays.copyOfRange(order, i * bs, (int) Math.min(size, (i + 1L) * bs)));
    }

    private int[] order(int pass) {
        int[] order = IntStream.range(0, size).toArray();
        if (shuffle) {
            Splits.shuffle(order, seed * 1_000_003L + pass);
        }
        return order;
    }

    /**
     * Returns a DL4J iterator over the same batches in the same order.
     *
     * <p>{@code net.fit(DataLoader.of(x, y).bs(64).asIterator(), 3)}; a loader of lists has none. It goes on from the
     * loader's next shuffle and leaves the loader as it is.
     */
    @SuppressWarnings("unchecked")
    public DataSetIterator asIterator() {
        if (source == null) {
            throw new IllegalStateException("A loader over a list has no DL4J iterator. Use DataLoader.of(x, y).");
        }
        var own = (DataLoader<Batch>) fresh();
        own.passes = passes;
        Iterable<DataSet> batches = () -> StreamSupport.stream(own.spliterator(), false)
                .map(batch -> new DataSet(batch.x(), batch.y()))
                .iterator();
        return new ExistingDataSetIterator(batches, source.classes()) {
            @Override
            public int inputColumns() {
                return (int) own.source().x().size(1);
            }

            @Override
            public int totalOutcomes() {
                return own.source().outputs();
            }

            @Override
            public int batch() {
                return bs;
            }

            /** A prefetch thread would leak when training is stopped in the middle of a pass. */
            @Override
            public boolean asyncSupported() {
                return false;
            }
        };
    }

    @Override
    public String toString() {
        return size + " items in " + batches() + " batches of " + bs + (shuffle ? ", shuffled" : ", in order");
    }
}
