package lesson4j.lean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
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
    void run(MiniBatch batch, DenseRows all) {
        share(batch.size(), (first, last) -> all.forward(batch::copyX, first, last, first), () -> {});
    }

    /** Returns the raw outputs of a batch. */
    INDArray outputs(MiniBatch batch) {
        return array(raw(batch::copyX, batch.size(), () -> {}), 0, batch.size());
    }

    /** Gives each batch with its raw outputs to the calling thread, while others work on the next ones. */
    <B extends MiniBatch> void outputs(Iterable<B> batches, BiConsumer<B, INDArray> use) {
        Runnable before = () -> {};
        Iterator<B> left = batches.iterator();
        B next = next(left);
        while (next != null) {
            List<B> some = new ArrayList<>();
            int rows = 0;
            for (; next != null && rows < AT_ONCE; next = next(left)) {
                some.add(next);
                rows += next.size();
            }
            float[] raw = raw(Inputs.of(some), rows, before);
            before = () -> handOut(some, raw, use);
        }
        before.run();
    }

    private static <B> @Nullable B next(Iterator<B> left) {
        return left.hasNext() ? left.next() : null;
    }

    private <B extends MiniBatch> void handOut(List<B> batches, float[] raw, BiConsumer<B, INDArray> use) {
        int first = 0;
        for (B batch : batches) {
            use.accept(batch, array(raw, first, batch.size()));
            first += batch.size();
        }
    }

    private INDArray array(float[] raw, int first, int rows) {
        int outputs = layout.width(layout.depth());
        float[] some = Arrays.copyOfRange(raw, first * outputs, (first + rows) * outputs);
        return Nd4j.create(some, new long[] {rows, outputs}, 'c');
    }

    private float[] raw(Inputs examples, int all, Runnable meanwhile) {
        int outputs = layout.width(layout.depth());
        float[] raw = new float[all * outputs];
        Crew.Share share = (first, last) -> {
            DenseRows rows = own(last - first);
            rows.forward(examples, first, last, 0);
            System.arraycopy(rows.values(layout.depth()), 0, raw, first * outputs, (last - first) * outputs);
        };
        share(all, share, meanwhile);
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
        int each = together ? Tile.rows(rows, layout.mostWeights()) : rows;
        Crew.run(
                Tile.pieces(rows, each), together, i -> share.run(i * each, Math.min(rows, (i + 1) * each)), meanwhile);
    }
}
