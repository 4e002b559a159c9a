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
    void forward(int from, int to) {
        for (int place = 0; place < seen.length; place++) {
            int best = from + seen[place][0];
            for (int pixel : seen[place]) {
                if (in.value[from + pixel] > in.value[best]) {
                    best = from + pixel;
                }
            }
            where[to + place] = best;
            out.value[to + place] = in.value[best];
        }
    }

    @Override
    void backward(int from, int to) {
        for (int place = to; place < to + seen.length; place++) {
            in.delta[where[place]] += out.delta[place];
        }
    }
}
