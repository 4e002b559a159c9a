package lesson4j.lean;

import java.util.Arrays;

/** Average pooling: the mean of each window. */
final class AveragePart extends PoolPart {
    /** By what to divide wherever the window stands; 0 where padding does not count. */
    private final int divisor;

    AveragePart(Plane in, Plane out, Window window, boolean countsPadding) {
        super(in, out, window);
        this.divisor = countsPadding ? window.kernel() * window.kernel() : 0;
    }

    private float share(int[] pixels) {
        return 1f / (divisor > 0 ? divisor : pixels.length);
    }

    @Override
    void forward(int[] pixels, int from, int to, int n) {
        Arrays.fill(out.value, to, to + n, 0f);
        for (int pixel : pixels) {
            Plane.pass(in.value, from + pixel * n, out.value, to, n, true);
        }
        float share = share(pixels);
        for (int i = to; i < to + n; i++) {
            out.value[i] *= share;
        }
    }

    @Override
    void backward(int[] pixels, int from, int to, int n) {
        float share = share(pixels);
        for (int pixel : pixels) {
            int at = from + pixel * n;
            for (int i = 0; i < n; i++) {
                in.delta[at + i] += out.delta[to + i] * share;
            }
        }
    }
}
