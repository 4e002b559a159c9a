package lesson4j.lean;

/** Max pooling: the largest value of each window, and the derivative goes to where it stood. */
final class MaxPart extends PoolPart {
    private int[] where = {};

    MaxPart(Plane in, Plane out, Window window) {
        super(in, out, window);
    }

    @Override
    void begin(int windows) {
        if (where.length < windows) {
            where = new int[windows];
        }
    }

    @Override
    void forward(int at, int picture, View view) {
        int best = -1;
        for (int y = view.top(); y < view.bottom(); y++) {
            int row = picture + y * in.width;
            for (int i = row + view.left(); i < row + view.right(); i++) {
                if (best < 0 || in.value[i] > in.value[best]) {
                    best = i;
                }
            }
        }
        where[at] = best;
        out.value[at] = in.value[best];
    }

    @Override
    void backward(int at, int picture, View view) {
        in.delta[where[at]] += out.delta[at];
    }
}
