package lesson4j.lean;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes examples through convolutions, dense layers, norms, pooling, dropout and sums and back.
 *
 * <p>DL4J computes a convolution several times slower, as its native code is not reached by its layers. Here each one is
 * a matrix product over the whole batch, shared out over the cores; gradients are written where DL4J keeps its own.
 */
final class PartsPass implements Pass {
    private final Assembly parts;

    PartsPass(Assembly parts) {
        this.parts = parts;
    }

    @Override
    public double gradient(MiniBatch batch, LossEnd loss) {
        int b = batch.size();
        forward(batch, true);
        Plane end = parts.end();
        double[] z = rows(end.value, b, end.channels);
        double[] dz = new double[z.length];
        double mean = loss.mean(batch, z, dz);
        for (int i = 0; i < b; i++) {
            for (int c = 0; c < end.channels; c++) {
                end.delta[c * b + i] = (float) dz[i * end.channels + c];
            }
        }
        for (int p = parts.list().size() - 1; p >= 0; p--) {
            parts.list().get(p).backward(b);
        }
        return mean;
    }

    private void forward(MiniBatch batch, boolean training) {
        int b = batch.size();
        parts.planes().forEach(plane -> plane.begin(b, training));
        read(batch, parts.start());
        parts.list().forEach(part -> part.forward(b, training));
    }

    /** Pictures lie one after the other; a plane has some examples of one pixel together. */
    private static void read(MiniBatch batch, Plane start) {
        int b = batch.size();
        int size = start.channels * start.area();
        Crew.share(Tile.pieces(b, Plane.GROUP), 2L * b * size, (from, to) -> {
            float[] pictures = new float[Math.min(b, Plane.GROUP) * size];
            var some = new Block(from * Plane.GROUP, Math.min(b, to * Plane.GROUP), 0, start.height, b);
            some.groups((group, n) -> {
                batch.copyX(FloatBuffer.wrap(pictures, 0, n * size), group, group + n);
                for (int c = 0; c < start.channels; c++) {
                    turn(pictures, c * start.area(), size, start, start.at(c, group, b), n);
                }
            });
        });
    }

    /** Writes one channel of {@code n} pictures, which begins at {@code from} and every {@code size} numbers on. */
    private static void turn(float[] pictures, int from, int size, Plane start, int to, int n) {
        for (int p = 0; p < start.area(); p++) {
            for (int i = 0; i < n; i++) {
                start.value[to + p * n + i] = pictures[from + i * size + p];
            }
        }
    }

    private static double[] rows(float[] columns, int b, int channels) {
        double[] rows = new double[b * channels];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < b; i++) {
                rows[i * channels + c] = columns[c * b + i];
            }
        }
        return rows;
    }

    @Override
    public INDArray raw(MiniBatch batch) {
        forward(batch, false);
        int channels = parts.end().channels;
        double[] raw = rows(parts.end().value, batch.size(), channels);
        float[] floats = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            floats[i] = (float) raw[i];
        }
        return Nd4j.create(floats, new long[] {batch.size(), channels}, 'c');
    }

    @Override
    public String describe() {
        return (parts.start().isFlat ? "dense" : "convolutions by") + " BLAS on the net's parameters";
    }
}
