package lesson4j.lean;

import org.bytedeco.javacpp.FloatPointer;

/** One product: each place's window is a column, im2col. */
final class ColumnWindows implements Windows {
    /** Columns of more numbers than this leave a core's cache before they are used. */
    private static final int MOST_COLUMNS = 1 << 17;

    private final Plane in;
    private final Plane out;
    private final Columns columns;
    private final Taps taps;
    private final int depth;

    ColumnWindows(Plane in, Plane out, Window window) {
        this.in = in;
        this.out = out;
        this.columns = new Columns(in, out, window);
        this.taps = new Taps(columns.taps(), window.kernel() * window.kernel(), out.channels * in.channels);
        this.depth = in.channels * columns.taps().length;
    }

    @Override
    public int products() {
        return 1;
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public int places(Block block) {
        return out.size(block);
    }

    @Override
    public Block first(int b) {
        boolean fits = (long) depth * b * out.area() < 4L * MOST_COLUMNS;
        return columns.isInput() || fits ? out.whole(b) : Block.of(b, MOST_COLUMNS / depth, out.width, out.height);
    }

    @Override
    public FloatPointer of(FloatPointer weights) {
        return taps.of(weights);
    }

    @Override
    public FloatPointer again(FloatPointer weights) {
        return taps.again(weights);
    }

    @Override
    public FloatPointer toWrite(FloatPointer gradients) {
        return taps.toWrite(gradients);
    }

    @Override
    public void written(FloatPointer gradients) {
        taps.written(gradients);
    }

    @Override
    public void fill(FloatPointer matrix, Block block) {
        if (columns.isInput()) {
            matrix.put(in.value, 0, in.channels * block.b() * in.area());
            return;
        }
        int count = columns.taps().length;
        int k = places(block);
        Crew.share(depth, (long) depth * k, (from, to) -> {
            float[] row = new float[k];
            for (int r = from; r < to; r++) {
                columns.read(r / count, r % count, block, row);
                Floats.at(matrix, (long) r * k).put(row, 0, k);
            }
        });
    }

    @Override
    public void giveBack(FloatPointer matrix, Block block, boolean add) {
        if (columns.isInput() && !add) {
            matrix.get(in.delta, 0, in.channels * block.b() * in.area());
            return;
        }
        int count = columns.taps().length;
        int k = places(block);
        Crew.share(in.channels, (long) depth * k, (from, to) -> {
            float[] row = new float[k];
            for (int c = from; c < to; c++) {
                in.beginDelta(c, block, add);
                for (int t = 0; t < count; t++) {
                    Floats.at(matrix, ((long) c * count + t) * k).get(row, 0, k);
                    columns.add(c, t, block, row);
                }
            }
        });
    }

    @Override
    public void take(FloatPointer result, int from, int to, Block block) {
        int k = places(block);
        for (int c = from; c < to; c++) {
            Floats.at(result, (long) c * k).get(out.value, out.at(c, block), k);
        }
    }

    @Override
    public void put(FloatPointer result, int from, int to, Block block) {
        int k = places(block);
        for (int c = from; c < to; c++) {
            Floats.at(result, (long) c * k).put(out.delta, out.at(c, block), k);
        }
    }
}
