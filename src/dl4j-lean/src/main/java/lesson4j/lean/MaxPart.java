package lesson4j.lean;

import java.util.Arrays;

/** Max pooling: the largest value of each window, and the derivative goes to where it stood. */
final class MaxPart implements Part {
    private final Plane in;
    private final Plane out;
    private final Window window;
    private int[] where = {};

    MaxPart(Plane in, Plane out, Window window) {
        this.in = in;
        this.out = out;
        this.window = window;
    }

    @Override
    public void forward(int b, boolean training) {
        int size = out.channels * b * out.area();
        if (where.length < size) {
            where = new int[size];
        }
        Crew.share(in.channels * b, (long) size * window.kernel() * window.kernel(), (from, to) -> {
            for (int plane = from; plane < to; plane++) {
                for (int y = 0; y < out.height; y++) {
                    for (int x = 0; x < out.width; x++) {
                        int at = (plane * out.height + y) * out.width + x;
                        where[at] = largest(plane, y, x);
                        out.value[at] = in.value[where[at]];
                    }
                }
            }
        });
    }

    private int largest(int plane, int y, int x) {
        int best = -1;
        int top = y * window.stride() - window.pad();
        int left = x * window.stride() - window.pad();
        for (int iy = Math.max(0, top); iy < Math.min(in.height, top + window.kernel()); iy++) {
            for (int ix = Math.max(0, left); ix < Math.min(in.width, left + window.kernel()); ix++) {
                int at = (plane * in.height + iy) * in.width + ix;
                if (best < 0 || in.value[at] > in.value[best]) {
                    best = at;
                }
            }
        }
        return best;
    }

    @Override
    public void backward(int b) {
        boolean adds = in.addsToDelta();
        Crew.share(in.channels * b, (long) in.channels * b * in.area(), (from, to) -> {
            if (!adds) {
                Arrays.fill(in.delta, from * in.area(), to * in.area(), 0f);
            }
            for (int i = from * out.area(); i < to * out.area(); i++) {
                in.delta[where[i]] += out.delta[i];
            }
        });
    }
}
