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
    void forward(int[] pixels, int from, int to, int n) {
        int first = from + pixels[0] * n;
        for (int i = 0; i < n; i++) {
            out.value[to + i] = in.value[first + i];
            where[to + i] = first + i;
        }
        for (int k = 1; k < pixels.length; k++) {
            int at = from + pixels[k] * n;
            for (int i = 0; i < n; i++) {
                where[to + i] = in.value[at + i] > out.value[to + i] ? at + i : where[to + i];
                out.value[to + i] = Math.max(out.value[to + i], in.value[at + i]);
            }
        }
    }

    @Override
    void backward(int[] pixels, int from, int to, int n) {
        for (int i = to; i < to + n; i++) {
            in.delta[where[i]] += out.delta[i];
        }
    }
}
