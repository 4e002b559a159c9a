package lesson4j.lean;

import java.nio.FloatBuffer;
import java.util.List;

/** The inputs of some examples, row by row, wherever they lie. */
@FunctionalInterface
interface Inputs {

    /** Copies the rows from the {@code first} to before the {@code last} to the beginning of {@code to}. */
    void copy(FloatBuffer to, int first, int last);

    /** Returns those of several batches, one after the other. */
    static Inputs of(List<? extends MiniBatch> batches) {
        return (to, first, last) -> {
            int begin = 0;
            int done = 0;
            for (MiniBatch batch : batches) {
                int from = Math.max(first - begin, 0);
                int end = Math.min(last - begin, batch.size());
                if (from < end) {
                    batch.copyX(to.slice(done, to.limit() - done), from, end);
                    done += (end - from) * batch.features();
                }
                begin += batch.size();
            }
        };
    }
}
