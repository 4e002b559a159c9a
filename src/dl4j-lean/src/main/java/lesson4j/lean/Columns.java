package lesson4j.lean;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The windows of a convolution laid out as a matrix {@code [channels · taps][groups · places · examples]}: im2col.
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

    /** Writes what tap {@code t} of channel {@code c} sees at each place of a block. */
    void read(int c, int t, Block block, float[] row) {
        int[] inside = inside(taps[t] % window.kernel());
        block.groups((group, n) -> {
            for (int y = block.top(); y < block.bottom(); y++) {
                int to = place(block, group, n, y);
                int end = to + out.width * n;
                int iy = y * window.stride() + taps[t] / window.kernel() - window.pad();
                if (iy < 0 || iy >= in.height) {
                    Arrays.fill(row, to, end, 0f);
                } else {
                    Arrays.fill(row, to, to + inside[0] * n, 0f);
                    copy(seen(c, t, iy, block, group, n), row, to, inside, n);
                    Arrays.fill(row, to + inside[1] * n, end, 0f);
                }
            }
        });
    }

    /** Returns where the first place of a group's row is among the block's. */
    private int place(Block block, int group, int n, int y) {
        return ((group - block.first()) * block.rows() + (y - block.top()) * n) * out.width;
    }

    /** Returns where the first place looks in the input's row {@code iy}, were there no padding. */
    private int seen(int c, int t, int iy, Block block, int group, int n) {
        int ix = taps[t] % window.kernel() - window.pad();
        return in.at(c, group, block.b()) + (iy * in.width + ix) * n;
    }

    private void copy(int from, float[] row, int to, int[] inside, int n) {
        int together = together(inside);
        for (int x = inside[0]; x < inside[1]; x += together) {
            System.arraycopy(in.value, from + x * window.stride() * n, row, to + x * n, together * n);
        }
    }

    /** Returns how many of a row's places see pixels that lie beside each other. */
    private int together(int[] inside) {
        return window.stride() == 1 ? inside[1] - inside[0] : 1;
    }

    /** Adds to the derivatives of a block's input what came back through tap {@code t} of channel {@code c}. */
    void add(int c, int t, Block block, float[] row) {
        int[] inside = inside(taps[t] % window.kernel());
        int together = together(inside);
        block.groups((group, n) -> {
            for (int y = block.top(); y < block.bottom(); y++) {
                int iy = y * window.stride() + taps[t] / window.kernel() - window.pad();
                if (iy >= 0 && iy < in.height) {
                    int to = seen(c, t, iy, block, group, n);
                    int from = place(block, group, n, y);
                    for (int x = inside[0]; x < inside[1]; x += together) {
                        Plane.pass(row, from + x * n, in.delta, to + x * window.stride() * n, together * n, true);
                    }
                }
            }
        });
    }

    /** Returns the first place of a row at which column {@code kx} of the window is inside, and the first after. */
    private int[] inside(int kx) {
        int first = Math.max(0, -Math.floorDiv(kx - window.pad(), window.stride()));
        int end = Math.floorDiv(in.width - 1 - kx + window.pad(), window.stride()) + 1;
        return new int[] {Math.min(first, out.width), Math.max(Math.min(end, out.width), Math.min(first, out.width))};
    }
}
