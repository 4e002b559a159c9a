package lesson4j.lean;

/** Average pooling: the mean of each window. */
final class AveragePart extends PoolPart {
    /** By what to divide wherever the window stands; 0 where padding does not count. */
    private final int divisor;

    AveragePart(Plane in, Plane out, Window window, boolean countsPadding) {
        super(in, out, window);
        this.divisor = countsPadding ? window.kernel() * window.kernel() : 0;
    }

    private float share(View view) {
        int seen = (view.bottom() - view.top()) * (view.right() - view.left());
        return 1f / (divisor > 0 ? divisor : seen);
    }

    @Override
    void forward(int at, int picture, View view) {
        float sum = 0;
        for (int y = view.top(); y < view.bottom(); y++) {
            int row = picture + y * in.width;
            for (int i = row + view.left(); i < row + view.right(); i++) {
                sum += in.value[i];
            }
        }
        out.value[at] = sum * share(view);
    }

    @Override
    void backward(int at, int picture, View view) {
        float d = out.delta[at] * share(view);
        for (int y = view.top(); y < view.bottom(); y++) {
            int row = picture + y * in.width;
            for (int i = row + view.left(); i < row + view.right(); i++) {
                in.delta[i] += d;
            }
        }
    }
}
