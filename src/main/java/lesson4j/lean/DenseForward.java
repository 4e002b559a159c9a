package lesson4j.lean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import lesson4j.data.Batch;
import lesson4j.data.Examples;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Takes examples through a stack of dense layers, some rows at a time, by all cores. */
final class DenseForward {
    /** How many examples to take through the net together where nothing is learned from them. */
    private static final int AT_ONCE = 1024;

    private final DenseLayout layout;
    private final FloatPointer params;
    private final float[][] biases;
    private final DenseRows[] own = new DenseRows[Crew.SIZE];

    DenseForward(DenseLayout layout, FloatPointer params) {
        this.layout = layout;
        this.params = params;
        this.biases = new float[layout.depth() + 1][];
        for (int l = 1; l <= layout.depth(); l++) {
            biases[l] = new float[layout.width(l)];
        }
    }

    /** Makes room for so many examples. */
    DenseRows room(int rows) {
        return new DenseRows(layout, params, biases, rows);
    }

    /** Takes a batch through the net and keeps what each layer gave. */
    void run(Batch batch, DenseRows all) {
        share(batch.size(), (first, last) -> all.forward(batch, first, last, first), () -> {});
    }

    /** Returns the raw outputs of a batch. */
    INDArray outputs(Batch batch) {
        return array(raw(batch, () -> {}), 0, batch.size());
    }

    /** Gives each batch with its raw outputs to the calling thread, while the others work on the next ones. */
    void outputs(Iterable<Batch> batches, BiConsumer<Batch, INDArray> use) {
        Runnable before = () -> {};
        Iterator<Batch> left = batches.iterator();
        Batch next = next(left);
        while (next != null) {
            List<Batch> some = new ArrayList<>();
            Examples source = next.source();
            for (int rows = 0; next != null && rows < AT_ONCE && next.source() == source; next = next(left)) {
                some.add(next);
                rows += next.size();
            }
            float[] raw = raw(Batch.joined(some), before);
            before = () -> handOut(some, raw, use);
        }
        before.run();
    }

    private static @Nullable Batch next(Iterator<Batch> left) {
        return left.hasNext() ? left.next() : null;
    }

    private void handOut(List<Batch> batches, float[] raw, BiConsumer<Batch, INDArray> use) {
        int first = 0;
        for (Batch batch : batches) {
            use.accept(batch, array(raw, first, batch.size()));
            first += batch.size();
        }
    }

    private INDArray array(float[] raw, int first, int rows) {
        int outputs = layout.width(layout.depth());
        float[] some = Arrays.copyOfRange(raw, first * outputs, (first + rows) * outputs);
        return Nd4j.create(some, new long[] {rows, outputs}, 'c');
    }

    private float[] raw(Batch batch, Runnable meanwhile) {
        int outputs = layout.width(layout.depth());
        float[] raw = new float[batch.size() * outputs];
        Crew.Share share = (first, last) -> {
            DenseRows rows = own(last - first);
            rows.forward(batch, first, last, 0);
            System.arraycopy(rows.values(layout.depth()), 0, raw, first * outputs, (last - first) * outputs);
        };
        share(batch.size(), share, meanwhile);
        return raw;
    }

    /** Returns the thread's own room, which stays in its core's cache. */
    private DenseRows own(int rows) {
        int thread = Crew.number();
        if (own[thread] == null || own[thread].room < rows) {
            own[thread] = room(rows);
        }
        return own[thread];
    }

    private void share(int rows, Crew.Share share, Runnable meanwhile) {
        for (int l = 1; l <= layout.depth(); l++) {
            Floats.at(params, layout.bias(l)).get(biases[l], 0, layout.width(l));
        }
        boolean together = rows * layout.multiplications() >= Gemm.WORTH_SHARING;
        int each = together ? Tile.rows(rows) : rows;
        Crew.run(
                Tile.pieces(rows, each), together, i -> share.run(i * each, Math.min(rows, (i + 1) * each)), meanwhile);
    }
}
