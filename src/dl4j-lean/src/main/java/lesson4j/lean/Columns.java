package lesson4j.lean;

import java.util.stream.IntStream;

/**
 * The windows of a convolution laid out as a matrix {@code [channels · taps][batch · places]}: im2col.
 *
 * <p>A tap is one position in the window. Those that meet nothing but padding, as the outer eight of a 3×3 window on a
 * picture of one pixel do, are left out.
 */
final class Columns {
    private final Plane in;
    private final Plane out;
    private final Window window;
    private final int[] taps;

    Columns(Plane in, Plane out, Window window) {
        this.in = in;
        this.out = out;
        this.window = window;
        int k = window.kernel();
        this.taps = IntStream.range(0, k * k)
                .filter(tap -> window.meets(tap / k, in.height) && window.meets(tap % k, in.width))
                .toArray();
    }

    /** Returns the positions in the window that matter, row by row. */
    int[] taps() {
        return taps;
    }

    /** Returns whether the matrix is the input itself. */
    boolean isInput() {
        return window.kernel() == 1 && window.stride() == 1 && window.pad() == 0;
    }

    /** Writes what tap {@code t} of channel {@code c} sees at each place of the examples {@code first} to before {@code last}. */
    void read(int c, int t, int first, int last, int b, float[] row) {
        int ky = taps[t] / window.kernel();
        int kx = taps[t] % window.kernel();
        int[] inside = inside(kx);
        for (int i = first; i < last; i++) {
            int picture = (c * b + i) * in.area();
            for (int y = 0; y < out.height; y++) {
                int to = ((i - first) * out.height + y) * out.width;
                int iy = y * window.stride() + ky - window.pad();
                if (iy < 0 || iy >= in.height) {
                    clear(row, to, to + out.width);
                } else {
                    clear(row, to, to + inside[0]);
                    copy(picture + iy * in.width + kx - window.pad(), row, to, inside);
                    clear(row, to + inside[1], to + out.width);
                }
            }
        }
    }

    /** Mostly a pixel or two, for which a call of Arrays.fill costs more than the work. */
    private static void clear(float[] row, int from, int to) {
        for (int i = from; i < to; i++) {
            row[i] = 0f;
        }
    }

    private void copy(int from, float[] row, int to, int[] inside) {
        int stride = window.stride();
        if (stride == 1) {
            System.arraycopy(in.value, from + inside[0], row, to + inside[0], inside[1] - inside[0]);
            return;
        }
        for (int x = inside[0]; x < inside[1]; x++) {
            row[to + x] = in.value[from + x * stride];
        }
    }

    /** Adds to the derivatives of those examples what came back through tap {@code t} of channel {@code c}. */
    void add(int c, int t, int first, int last, int b, float[] row) {
        int stride = window.stride();
        int ky = taps[t] / window.kernel();
        int kx = taps[t] % window.kernel();
        int[] inside = inside(kx);
        for (int i = first; i < last; i++) {
            int picture = (c * b + i) * in.area();
            for (int y = 0; y < out.height; y++) {
                int iy = y * stride + ky - window.pad();
                if (iy >= 0 && iy < in.height) {
                    int from = ((i - first) * out.height + y) * out.width;
                    int to = picture + iy * in.width + kx - window.pad();
                    for (int x = inside[0]; x < inside[1]; x++) {
                        in.delta[to + x * stride] += row[from + x];
                    }
                }
            }
        }
    }

    /** Returns the first place of a row at which column {@code kx} of the window is inside, and the first after. */
    private int[] inside(int kx) {
        int first = Math.max(0, -Math.floorDiv(kx - window.pad(), window.stride()));
        int end = Math.floorDiv(in.width - 1 - kx + window.pad(), window.stride()) + 1;
        return new int[] {Math.min(first, out.width), Math.max(Math.min(end, out.width), Math.min(first, out.width))};
    }
}
