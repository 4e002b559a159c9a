package lesson4j.lean;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Pooling: each window of a picture becomes one number. */
abstract class PoolPart implements Part {
    final Plane in;
    final Plane out;

    /** For each place the pixels that its window sees, padding left out. */
    private final int[][] seen;

    private final Window window;

    PoolPart(Plane in, Plane out, Window window) {
        this.in = in;
        this.out = out;
        this.window = window;
        this.seen = new int[out.area()][];
        Arrays.setAll(seen, place -> seen(place / out.width, place % out.width));
    }

    private int[] seen(int y, int x) {
        int top = y * window.stride() - window.pad();
        int left = x * window.stride() - window.pad();
        return IntStream.range(Math.max(0, top), Math.min(in.height, top + window.kernel()))
                .flatMap(row -> IntStream.range(Math.max(0, left), Math.min(in.width, left + window.kernel()))
                        .map(column -> row * in.width + column))
                .toArray();
    }

    /** Makes room for so many windows. */
    void begin(int windows) {}

    /** Computes a window's value for {@code n} examples, from number {@code to} on, of a group that begins at {@code from}. */
    abstract void forward(int[] pixels, int from, int to, int n);

    /** Adds the derivatives by it to those by the pixels that it sees. */
    abstract void backward(int[] pixels, int from, int to, int n);

    private interface Pixels {
        void of(int[] pixels, int from, int to, int n);
    }

    /** Goes through the windows of each channel, a group of examples after the other. */
    private void windows(int b, int first, int last, Pixels each) {
        in.each(b, first, last, (c, group, n) -> {
            for (int i = 0; i < seen.length; i++) {
                each.of(seen[i], in.at(c, group, b), out.at(c, group, b) + i * n, n);
            }
        });
    }

    @Override
    public final void forward(int b, boolean training) {
        begin(out.channels * b * out.area());
        Crew.share(in.channels, work(b), (first, last) -> windows(b, first, last, this::forward));
    }

    @Override
    public final void backward(int b) {
        boolean adds = in.addsToDelta();
        Crew.share(in.channels, work(b), (first, last) -> {
            if (!adds) {
                Arrays.fill(in.delta, in.at(first, 0, b), in.at(last, 0, b), 0f);
            }
            windows(b, first, last, this::backward);
        });
    }

    private long work(int b) {
        return (long) out.channels * b * out.area() * window.kernel() * window.kernel();
    }
}
