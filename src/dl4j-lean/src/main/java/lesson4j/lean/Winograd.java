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

    private final int down;
    private final int across;

    Winograd(int height, int width) {
        down = (height + 1) / 2;
        across = (width + 1) / 2;
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

    /** Returns how many rows of tiles a picture has. */
    int down() {
        return down;
    }

    /** Returns how many tiles a row has. */
    int across() {
        return across;
    }

    /** Returns how many tiles an example has in a block. */
    int count(Block block) {
        return (block.rows() + 1) / 2 * across;
    }

    private interface Copy {
        void run(int pixel, int at);
    }

    /** Room for one channel of a block, which goes through it group by group. */
    final class Room {
        final float[] kinds;
        private final Lines lines = new Lines();
        private final Block block;
        private final Plane plane;
        private final int down;
        private final int all;

        /** Whether a shorter group follows longer ones, whose numbers it would find where its padding is. */
        private final boolean mixed;

        private final float[] picture;
        private final float[] half;
        private final float[] results;

        /** Makes room for a plane of the size that the pictures and the results have. */
        Room(Block block, Plane plane) {
            this.block = block;
            this.plane = plane;
            down = count(block) / across;
            all = count(block) * block.examples();
            int most = Math.min(Plane.GROUP, block.examples());
            mixed = block.examples() % most > 0;
            picture = new float[4 * (down + 1) * (across + 1) * most];
            half = new float[8 * down * (across + 1) * most];
            results = new float[4 * down * across * most];
            kinds = new float[KINDS * all];
        }

        /** Goes through the pixels that the tiles see: where each lies in one channel, and where here, even ones first. */
        private void seen(int c, int group, int n, Copy copy) {
            int above = block.top() - 1;
            int from = plane.at(c, group, block.b());
            for (int y = Math.max(0, above); y < Math.min(plane.height, above + 2 * down + 2); y++) {
                int line = half(y - above, down) * 2 * (across + 1);
                for (int x = 0; x < plane.width; x++) {
                    copy.run(from + (y * plane.width + x) * n, (line + half(x + 1, across)) * n);
                }
            }
        }

        /** Goes through the results in the same way. */
        private void given(int c, int group, int n, Copy copy) {
            int from = plane.at(c, group, block.b());
            for (int y = block.top(); y < block.bottom(); y++) {
                int row = y - block.top();
                for (int x = 0; x < plane.width; x++) {
                    int tile = (row % 2 * 2 + x % 2) * down * across + row / 2 * across + x / 2;
                    copy.run(from + (y * plane.width + x) * n, tile * n);
                }
            }
        }

        /** Returns where a group begins among the numbers of each kind. */
        private int place(int group) {
            return (group - block.first()) * down * across;
        }

        private void clear(float[] numbers) {
            if (mixed) {
                Arrays.fill(numbers, 0f);
            }
        }

        /** Makes {@code kinds} Bᵀ d B of what the block sees of a channel. */
        void spread(float[] pixels, int c) {
            block.groups((group, n) -> {
                int line = 2 * (across + 1) * n;
                int size = down * line;
                clear(picture);
                seen(c, group, n, (pixel, at) -> System.arraycopy(pixels, pixel, picture, at, n));
                differences(picture, 0, (down + 1) * line, line, half, 0, size, size);
                for (int r = 0; r < 4; r++) {
                    for (int y = 0; y < down; y++) {
                        int even = r * size + y * line;
                        int to = 4 * r * all + place(group) + y * across * n;
                        differences(half, even, even + line / 2, n, kinds, to, all, across * n);
                    }
                }
            });
        }

        /** Adds the derivatives by those pixels, from those by {@code kinds}. */
        void spreadBack(float[] slopes, int c) {
            block.groups((group, n) -> {
                int line = 2 * (across + 1) * n;
                int size = down * line;
                Arrays.fill(half, 0f);
                for (int r = 0; r < 4; r++) {
                    for (int y = 0; y < down; y++) {
                        int even = r * size + y * line;
                        int from = 4 * r * all + place(group) + y * across * n;
                        differencesBack(kinds, from, all, across * n, half, even, even + line / 2, n);
                    }
                }
                Arrays.fill(picture, 0f);
                seen(c, group, n, (pixel, at) -> System.arraycopy(slopes, pixel, picture, at, n));
                differencesBack(half, 0, size, size, picture, 0, (down + 1) * line, line);
                seen(c, group, n, (pixel, at) -> System.arraycopy(picture, at, slopes, pixel, n));
            });
        }

        /** Writes Aᵀ m A of {@code kinds}, the results themselves. */
        void gather(float[] pixels, int c) {
            block.groups((group, n) -> {
                int size = down * across * n;
                for (int r = 0; r < 4; r++) {
                    sums(kinds, r * all + place(group), 4 * all, half, r * size, 4 * size, size);
                }
                sums(half, 0, size, results, 0, size, size);
                sums(half, 4 * size, size, results, 2 * size, size, size);
                given(c, group, n, (pixel, at) -> System.arraycopy(results, at, pixels, pixel, n));
            });
        }

        /** Makes {@code kinds} the derivatives by them, from those by the results. */
        void gatherBack(float[] slopes, int c) {
            block.groups((group, n) -> {
                int size = down * across * n;
                clear(results);
                given(c, group, n, (pixel, at) -> System.arraycopy(slopes, pixel, results, at, n));
                sumsBack(results, 0, size, half, 0, size, size);
                sumsBack(results, 2 * size, size, half, 4 * size, size, size);
                for (int r = 0; r < 4; r++) {
                    sumsBack(half, r * size, 4 * size, kinds, r * all + place(group), 4 * all, size);
                }
            });
        }

        /** Multiplies by Bᵀ: lines 0 and 2 of each four begin at {@code even}, 1 and 3 at {@code odd}, the later one a step on. */
        private void differences(float[] d, int even, int odd, int step, float[] to, int at, int kind, int count) {
            Lines.pieces(count, (done, n) -> {
                lines.take(d, even + done, even + step + done, odd + done, odd + step + done, n);
                lines.differences(n);
                lines.give(to, at + done, kind, n);
            });
        }

        private void differencesBack(
                float[] from, int at, int kind, int count, float[] d, int even, int odd, int step) {
            Lines.pieces(count, (done, n) -> {
                lines.take(from, at + done, kind, n);
                lines.differencesBack(n);
                lines.add(d, even + done, even + step + done, odd + done, odd + step + done, n);
            });
        }

        /** Multiplies by Aᵀ: four lines, {@code kind} apart, make two, {@code apart}. */
        private void sums(float[] from, int at, int kind, float[] to, int start, int apart, int count) {
            Lines.pieces(count, (done, n) -> {
                lines.take(from, at + done, kind, n);
                lines.sums(n);
                lines.giveTwo(to, start + done, apart, n);
            });
        }

        private void sumsBack(float[] from, int at, int apart, float[] to, int start, int kind, int count) {
            Lines.pieces(count, (done, n) -> {
                lines.takeTwo(from, at + done, apart, n);
                lines.sumsBack(n);
                lines.give(to, start + done, kind, n);
            });
        }
    }
}
