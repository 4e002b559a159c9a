package lesson4j.lean;

import java.util.Arrays;

/**
 * A picture cut into tiles of 2×2 results, and what Winograd's convolution makes of them: 16 numbers in place of 36 products.
 *
 * <p>Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A for each tile Y and the 4×4 pixels d that it sees (Lavin and Gray, "Fast Algorithms for
 * Convolutional Neural Networks", 2015), and the derivatives of the same formula. Numbers of one kind lie together,
 * {@code [16][tiles][examples]}, so that each loop runs over neighbours. Within, a picture's even rows and columns lie
 * before its odd ones: then what the next tile sees is one place further on.
 */
final class Winograd {
    static final int KINDS = 16;

    /** For fewer tiles in all, bringing the weights into form takes longer than it saves. */
    static final int WORTH = 32;

    private final int area;
    private final int down;
    private final int across;

    /** Where each pixel is in a padded picture, even rows and columns first, and where in the results. */
    private final int[] seen;

    private final int[] tile;
    private final int[] corner;

    Winograd(int height, int width) {
        area = height * width;
        down = (height + 1) / 2;
        across = (width + 1) / 2;
        seen = new int[area];
        tile = new int[area];
        corner = new int[area];
        for (int p = 0; p < area; p++) {
            int y = p / width;
            int x = p % width;
            seen[p] = half(y + 1, down) * 2 * (across + 1) + half(x + 1, across);
            tile[p] = y / 2 * across + x / 2;
            corner[p] = y % 2 * 2 + x % 2;
        }
    }

    private static int half(int at, int tiles) {
        return at % 2 * (tiles + 1) + at / 2;
    }

    /** Returns whether a convolution is of this form, and wide enough for its products to take the time. */
    static boolean fit(Plane in, Plane out, Window window) {
        return window.kernel() == 3
                && window.stride() == 1
                && window.pad() == 1
                && in.area() >= 4
                && out.height == in.height
                && out.width == in.width
                && Math.min(in.channels, out.channels) >= 32;
    }

    /** Returns how many tiles a picture has. */
    int count() {
        return down * across;
    }

    /** Room for one channel of some examples. */
    final class Room {
        final float[] kinds;
        private final int n;
        private final int line;
        private final float[] picture;
        private final float[] half;
        private final float[] results;

        Room(int examples) {
            n = examples;
            line = 2 * (across + 1) * n;
            picture = new float[2 * (down + 1) * line];
            half = new float[4 * down * line];
            kinds = new float[KINDS * count() * n];
            results = new float[4 * count() * n];
        }

        /** Makes {@code kinds} Bᵀ d B of the pictures that begin at {@code at}. */
        void spread(float[] pixels, int at) {
            for (int p = 0; p < area; p++) {
                int to = seen[p] * n;
                for (int i = 0; i < n; i++) {
                    picture[to + i] = pixels[at + i * area + p];
                }
            }
            int size = down * line;
            differences(picture, 0, (down + 1) * line, line, half, 0, size, size);
            int all = count() * n;
            for (int r = 0; r < 4; r++) {
                for (int y = 0; y < down; y++) {
                    int even = r * size + y * line;
                    int to = 4 * r * all + y * across * n;
                    differences(half, even, even + line / 2, n, kinds, to, all, across * n);
                }
            }
        }

        /** Adds the derivatives by the pictures, from those by {@code kinds}. */
        void spreadBack(float[] slopes, int at, boolean add) {
            int size = down * line;
            int all = count() * n;
            Arrays.fill(half, 0f);
            for (int r = 0; r < 4; r++) {
                for (int y = 0; y < down; y++) {
                    int even = r * size + y * line;
                    int from = 4 * r * all + y * across * n;
                    differencesBack(kinds, from, all, across * n, half, even, even + line / 2, n);
                }
            }
            Arrays.fill(picture, 0f);
            differencesBack(half, 0, size, size, picture, 0, (down + 1) * line, line);
            for (int p = 0; p < area; p++) {
                int from = seen[p] * n;
                for (int i = 0; i < n; i++) {
                    int to = at + i * area + p;
                    slopes[to] = picture[from + i] + (add ? slopes[to] : 0f);
                }
            }
        }

        /** Writes Aᵀ m A of {@code kinds}, the results themselves. */
        void gather(float[] pixels, int at) {
            int all = count() * n;
            sums(kinds, 0, 4 * all, half, 0, 4 * all);
            sums(half, 0, all, results, 0, all);
            sums(half, 4 * all, all, results, 2 * all, all);
            for (int p = 0; p < area; p++) {
                int from = corner[p] * all + tile[p] * n;
                for (int i = 0; i < n; i++) {
                    pixels[at + i * area + p] = results[from + i];
                }
            }
        }

        /** Makes {@code kinds} the derivatives by them, from those by the results. */
        void gatherBack(float[] slopes, int at) {
            int all = count() * n;
            for (int p = 0; p < area; p++) {
                int to = corner[p] * all + tile[p] * n;
                for (int i = 0; i < n; i++) {
                    results[to + i] = slopes[at + i * area + p];
                }
            }
            sumsBack(results, 0, all, half, 0, all);
            sumsBack(results, 2 * all, all, half, 4 * all, all);
            sumsBack(half, 0, 4 * all, kinds, 0, 4 * all);
        }
    }

    /** Multiplies by Bᵀ: lines 0 and 2 of each four begin at {@code even}, 1 and 3 at {@code odd}, the later one a step on. */
    private static void differences(float[] d, int even, int odd, int step, float[] to, int at, int kind, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = d[even + i] - d[even + step + i];
        }
        for (int i = 0; i < count; i++) {
            to[at + kind + i] = d[odd + i] + d[even + step + i];
        }
        for (int i = 0; i < count; i++) {
            to[at + 2 * kind + i] = d[even + step + i] - d[odd + i];
        }
        for (int i = 0; i < count; i++) {
            to[at + 3 * kind + i] = d[odd + i] - d[odd + step + i];
        }
    }

    private static void differencesBack(
            float[] from, int at, int kind, int count, float[] d, int even, int odd, int step) {
        for (int i = 0; i < count; i++) {
            d[even + i] += from[at + i];
        }
        for (int i = 0; i < count; i++) {
            d[even + step + i] += from[at + kind + i] + from[at + 2 * kind + i] - from[at + i];
        }
        for (int i = 0; i < count; i++) {
            d[odd + i] += from[at + kind + i] - from[at + 2 * kind + i] + from[at + 3 * kind + i];
        }
        for (int i = 0; i < count; i++) {
            d[odd + step + i] -= from[at + 3 * kind + i];
        }
    }

    /** Multiplies by Aᵀ: four lines make two. */
    private static void sums(float[] from, int at, int kind, float[] to, int start, int count) {
        for (int i = 0; i < count; i++) {
            to[start + i] = from[at + i] + from[at + kind + i] + from[at + 2 * kind + i];
        }
        for (int i = 0; i < count; i++) {
            to[start + count + i] = from[at + kind + i] - from[at + 2 * kind + i] - from[at + 3 * kind + i];
        }
    }

    private static void sumsBack(float[] from, int at, int count, float[] to, int start, int kind) {
        for (int i = 0; i < count; i++) {
            to[start + i] = from[at + i];
        }
        for (int i = 0; i < count; i++) {
            to[start + kind + i] = from[at + i] + from[at + count + i];
        }
        for (int i = 0; i < count; i++) {
            to[start + 2 * kind + i] = from[at + i] - from[at + count + i];
        }
        for (int i = 0; i < count; i++) {
            to[start + 3 * kind + i] = -from[at + count + i];
        }
    }
}
