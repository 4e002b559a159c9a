package lesson4j.lean;

import org.bytedeco.javacpp.FloatPointer;

/** Sixteen products with less than half of the multiplications: 3×3 windows by Winograd, two by two places at a time. */
final class WinogradWindows implements Windows {
    /** More numbers than this leave a core's cache before they are used. */
    private static final int MOST = 1 << 18;

    private static final int TAPS = 9;
    private static final int KINDS = Winograd.KINDS;

    /** G, which makes four numbers of three weights in a row. */
    private static final float[][] G = {{1, 0, 0}, {0.5f, 0.5f, 0.5f}, {0.5f, -0.5f, 0.5f}, {0, 0, 1}};

    /** The same down and across, {@code [16, 9]}. */
    private static final FloatPointer BOTH_WAYS = new FloatPointer(bothWays());

    private final Plane in;
    private final Plane out;
    private final Winograd tiles;
    private final FloatPointer weights;
    private final FloatPointer slopes;

    private static float[] bothWays() {
        float[] both = new float[KINDS * TAPS];
        for (int i = 0; i < both.length; i++) {
            int kind = i / TAPS;
            int tap = i % TAPS;
            both[i] = G[kind / 4][tap / 3] * G[kind % 4][tap % 3];
        }
        return both;
    }

    WinogradWindows(Plane in, Plane out) {
        this.in = in;
        this.out = out;
        this.tiles = new Winograd(in.height, in.width);
        this.weights = new FloatPointer((long) Gemm.line(KINDS, in.channels) * out.channels);
        this.slopes = new FloatPointer(weights.capacity());
    }

    @Override
    public int products() {
        return KINDS;
    }

    @Override
    public int depth() {
        return in.channels;
    }

    @Override
    public int places(Block block) {
        return block.examples() * tiles.count(block);
    }

    @Override
    public Block first(int b) {
        int most = MOST / (KINDS * (in.channels + out.channels));
        Block inTiles = Block.of(b, most, tiles.across(), tiles.down());
        return new Block(0, inTiles.last(), 0, Math.min(out.height, 2 * inTiles.bottom()), b);
    }

    /** U = G g Gᵀ of each window of weights. */
    @Override
    public FloatPointer of(FloatPointer own) {
        int c = in.channels;
        filters(own, weights, (w, u) -> Gemm.productTransposedRight(KINDS, c, TAPS, BOTH_WAYS, w, u));
        return weights;
    }

    @Override
    public FloatPointer again(FloatPointer own) {
        return weights;
    }

    @Override
    public FloatPointer toWrite(FloatPointer gradients) {
        return slopes;
    }

    @Override
    public void written(FloatPointer gradients) {
        int c = in.channels;
        filters(gradients, slopes, (w, u) -> Gemm.productTransposedLeft(c, TAPS, KINDS, u, BOTH_WAYS, w));
    }

    private interface Product {
        void of(FloatPointer windows, FloatPointer kinds);
    }

    /** Goes through the filters: each has its windows as the layer keeps them, and a row of matrices. */
    private void filters(FloatPointer own, FloatPointer matrices, Product product) {
        int c = in.channels;
        Crew.share(out.channels, (long) out.channels * c * KINDS, (from, to) -> {
            for (int o = from; o < to; o++) {
                product.of(Floats.at(own, (long) o * c * TAPS), row(matrices, o, c));
            }
        });
    }

    /** Returns a row of matrices beside each other, of {@code columns} numbers each. */
    private static FloatPointer row(FloatPointer matrices, int row, int columns) {
        return Floats.at(matrices, (long) row * Gemm.line(KINDS, columns));
    }

    @Override
    public void fill(FloatPointer matrix, Block block) {
        int k = places(block);
        Crew.share(in.channels, (long) in.channels * k * KINDS, (from, to) -> {
            Winograd.Room room = tiles.new Room(block, in);
            for (int c = from; c < to; c++) {
                room.spread(in.value, c);
                row(matrix, c, k).put(room.kinds, 0, room.kinds.length);
            }
        });
    }

    @Override
    public void giveBack(FloatPointer matrix, Block block, boolean add) {
        int k = places(block);
        Crew.share(in.channels, (long) in.channels * k * KINDS, (from, to) -> {
            Winograd.Room room = tiles.new Room(block, in);
            for (int c = from; c < to; c++) {
                row(matrix, c, k).get(room.kinds, 0, room.kinds.length);
                in.beginDelta(c, block, add);
                room.spreadBack(in.delta, c);
            }
        });
    }

    @Override
    public void take(FloatPointer result, int from, int to, Block block) {
        Winograd.Room room = tiles.new Room(block, out);
        for (int c = from; c < to; c++) {
            row(result, c, places(block)).get(room.kinds, 0, room.kinds.length);
            room.gather(out.value, c);
        }
    }

    @Override
    public void put(FloatPointer result, int from, int to, Block block) {
        Winograd.Room room = tiles.new Room(block, out);
        for (int c = from; c < to; c++) {
            room.gatherBack(out.delta, c);
            row(result, c, places(block)).put(room.kinds, 0, room.kinds.length);
        }
    }
}
