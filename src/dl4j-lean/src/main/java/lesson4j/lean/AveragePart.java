package lesson4j.lean;

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
    void forward(int from, int to) {
        for (int place = 0; place < seen.length; place++) {
            float sum = 0;
            for (int pixel : seen[place]) {
                sum += in.value[from + pixel];
            }
            out.value[to + place] = sum * share(seen[place]);
        }
    }

    @Override
    void backward(int from, int to) {
        for (int place = 0; place < seen.length; place++) {
            float d = out.delta[to + place] * share(seen[place]);
            for (int pixel : seen[place]) {
                in.delta[from + pixel] += d;
            }
        }
    }
}
